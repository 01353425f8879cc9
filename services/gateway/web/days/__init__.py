"""The day itself, for who leads a session and for everybody who follows it."""
