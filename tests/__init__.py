"""The promises of the house, kept."""
