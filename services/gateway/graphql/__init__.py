"""The schema, one module per noun, and the engine that answers it."""
