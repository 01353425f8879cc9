"""Finding: the same hits in the same order on both databases, and nothing that the reader may not see."""
