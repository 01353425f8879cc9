"""How often the overview comes by mail, and stopping it."""
