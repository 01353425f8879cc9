"""Pages for finding something."""
