"""What those who carry a network decide: how it begins, what it says of itself, its goals, relations, partners and end."""
