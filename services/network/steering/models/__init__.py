"""What is stored of carrying a network."""
