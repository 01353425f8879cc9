"""What others may build on: stored contracts, and the tests that compare them with the code."""
