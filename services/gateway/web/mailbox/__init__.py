"""The local mailbox, in development and demo only."""
