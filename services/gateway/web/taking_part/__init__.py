"""Pages about one's own place in a network: being away, coming back, leaving, objecting."""
