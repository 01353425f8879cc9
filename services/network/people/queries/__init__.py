"""What can be told of people."""
