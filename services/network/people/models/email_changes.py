"""What is stored of a change of mail address: both addresses, for three days at most."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Index, LargeBinary, Update, delete, or_, select, update
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Field, col

from services.network.people.domain.signing_in import MAIL_WINDOW
from services.network.people.models.vault import Sealed
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id

Minting = ReturningUpdate[UUID]


class EmailChange(NetworkStore, table=True):
    """A change of somebody's mail address. It holds the address it confirms (A-13), and the old one until nothing can be undone."""

    __tablename__ = "email_change"
    __table_args__ = (Index("ix_email_change_address_hash_requested_at", "address_hash", "requested_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    address: str | None = Field(default=None, sa_type=Sealed)
    """Empty once it was not confirmed in time; the old address can still stop what came after."""
    address_hash: bytes = Field(sa_type=LargeBinary)
    old_address: str = Field(sa_type=Sealed)
    is_silent: bool
    """True when this person or address had its mails for now: no mail is sent and no link is ever right."""
    requested_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    undo_until: datetime = Field(sa_type=UTCDateTime)
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    stop_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    """Of the link in the mail that tells the old address of the request."""
    undo_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    """Of the link in the mail that tells the old address that it happened."""
    confirmed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    stopped_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


def mint(email_change_id: UUID, *, token_hash: bytes, now: datetime) -> ReturningUpdate[UUID]:
    """Put a fresh link in place of an earlier one, while the change can still be confirmed; gives its id."""
    return _change_open(email_change_id, now).values(token_hash=token_hash).returning(col(EmailChange.id))


def mint_stop(email_change_id: UUID, *, stop_hash: bytes, now: datetime) -> ReturningUpdate[UUID]:
    """Put a fresh link to stop in place of an earlier one, while the change can still be confirmed; gives its id."""
    return _change_open(email_change_id, now).values(stop_hash=stop_hash).returning(col(EmailChange.id))


def mint_undo(email_change_id: UUID, *, undo_hash: bytes, now: datetime) -> ReturningUpdate[UUID]:
    """Put a fresh link to undo in place of an earlier one, while what happened can still be undone; gives its id."""
    return (
        update(EmailChange)
        .where(
            col(EmailChange.id) == email_change_id,
            col(EmailChange.confirmed_at).is_not(None),
            col(EmailChange.stopped_at).is_(None),
            col(EmailChange.undo_until) > now,
        )
        .values(undo_hash=undo_hash)
        .returning(col(EmailChange.id))
    )


def confirm(email_change_id: UUID, *, now: datetime) -> ReturningUpdate[UUID]:
    """Confirm a change once, while it still counts; gives its id to the first who comes (A-04)."""
    return _change_open(email_change_id, now).values(confirmed_at=now).returning(col(EmailChange.id))


def stop(email_change_id: UUID, *, now: datetime) -> ReturningUpdate[UUID]:
    """Stop or undo a change once; gives its id to the first who comes."""
    return (
        update(EmailChange)
        .where(
            col(EmailChange.id) == email_change_id,
            col(EmailChange.stopped_at).is_(None),
            col(EmailChange.undo_until) > now,
        )
        .values(stopped_at=now)
        .returning(col(EmailChange.id))
    )


def stop_later(person_id: UUID, *, after: UUID, now: datetime) -> ReturningUpdate[UUID, str | None, datetime | None]:
    """Stop everything that somebody, or whoever acted as them, changed after a change; gives id, address and confirmed_at."""
    return (
        update(EmailChange)
        .where(
            col(EmailChange.person_id) == person_id,
            col(EmailChange.id) > after,
            col(EmailChange.stopped_at).is_(None),
        )
        .values(stopped_at=now)
        .returning(col(EmailChange.id), col(EmailChange.address), col(EmailChange.confirmed_at))
    )


def forget_email_changes(*, now: datetime) -> Delete:
    """Remove the changes that are over, with both addresses in them."""
    return delete(EmailChange).where(
        col(EmailChange.requested_at) <= now - MAIL_WINDOW,
        or_(col(EmailChange.undo_until) <= now, col(EmailChange.stopped_at).is_not(None)),
    )


def forget_unconfirmed_addresses(*, now: datetime) -> Update:
    """Forget the addresses that nobody confirmed in time."""
    return (
        update(EmailChange)
        .where(
            col(EmailChange.confirmed_at).is_(None),
            col(EmailChange.expires_at) <= now,
            col(EmailChange.address).is_not(None),
        )
        .values(address=None)
    )


def _change_open(email_change_id: UUID, now: datetime) -> Update:
    newer = aliased(EmailChange)
    newer_change = (
        select(col(newer.id))
        .where(
            col(newer.person_id) == col(EmailChange.person_id),
            col(newer.is_silent).is_(False),
            col(newer.id) > col(EmailChange.id),
        )
        .correlate(EmailChange)
        .exists()
    )
    return update(EmailChange).where(
        col(EmailChange.id) == email_change_id,
        col(EmailChange.is_silent).is_(False),
        col(EmailChange.confirmed_at).is_(None),
        col(EmailChange.stopped_at).is_(None),
        col(EmailChange.expires_at) > now,
        ~newer_change,
    )
