"""What is true of wanting mail: how often, from when, and what a token stands for."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from shared.errors import NotAllowed

TOKEN_BYTES = 32


class Cadence(StrEnum):
    """How often the digest of a network comes (BR-060)."""

    DIRECT = "DIRECT"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    BEFORE_SESSION = "BEFORE_SESSION"
    NEVER = "NEVER"


class Reminder(StrEnum):
    """How long before a session of a network its reminder comes; USUAL: when who coordinates says, a day before unless they do."""

    USUAL = "USUAL"
    NONE = "NONE"
    DAY = "DAY"
    WEEK = "WEEK"


class MailLevel(StrEnum):
    """How much mail somebody wants about one session, or one series, beside what they chose for its network.

    FOLLOWED: a reminder a week and a day before, its agenda, its documents and its minutes, whatever they chose for the
    network. MUTED: none of these, and none of its agenda points in a digest. Whoever was invited hears either way that it
    changes or does not take place, and a task stays a task.
    """

    FOLLOWED = "FOLLOWED"
    USUAL = "USUAL"
    MUTED = "MUTED"


DEFAULT = Cadence.WEEKLY
DEFAULT_REMINDER = Reminder.USUAL
BOUNCES_TO_PAUSE = 2  # BR-066
CATCH_UP = timedelta(days=7)
"""Somebody who joins today hears what the others got in their last week, and nothing older."""


class NotAMember(NotAllowed):
    """Only members of this network may do this."""

    code = "NOT_A_MEMBER"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person wants to hear of one network, chosen or by default."""

    network_id: UUID
    cadence: Cadence
    is_default: bool
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class Standing:
    """How one reader stands with the mail: ``mark`` rises with everything that changes what may be sent to them."""

    mark: int
    bounces: int
    is_paused: bool


@dataclass(frozen=True, slots=True)
class UnsubscribeRight:
    """What somebody may end with a token: the digests of one person, of the networks in one mail."""

    person_id: UUID
    network_ids: tuple[UUID, ...]
    language: str


def new_token() -> str:
    """Make a secret of 32 random bytes for an address."""
    return new_tokens(1)[0]


def new_tokens(count: int) -> list[str]:
    """Make several secrets in one go: who asks the system for each by itself waits for other threads each time."""
    drawn = secrets.token_bytes(TOKEN_BYTES * count)
    each = (drawn[start : start + TOKEN_BYTES] for start in range(0, len(drawn), TOKEN_BYTES))
    return [urlsafe_b64encode(one).rstrip(b"=").decode("ascii") for one in each]


def token_hash(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(b"unsubscribe\0" + token.encode()).digest()


def news_from(since_at: datetime) -> datetime:
    """From which moment on something counts as new to somebody who takes part since ``since_at``."""
    return since_at - CATCH_UP


def is_ended(network_ids: Iterable[UUID], cadences: Mapping[UUID, Cadence], *, follows: bool) -> bool:
    """Whether no digest of any of these networks comes any more, and no session of them is followed."""
    return not follows and all(cadences.get(network_id, DEFAULT) is Cadence.NEVER for network_id in network_ids)


def level_of(chosen: Mapping[UUID, MailLevel], *, session_id: UUID, series_id: UUID | None) -> MailLevel:
    """How much mail somebody wants about a session: what they chose for it counts before what they chose for its series."""
    usual = chosen.get(series_id, MailLevel.USUAL) if series_id is not None else MailLevel.USUAL
    return chosen.get(session_id, usual)


def pauses(bounces: int) -> bool:
    """Whether so many hard bounces in a row pause somebody's mail (BR-066)."""
    return bounces >= BOUNCES_TO_PAUSE
