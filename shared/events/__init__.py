"""What the services announce."""
