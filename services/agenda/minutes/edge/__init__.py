"""Who may ask what of minutes and actions."""
