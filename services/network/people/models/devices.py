"""What is stored of where somebody is signed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, LargeBinary, Update, delete, or_, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Field, col

from services.network.people.domain.devices import IDLE
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class AuthSession(NetworkStore, table=True):
    """Somebody who is signed in somewhere, behind the hash of a random token."""

    __tablename__ = "auth_session"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    program: str = Field(max_length=20)
    system: str = Field(max_length=20)
    """The kind of browser and of system, so that its owner recognises it; no address, no version, no place."""
    opened_at: datetime = Field(sa_type=UTCDateTime)
    seen_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


def see(auth_session_id: UUID, *, now: datetime) -> Update:
    """Write down that somebody signed in was here."""
    return update(AuthSession).where(col(AuthSession.id) == auth_session_id).values(seen_at=now)


def end(person_id: UUID, *, only: UUID | None, now: datetime, but: UUID | None = None) -> ReturningUpdate[UUID]:
    """End one signed-in session of a person, or all that are not over, save one; gives their ids."""
    statement = update(AuthSession).where(
        col(AuthSession.person_id) == person_id,
        col(AuthSession.ended_at).is_(None),
        col(AuthSession.expires_at) > now,
        col(AuthSession.seen_at) > now - IDLE,
    )
    if only is not None:
        statement = statement.where(col(AuthSession.id) == only)
    if but is not None:
        statement = statement.where(col(AuthSession.id) != but)
    return statement.values(ended_at=now).returning(col(AuthSession.id))


def forget_auth_sessions(*, now: datetime) -> Delete:
    """Remove the signed-in sessions that are over."""
    return delete(AuthSession).where(
        or_(
            col(AuthSession.ended_at).is_not(None),
            col(AuthSession.expires_at) <= now,
            col(AuthSession.seen_at) <= now - IDLE,
        )
    )
