"""What is true of being signed in somewhere: how long it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import NotAllowed

IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(days=30)
FRESH = timedelta(minutes=10)
"""How long after signing in one may change how one signs in (OWASP ASVS 7.5.1)."""
SEEN_EVERY = timedelta(minutes=5)
"""How precisely idleness is measured: being seen is written down at most this often."""


class SignInAgain(NotAllowed):
    """Sign in again first: this can be done within ten minutes after signing in."""


class OtherSession(NotAllowed):
    """This can be done in a browser where you are signed in yourself."""


@dataclass(frozen=True)
class Device:
    """What somebody recognises a device by: the kind of browser and of system, and nothing finer. No address is kept."""

    program: str = "OTHER"
    system: str = "OTHER"


@dataclass(frozen=True)
class OpenedSession:
    """Signed in: the secret for the cookie, once."""

    token: str
    auth_session_id: UUID
    person_id: UUID
    expires_at: datetime


def is_alive(*, now: datetime, seen_at: datetime, expires_at: datetime, ended_at: datetime | None) -> bool:
    """Whether a signed-in session still counts: not ended, not idle for 8 hours, not older than 30 days."""
    return ended_at is None and now < alive_until(seen_at=seen_at, expires_at=expires_at)


def alive_until(*, seen_at: datetime, expires_at: datetime) -> datetime:
    """Until when a signed-in session counts when nobody comes back."""
    return min(seen_at + IDLE, expires_at)


def is_fresh(*, now: datetime, opened_at: datetime) -> bool:
    """Whether somebody signed in so shortly ago that they may change how they sign in."""
    return now - opened_at <= FRESH
