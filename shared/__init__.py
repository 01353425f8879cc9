"""What the services share: events, shapes, the bus, and the ground they stand on."""
