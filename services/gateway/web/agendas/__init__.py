"""Making the agenda of a session: arranging, answering, publishing, and what waits."""
