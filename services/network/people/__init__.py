"""Accounts, and how somebody signs in; the one place where personal data stands."""
