"""Finding: what of network can be found by which words, and by whom."""
