"""Saying whether one comes, with the link in a mail."""
