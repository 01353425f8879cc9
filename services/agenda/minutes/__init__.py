"""Minutes: what was said and agreed at a session, until it is established, and the actions that came of it."""
