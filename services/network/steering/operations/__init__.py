"""What can be done when carrying a network."""
