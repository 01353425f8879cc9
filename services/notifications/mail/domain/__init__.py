"""What is true of a mail: its states, its address, its headers, its bytes."""
