"""Who takes part in which network, from which perspective, in which role."""
