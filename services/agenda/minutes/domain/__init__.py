"""What is true of minutes and actions."""
