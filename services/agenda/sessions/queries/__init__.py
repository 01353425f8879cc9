"""What sessions can tell: to show, and to be found by."""
