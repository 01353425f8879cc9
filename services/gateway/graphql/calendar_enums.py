"""The words for days, and for sessions that change together; the same values as in the shapes of agenda, which a test compares."""

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


@strawberry.enum(description="What a session is; PRE_MEETING is for one perspective, before a session of all.")
class SessionType(Enum):
    REGULAR = "REGULAR"
    WORK_VISIT = "WORK_VISIT"
    CO_DESIGN = "CO_DESIGN"
    PRE_MEETING = "PRE_MEETING"


@strawberry.enum(description="This session, those of its series from it on, or all of its series.")
class ChangeScope(Enum):
    THIS = "THIS"
    FOLLOWING = "FOLLOWING"
    ALL = "ALL"


@strawberry.enum(description="Why a session stays as it is.")
class SessionStays(Enum):
    STANDS_APART = "STANDS_APART"
    HAS_BEGUN = "HAS_BEGUN"
    CANCELLED = "CANCELLED"
    LEFT_OUT = "LEFT_OUT"
    AS_IT_IS = "AS_IT_IS"


@strawberry.enum(description="What was done to sessions.")
class SessionChangeKind(Enum):
    CHANGED = "CHANGED"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@strawberry.enum(
    description="How much mail somebody wants about one session. FOLLOWED: a reminder a week and a day before, its agenda, its "
    "documents and its minutes. USUAL: as they chose for its network. MUTED: only that it changes or does not take place."
)
class MailLevel(Enum):
    FOLLOWED = "FOLLOWED"
    USUAL = "USUAL"
    MUTED = "MUTED"


@strawberry.enum(
    description="When the reminder of a session comes. USUAL: when who coordinates says, a day before unless they do."
)
class SessionReminder(Enum):
    USUAL = "USUAL"
    NONE = "NONE"
    DAY = "DAY"
    WEEK = "WEEK"
