"""People's own data in agenda: what it holds about somebody, and how they are gone for good."""
