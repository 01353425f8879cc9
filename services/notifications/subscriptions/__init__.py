"""Who wants what, when."""
