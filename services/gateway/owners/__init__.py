"""The only door to the services: one thin typed function per question."""
