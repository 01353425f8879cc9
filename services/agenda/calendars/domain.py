"""What is true of calendars: what stands in a feed, behind which secret, and in how few words."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from shared.errors import Invalid, Problem
from shared.spans import Span, joined

YOUNG_PERSON: Final = "YOUNG_PERSON"


class FeedFacts(NamedTuple):
    """One feed as it is stored. network_id: None for all networks of its person. person_id: None when it is over."""

    id: UUID
    person_id: UUID | None
    network_id: UUID | None
    is_neutral: bool
    language: str
    made_at: datetime
    used_on: date | None


class EntryFacts(NamedTuple):
    """One session as it stands in a calendar."""

    id: UUID
    network_id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str
    status: str
    sequence: int
    revised_at: datetime
    link: str
    is_free: bool
    """Whether the reader said that they do not come."""


def new_token() -> str:
    """Make a secret of 32 random bytes for an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is kept of a token (A-07: a token that was made for something else has another hash)."""
    return hashlib.sha256(b"calendar-feed\0" + token.encode()).digest()


def says_little(perspectives: Iterable[str]) -> bool:
    """Whether the calendar of somebody with these perspectives says no more than it must, unless they choose so (A-21)."""
    return YOUNG_PERSON in set(perspectives)


MOST_BUSY: Final = 1000
KNOWN_AHEAD: Final = timedelta(days=400)
"""How far ahead somebody's own calendar is kept."""


class BusyTimesNotPossible(Invalid):
    """These times cannot be kept like this."""


class OwnCalendarFacts(NamedTuple):
    """When somebody gave their own calendar, until when it is known, and at how many times to come they have something."""

    kept_at: datetime
    until_at: datetime
    times: int


def check_busy(times: Iterable[Span], *, until_at: datetime, now: datetime) -> list[Span]:
    """Give the times that are kept: in order, those that touch as one; not what is past or not known. Raises BusyTimesNotPossible."""
    times = list(times)
    problems: list[Problem] = []
    if not now < until_at <= now + KNOWN_AHEAD:
        problems.append(
            Problem("until_at", "UNTIL_OUT_OF_RANGE", "Say until which day this is known, within 400 days.")
        )
    if any(ends_at <= starts_at for starts_at, ends_at in times):
        problems.append(Problem("times", "ENDS_BEFORE_START", "Each time ends after it starts."))
    if len(times) > MOST_BUSY:
        problems.append(Problem("times", "TOO_MANY_TIMES", f"At most {MOST_BUSY} times are kept."))
    if problems:
        raise BusyTimesNotPossible(problems=tuple(problems))
    return joined(one for one in times if one[1] > now and one[0] < until_at)


class SetFacts(NamedTuple):
    """One session as an invitation tells it."""

    id: UUID
    network_id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str
    status: str
    sequence: int
    revised_at: datetime
    number: int
    first_starts_at: datetime
    cancel_reason: str
    was_off: bool
    perspective: str | None
    link: str
    series_id: UUID | None
