"""What can be done with invitations: call people, and write to them."""
