"""Pages of what was done: in a network, and with my own account."""
