"""What network can be asked."""
