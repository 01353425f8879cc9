"""What is stored of sessions."""
