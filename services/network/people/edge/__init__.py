"""Who may ask what of people."""
