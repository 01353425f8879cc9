"""The road of events, on both transports."""
