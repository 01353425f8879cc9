"""Who takes part, as network tells it: a projection, and the ground floor of agenda."""
