"""What is stored of minutes and actions."""
