"""People's own data in notifications: what it holds about somebody, how they are gone for good, and the mails about that."""
