"""What is stored of memberships."""
