"""What is true of calendars: what stands in a feed, behind which secret, and in how few words."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

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


def new_token() -> str:
    """Make a secret of 32 random bytes for an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is kept of a token (A-07: a token that was made for something else has another hash)."""
    return hashlib.sha256(b"calendar-feed\0" + token.encode()).digest()


def says_little(perspectives: Iterable[str]) -> bool:
    """Whether the calendar of somebody with these perspectives says no more than it must, unless they choose so (A-21)."""
    return YOUNG_PERSON in set(perspectives)


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
    perspective: str | None
    link: str
    series_id: UUID | None
