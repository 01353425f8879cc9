"""Who may ask what of memberships."""
