"""Knowing who is behind a schuilnaam, in serious danger, by two people (PR-5)."""
