"""Asks network and agenda what may be said to these readers, now."""
