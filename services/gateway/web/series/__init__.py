"""Sessions together: changing one, some or all of a series, ideas that are not certain yet, the points they start with, documents."""
