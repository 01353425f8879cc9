"""What notifications can be asked."""
