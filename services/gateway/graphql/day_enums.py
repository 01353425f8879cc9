"""The words of the day itself; the same as its owner's, which a test compares."""

from enum import Enum

import strawberry


@strawberry.enum(description="The question with which everybody in a session begins; OWN is in words of their own.")
class CheckIn(Enum):
    ARRIVE = "ARRIVE"
    WEATHER = "WEATHER"
    PROUD = "PROUD"
    LEARNED = "LEARNED"
    SMALL_WIN = "SMALL_WIN"
    NEEDED = "NEEDED"
    CURIOUS = "CURIOUS"
    THANKFUL = "THANKFUL"
    HELPED = "HELPED"
    OWN = "OWN"


@strawberry.enum(description="What became of a line that was parked in a session.")
class ParkedStatus(Enum):
    OPEN = "OPEN"
    PROPOSED = "PROPOSED"
    ANSWERED = "ANSWERED"
