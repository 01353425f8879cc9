"""Private servers for tests: a broker, a database, a mail server and a line between them that can be cut."""
