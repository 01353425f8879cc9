"""Mails around a session: what a coordinator adds to its reminder."""
