"""What is true of answers that come by mail: which secret stands for whom, and how a mail that comes in is read."""
