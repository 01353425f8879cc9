"""The web client, page by page and piece by piece."""
