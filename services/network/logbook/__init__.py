"""What was done in a network, for who coordinates it."""
