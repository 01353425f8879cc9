"""Where the services meet: in one process, or apart; and the command that starts and tends them."""
