"""What can be done with digests: keeping track of news, planning, writing, and showing one beforehand."""
