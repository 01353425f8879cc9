"""What is true of a warning and of a limit: exceptional, with a reason, an end and an objection that somebody else answers (PR-7, C103)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.network.memberships.domain.roles import ZONE
from shared.errors import Conflict, Invalid, NotAllowed

LONGEST_LIMIT = timedelta(days=30)
TOLD_FOR = timedelta(days=30)
"""How long a warning, and a limit that is over, stands on somebody's own pages and can be objected to."""
KEPT_FOR = timedelta(days=730)
"""How long a warning is kept, and a limit that is over."""


class RestrictionKind(StrEnum):
    """What was decided: a warning changes nothing yet; under a limit somebody reads on, and writes nothing."""

    WARNING = "WARNING"
    LIMIT = "LIMIT"


class NotAboutYourself(Conflict):
    """Somebody else decides about you."""


class LimitedAlready(Conflict):
    """This person is under a limit already."""


class NoLimit(Conflict):
    """There is no limit here that can be lifted."""


class WritingLimited(NotAllowed):
    """You cannot write in this network for a while."""

    goes_in_log = False


class LimitEndMissing(Invalid):
    """A limit ends on a day, from tomorrow to thirty days from now."""


def check_until(until_on: date | None, now: datetime) -> date:
    """The last day of a limit. Raises LimitEndMissing for none, one that is over, and one too far away."""
    today = now.astimezone(ZONE).date()
    if until_on is None or not today < until_on <= today + LONGEST_LIMIT:
        raise LimitEndMissing(field="until_on")
    return until_on


def check_not_limited(until_at: datetime | None) -> None:
    """Raise WritingLimited, with the last day of it, for somebody who may write nothing in a network now (PR-7).

    until_at: when the limit that holds now ends; None without one.
    """
    if until_at is not None:
        last = (until_at - timedelta(microseconds=1)).astimezone(ZONE).date()
        raise WritingLimited(f"You cannot write in this network up to and including {last.isoformat()}.")


def is_in_force(*, kind: str, until_at: datetime | None, lifted_at: datetime | None, now: datetime) -> bool:
    """Whether a limit holds at a moment; a warning never does."""
    return kind == RestrictionKind.LIMIT and lifted_at is None and until_at is not None and now < until_at


def may_object(*, appealed_at: datetime | None, lifted_at: datetime | None, ends_at: datetime, now: datetime) -> bool:
    """Whether whom it is about can still object: once, while it is told them. ends_at: when it was decided, or its end."""
    return appealed_at is None and lifted_at is None and now < ends_at + TOLD_FOR


def answering(about: UUID, keepers: Collection[UUID]) -> list[UUID]:
    """Coordinators and moderators among whom somebody answers an objection: never whom it is about."""
    return [one for one in keepers if one != about]
