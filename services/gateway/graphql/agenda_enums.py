"""The words for what becomes of agenda points; the same as in shared/api."""

from enum import Enum

import strawberry


@strawberry.enum(description="What became of an agenda point that was proposed.")
class AgendaPointStatus(Enum):
    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    PARKED = "PARKED"
    DECLINED = "DECLINED"


@strawberry.enum(
    description="Where points go that a session did not reach: to the next session, or where they wait for one."
)
class CarryTo(Enum):
    NEXT = "NEXT"
    BACKLOG = "BACKLOG"
