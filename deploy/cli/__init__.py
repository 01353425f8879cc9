"""The leerkring command: one module per thing an operator tends."""
