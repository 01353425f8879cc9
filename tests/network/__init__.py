"""The promises of network."""
