"""What agenda can be asked."""
