"""Finding: what of agenda can be found by which words, and by whom."""
