"""What is true of memberships: taking part, roles, pausing and leaving."""
