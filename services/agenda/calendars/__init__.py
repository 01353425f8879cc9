"""Sessions in people's own calendars: one session, and feeds behind a secret address."""
