"""Actions: what I do until when, and what came of it."""
