"""Who is at the door: the cookies of a signed-in session and of a browser that is signing in."""
