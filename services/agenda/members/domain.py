"""What is true of taking part: how a person stands in a network, and the refusals that follow."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from zoneinfo import ZoneInfo

from shared.errors import Conflict, NotAllowed


class MemberStatus(StrEnum):
    """Whether a membership counts."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    ENDED = "ENDED"


COORDINATING = frozenset({"COORDINATOR", "DEPUTY"})
"""Who holds one of these roles may do what a coordinator may."""
FACILITATING = "FACILITATOR"
"""Who holds this role arranges and leads sessions."""

GUARDED = frozenset({"YOUNG_PERSON", "PARENT"})
"""Who takes part from one of these perspectives speaks for themselves, often under a schuilnaam."""


ZONE = ZoneInfo("Europe/Amsterdam")
NIGHT = timedelta(seconds=1)
"""A limit ends at midnight: the last day it holds is the one before."""


OVER = frozenset({"SUCCEEDED", "ARCHIVED"})
"""A network with one of these statuses has ended: it reads on, and nothing new begins in it (DOMAIN 6)."""


class Standing(Enum):
    """How a person stands in one network."""

    STRANGER = 0
    MEMBER = 1
    FACILITATOR = 2
    COORDINATOR = 3

    @property
    def takes_part(self) -> bool:
        """Whether this is an active member, in any role."""
        return self is not Standing.STRANGER

    @property
    def coordinates(self) -> bool:
        """Whether this is an active coordinator."""
        return self is Standing.COORDINATOR

    @property
    def arranges(self) -> bool:
        """Whether this is who prepares and leads sessions: an active facilitator or coordinator."""
        return self is Standing.FACILITATOR or self is Standing.COORDINATOR


def coordinates(roles: Iterable[str]) -> bool:
    """Whether these roles give the rights of a coordinator; a role this house does not know gives none."""
    return not COORDINATING.isdisjoint(roles)


class NotAMember(NotAllowed):
    """Only members of this network may do this."""

    code = "NOT_A_MEMBER"


class CoordinatorNeeded(NotAllowed):
    """Only a coordinator of this network may do this."""


class FacilitatorNeeded(NotAllowed):
    """Only a coordinator or a facilitator of this network may do this."""


class WritingLimited(NotAllowed):
    """You cannot write in this network for a while."""

    goes_in_log = False


class NetworkIsOver(Conflict):
    """This network has ended; nothing new begins in it."""


def check_not_limited(until_at: datetime | None) -> None:
    """Raise WritingLimited, with the last day of it, for somebody who may write nothing in a network now (PR-7).

    until_at: when the limit that holds now ends; None without one.
    """
    if until_at is not None:
        last = (until_at - NIGHT).astimezone(ZONE).date()
        raise WritingLimited(f"You cannot write in this network up to and including {last.isoformat()}.")


def check_takes_part(standing: Standing) -> None:
    """Raise NotAMember for somebody who does not take part."""
    if not standing.takes_part:
        raise NotAMember


def check_coordinates(standing: Standing) -> None:
    """Raise NotAMember or CoordinatorNeeded for somebody who does not coordinate."""
    check_takes_part(standing)
    if not standing.coordinates:
        raise CoordinatorNeeded


def check_arranges(standing: Standing) -> None:
    """Raise NotAMember or FacilitatorNeeded for somebody who does not prepare sessions."""
    check_takes_part(standing)
    if not standing.arranges:
        raise FacilitatorNeeded
