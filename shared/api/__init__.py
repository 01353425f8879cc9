"""What the services can be asked: requests and views."""
