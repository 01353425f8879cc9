"""Agenda: what is studied, and when people meet."""
