"""Sessions of a network: the dates, planning a year, one session with its agenda."""
