"""What is true of sessions."""
