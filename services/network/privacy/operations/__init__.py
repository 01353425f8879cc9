"""What can be done about people's own data."""
