"""What people may know and decide about their own data: to see it, to take it along, to allow, and to be gone for good."""
