"""Pages about being safe with each other: house rules, reporting something, warnings and limits (PR-7, C103, C106)."""
