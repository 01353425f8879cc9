"""Giving one's own calendar, as a hint beside the dates of a poll."""
