"""What is true of being signed in somewhere: how long it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)
"""How precisely idleness is measured: being seen is written down at most this often."""


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
