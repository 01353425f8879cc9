"""My own name and language."""
