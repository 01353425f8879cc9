"""What is stored of people's own data."""
