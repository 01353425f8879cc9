"""What is true of carrying a network."""
