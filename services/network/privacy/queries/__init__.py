"""What can be told of people's own data."""
