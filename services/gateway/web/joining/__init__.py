"""Joining a network: asking, being asked, and saying yes."""
