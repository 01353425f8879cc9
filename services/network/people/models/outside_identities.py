"""What is stored of accounts at other houses (OpenID Connect): who vouches, and under which name there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, LargeBinary, UniqueConstraint, Update, delete, update
from sqlalchemy.sql.dml import ReturningDelete
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class OutsideIdentity(NetworkStore, table=True):
    """That another house vouches for somebody: its issuer and the subject there, and no address or name."""

    __tablename__ = "outside_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    provider: str = Field(max_length=40)
    issuer: str = Field(max_length=255)
    subject: str = Field(max_length=255)
    linked_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class OutsideSignIn(NetworkStore, table=True):
    """Somebody is away to another house, for ten minutes; removed by the first who comes back with its state."""

    __tablename__ = "outside_sign_in"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    state_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    browser_hash: bytes = Field(sa_type=LargeBinary)
    provider: str = Field(max_length=40)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    """To whose account the identity is linked; nobody's where somebody signs in."""
    expires_at: datetime = Field(sa_type=UTCDateTime, index=True)


def take_outside_sign_in(
    state_hash: bytes, *, browser_hash: bytes, provider: str, now: datetime
) -> ReturningDelete[UUID, UUID | None]:
    """Use up that somebody is away; gives id and person_id to the first who comes back in the same browser."""
    return (
        delete(OutsideSignIn)
        .where(
            col(OutsideSignIn.state_hash) == state_hash,
            col(OutsideSignIn.browser_hash) == browser_hash,
            col(OutsideSignIn.provider) == provider,
            col(OutsideSignIn.expires_at) > now,
        )
        .returning(col(OutsideSignIn.id), col(OutsideSignIn.person_id))
    )


def see_identity(outside_identity_id: UUID, *, now: datetime) -> Update:
    """Write down that somebody signed in through another house."""
    return update(OutsideIdentity).where(col(OutsideIdentity.id) == outside_identity_id).values(used_at=now)


def unlink(outside_identity_id: UUID, *, person_id: UUID) -> ReturningDelete[UUID]:
    """Remove an identity of a person; gives its id, nothing when it is not theirs."""
    return (
        delete(OutsideIdentity)
        .where(col(OutsideIdentity.id) == outside_identity_id, col(OutsideIdentity.person_id) == person_id)
        .returning(col(OutsideIdentity.id))
    )


def unlink_since(person_id: UUID, *, since: datetime) -> ReturningDelete[UUID]:
    """Remove the identities that were linked to a person from this moment on; gives their ids."""
    return (
        delete(OutsideIdentity)
        .where(col(OutsideIdentity.person_id) == person_id, col(OutsideIdentity.linked_at) >= since)
        .returning(col(OutsideIdentity.id))
    )


def forget_outside_sign_ins(*, now: datetime) -> Delete:
    """Remove those who never came back."""
    return delete(OutsideSignIn).where(col(OutsideSignIn.expires_at) <= now)
