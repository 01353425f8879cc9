"""The pages of date polls: asking when people can come, answering on a phone, and choosing the dates."""
