"""Taking part without a mail address, for who helps; and taking up an account of one's own."""
