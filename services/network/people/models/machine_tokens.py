"""What is stored of tokens with which programs act for somebody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, LargeBinary, Update, delete, or_, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class MachineToken(NetworkStore, table=True):
    """A token with which a program acts for its owner, behind its hash."""

    __tablename__ = "machine_token"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=60)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    may_write: bool
    created_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


def see_token(machine_token_id: UUID, *, now: datetime) -> Update:
    """Write down that a token was used."""
    return update(MachineToken).where(col(MachineToken.id) == machine_token_id).values(used_at=now)


def revoke(person_id: UUID, *, machine_token_id: UUID, now: datetime) -> ReturningUpdate[UUID]:
    """Revoke a token of a person once; gives its id, nothing when it is not theirs or over."""
    return (
        update(MachineToken)
        .where(
            col(MachineToken.id) == machine_token_id,
            col(MachineToken.person_id) == person_id,
            col(MachineToken.revoked_at).is_(None),
            col(MachineToken.expires_at) > now,
        )
        .values(revoked_at=now)
        .returning(col(MachineToken.id))
    )


def revoke_since(person_id: UUID, *, since: datetime, now: datetime) -> ReturningUpdate[UUID]:
    """Revoke the tokens that a person made from this moment on; gives their ids."""
    return (
        update(MachineToken)
        .where(
            col(MachineToken.person_id) == person_id,
            col(MachineToken.created_at) >= since,
            col(MachineToken.revoked_at).is_(None),
        )
        .values(revoked_at=now)
        .returning(col(MachineToken.id))
    )


def forget_machine_tokens(*, now: datetime) -> Delete:
    """Remove the tokens that are over."""
    return delete(MachineToken).where(
        or_(col(MachineToken.revoked_at).is_not(None), col(MachineToken.expires_at) <= now)
    )
