"""Statements without a turn of the event loop for each: on a thread of their own, or read right here."""
