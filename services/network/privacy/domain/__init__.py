"""What is true of people's own data."""
