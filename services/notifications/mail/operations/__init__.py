"""What can be done with mail: planning it, writing it, carrying it, settling what is in doubt."""
