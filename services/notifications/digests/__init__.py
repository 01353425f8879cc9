"""The overview by mail."""
