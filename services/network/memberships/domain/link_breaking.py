"""What is true of looking up who is behind a schuilnaam: only in serious danger, by two people, for a while, and written down (PR-5)."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.network.memberships.domain.roles import COORDINATING, Role
from shared.errors import Conflict, NotAllowed

KEEPING = frozenset({*COORDINATING, Role.MODERATOR})
"""Who can ask for it, and who can agree."""
WAITS_FOR = timedelta(days=7)
"""How long it waits for a second person."""
OPEN_FOR = timedelta(hours=72)
"""How long the two can look once they agree."""
KEPT_FOR = timedelta(days=730)


class LinkBreakStatus(StrEnum):
    """Where it stands."""

    ASKED = "ASKED"
    AGREED = "AGREED"
    DECLINED = "DECLINED"


class KeeperNeeded(NotAllowed):
    """Only coordinators and moderators of this network may do this."""


class NoPseudonym(Conflict):
    """This person takes part under their own name, or has no mail address; there is nothing to look up."""


class SecondPersonNeeded(NotAllowed):
    """Somebody else has to agree: not who asked, and not who it is about."""


class LinkBreakOver(Conflict):
    """This was answered, or its time is over."""


def check_keeps(*, keeps: bool) -> None:
    """Raise KeeperNeeded."""
    if not keeps:
        raise KeeperNeeded


def may_answer(viewer_id: UUID, *, asked_by: UUID | None, about: UUID) -> bool:
    """Whether this is a second person; when nobody knows any more who asked, nobody is."""
    return asked_by is not None and viewer_id not in {asked_by, about}


def may_look(viewer_id: UUID, *, asked_by: UUID | None, agreed_by: UUID | None) -> bool:
    """Whether this is one of the two."""
    return viewer_id in {asked_by, agreed_by}


def is_over(*, status: str, asked_at: datetime, opens_until: datetime | None, now: datetime) -> bool:
    """Whether nothing can be done with it any more."""
    if status == LinkBreakStatus.ASKED:
        return asked_at + WAITS_FOR <= now
    return opens_until is None or opens_until <= now
