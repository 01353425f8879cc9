"""Where I am signed in, and how I sign in."""
