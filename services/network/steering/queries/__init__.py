"""What can be told of carrying a network."""
