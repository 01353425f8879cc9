"""How much one request may ask of a service; every number stands here (RELIABILITY 7.10)."""

MOST_BODY_BYTES = 100 * 1024
MOST_CALENDAR_BYTES = 4 * 1024 * 1024
"""Of a calendar that somebody sends as a file: the only request that may be larger."""
MOST_HEADER_BYTES = 8 * 1024
KEEP_ALIVE_SECONDS = 30
STOPPING_SECONDS = 5
"""How long requests that are being answered may take after the process was asked to stop."""
