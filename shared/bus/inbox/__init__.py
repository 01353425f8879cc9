"""What a service has heard: stored before anything is done with it, so that nothing is done twice or forgotten."""
