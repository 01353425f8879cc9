"""The one address, for people and for programs; stores nothing."""
