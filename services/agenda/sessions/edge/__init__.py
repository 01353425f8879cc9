"""Who may ask about sessions, and how they are answered."""
