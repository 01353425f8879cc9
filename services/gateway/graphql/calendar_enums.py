"""The words for what a day is when a year is planned; the same values as in the shapes of agenda, which a test compares."""

from enum import Enum

import strawberry


@strawberry.enum(description="Which part of the country, as school holidays are spread.")
class SchoolRegion(Enum):
    NORTH = "NORTH"
    CENTRAL = "CENTRAL"
    SOUTH = "SOUTH"


@strawberry.enum(description="Whether a date can be.")
class DateVerdict(Enum):
    FREE = "FREE"
    SOFT = "SOFT"
    HARD = "HARD"


@strawberry.enum(description="Why a date cannot be, or is difficult.")
class DateReasonKind(Enum):
    PUBLIC_HOLIDAY = "PUBLIC_HOLIDAY"
    SCHOOL_HOLIDAY = "SCHOOL_HOLIDAY"
    SOFT_BLOCK = "SOFT_BLOCK"
    OWN_SESSION = "OWN_SESSION"
    OTHER_NETWORK = "OTHER_NETWORK"
    SCHOOL_HOURS = "SCHOOL_HOURS"
    EVENING = "EVENING"
    WEEKEND = "WEEKEND"
