"""What is due: who is asked something, who is reminded of it, and who hears that it is done."""
