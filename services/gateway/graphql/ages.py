"""The words that stand for ages, and for where the permission of a parent or guardian stands."""

from enum import Enum

import strawberry


@strawberry.enum(description="In which band somebody says their age is; under 12 nobody takes part.")
class AgeAnswer(Enum):
    UNDER_12 = "UNDER_12"
    FROM_12_TO_15 = "FROM_12_TO_15"
    FROM_16 = "FROM_16"


@strawberry.enum(description="What is kept of an age: a band, never a birth date.")
class AgeBand(Enum):
    UNDER_16 = "UNDER_16"
    FROM_16 = "FROM_16"


@strawberry.enum(description="Where the permission of a parent or guardian stands. OWN: the member is 16 and decides.")
class PermissionStatus(Enum):
    WAITING = "WAITING"
    GIVEN = "GIVEN"
    OWN = "OWN"
