"""The minutes of a session: writing, sharing, checking and reading them, and those of a whole series as one document."""
