"""Who may ask what of people's own data."""
