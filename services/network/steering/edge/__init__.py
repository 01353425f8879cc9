"""Who may ask what of carrying a network."""
