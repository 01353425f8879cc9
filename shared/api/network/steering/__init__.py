"""What can be asked about carrying a network: its beginning, settings, goals, relations, partners, and going on as another."""
