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


@strawberry.enum(description="Whether a story stands in minutes.")
class StoryStatus(Enum):
    ASKED = strawberry.enum_value("ASKED", description="Its teller was asked; to others it is KEPT_OUT.")
    GIVEN = strawberry.enum_value("GIVEN", description="Its teller said yes.")
    KEPT_OUT = strawberry.enum_value("KEPT_OUT", description="There was no yes; nothing of it is kept.")
    WITHDRAWN = strawberry.enum_value("WITHDRAWN", description="It was taken out again; nothing of it is kept.")


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
