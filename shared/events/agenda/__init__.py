"""What agenda announces: what is studied, and when people meet."""
