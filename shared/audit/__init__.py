"""Who did what to which kind of thing, and when: never what it said. Added to only, and chained so that a change is found."""
