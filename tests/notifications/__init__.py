"""What notifications promises: who hears of it, once."""
