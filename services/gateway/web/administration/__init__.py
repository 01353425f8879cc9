"""Looking after the platform: which networks there are, and letting one begin."""
