"""The promises of agenda, kept."""
