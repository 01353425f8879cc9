"""Sessions that come into people's calendars by mail: invitations, changes and cancellations (RFC 5546)."""
