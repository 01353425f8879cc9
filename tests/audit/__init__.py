"""Who did what: one chain, to which is only added."""
