"""Finding: one index of what can be found, with the same hits in the same order on SQLite and on PostgreSQL."""
