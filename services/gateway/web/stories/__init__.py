"""Words in minutes that are somebody's: a story that waits for a yes, and what is taken out on request."""
