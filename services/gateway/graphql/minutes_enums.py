"""The words for how minutes and actions stand; the same values as in the shapes of agenda, which a test compares."""

from enum import Enum

import strawberry


@strawberry.enum(description="How far minutes are.")
class MinutesStatus(Enum):
    DRAFT = "DRAFT"
    SHARED = "SHARED"
    ESTABLISHED = "ESTABLISHED"


@strawberry.enum(description="How minutes were established.")
class EstablishedWay(Enum):
    CHECKED = "CHECKED"
    NO_OBJECTION = "NO_OBJECTION"


@strawberry.enum(description="What became of an action.")
class ActionStatus(Enum):
    OPEN = "OPEN"
    DONE = "DONE"
    CANCELLED = "CANCELLED"


@strawberry.enum(description="Whether a line stands in both versions, or in one of them.")
class LineChange(Enum):
    SAME = "SAME"
    ADDED = "ADDED"
    REMOVED = "REMOVED"
