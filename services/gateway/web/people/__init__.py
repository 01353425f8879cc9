"""Pages about the people of a network: who takes part, in which roles, and what coordinators do."""
