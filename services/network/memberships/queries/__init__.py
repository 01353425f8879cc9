"""What can be told of memberships."""
