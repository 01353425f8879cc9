"""What people can do."""
