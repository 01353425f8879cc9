"""The mail ledger, and how a mail leaves the house."""
