"""What is true of people and of signing in."""
