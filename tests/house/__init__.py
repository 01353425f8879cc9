"""The walls of the house bite, its papers tell the truth, and the servers that the tests lean on do what they say."""
