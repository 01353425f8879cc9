"""Who comes to a session: saying so, who that makes, seats, and who was there."""
