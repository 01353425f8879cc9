"""What minutes and actions can tell."""
