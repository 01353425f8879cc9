"""What can be done with minutes and actions."""
