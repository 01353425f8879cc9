"""A question to one fellow member: asking, reading, answering."""
