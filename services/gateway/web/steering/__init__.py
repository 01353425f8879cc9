"""Carrying a network: its settings, goals, relations, organisations and groups, and going on as another one."""
