"""How fast it is, each figure beside its reference in the same run (``make bench``); nothing here passes or fails."""
