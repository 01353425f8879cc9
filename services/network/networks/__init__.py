"""Learning networks: what they are for, who they ask to take part, and how they relate."""
