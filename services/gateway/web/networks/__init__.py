"""Networks: the list, and one of them."""
