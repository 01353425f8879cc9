"""What is written as a calendar, read again by two other programs."""
