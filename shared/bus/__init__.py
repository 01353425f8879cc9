"""How what one service announces reaches the others, without loss and without doing it twice."""
