"""Whether people come, as they say by a link in a mail or by the answer of their calendar."""
