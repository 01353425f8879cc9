"""Notifications: who hears of it, and how."""
