"""What can be done with memberships."""
