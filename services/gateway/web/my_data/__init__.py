"""What the platform holds about me, what I allow, taking it along, and being gone for good."""
