"""Questions of a network: the list, proposing one, one question."""
