"""What a parent or guardian reads and answers, behind the link in their mail."""
