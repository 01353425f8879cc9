"""What is stored of signing in by mail: the requests."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Index, LargeBinary, Update, delete, select, update
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Field, col

from services.network.people.domain.signing_in import MAIL_WINDOW, TRIES
from services.network.people.domain.vault import VAULT
from services.network.people.models.vault import Sealed
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class SignIn(NetworkStore, table=True):
    """A request to sign in. It holds hashes only, and the address only until it is done or over."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_address_hash_requested_at", "address_hash", "requested_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    address: str | None = Field(sa_type=Sealed)
    address_hash: bytes = Field(sa_type=LargeBinary)
    browser_hash: bytes = Field(sa_type=LargeBinary)
    language: str = Field(max_length=2)
    is_silent: bool
    """True when this address had its mails for now: no mail is sent and no code is ever right."""
    requested_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime, index=True)
    minted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    code_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    attempts: int = 0
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


# What must happen in one statement, so that two at the same moment cannot both do it.


def mint(sign_in_id: UUID, *, code_hash: bytes, token_hash: bytes, now: datetime) -> ReturningUpdate[UUID]:
    """Put a fresh secret in place of an earlier one, while the request still counts; gives its id."""
    return (
        _change_alive(sign_in_id, now)
        .where(col(SignIn.is_silent).is_(False), col(SignIn.attempts) < TRIES)
        .values(code_hash=code_hash, token_hash=token_hash, minted_at=now)
        .returning(col(SignIn.id))
    )


def spend_try(sign_in_id: UUID, *, now: datetime) -> ReturningUpdate[bytes | None, int]:
    """Count one try before the code is looked at; gives the hash of the right code and the tries so far."""
    return (
        _change_alive(sign_in_id, now)
        .where(col(SignIn.attempts) < TRIES)
        .values(attempts=col(SignIn.attempts) + 1)
        .returning(col(SignIn.code_hash), col(SignIn.attempts))
    )


def use(sign_in_id: UUID, *, now: datetime) -> ReturningUpdate[UUID]:
    """Use a request up and forget its address; gives its id to the first who comes, nothing to the second."""
    return _change_alive(sign_in_id, now).values(used_at=now, address=None).returning(col(SignIn.id))


def asked_with(address: str) -> ColumnElement[bool]:
    """The requests of a normalised address, as a condition that opens nothing."""
    return col(SignIn.address_hash).in_(VAULT.indexes(address))


def forget_sign_ins(*, now: datetime) -> Delete:
    """Remove the requests that are over and no longer count for the number of mails."""
    return delete(SignIn).where(col(SignIn.expires_at) <= now, col(SignIn.requested_at) <= now - MAIL_WINDOW)


def _change_alive(sign_in_id: UUID, now: datetime) -> Update:
    newer = aliased(SignIn)
    newer_request = (
        select(col(newer.id))
        .where(
            col(newer.address_hash) == col(SignIn.address_hash),
            col(newer.browser_hash) == col(SignIn.browser_hash),  # another browser may be a stranger's
            col(newer.is_silent).is_(False),
            col(newer.id) > col(SignIn.id),
        )
        .correlate(SignIn)
        .exists()
    )
    return update(SignIn).where(
        col(SignIn.id) == sign_in_id,
        col(SignIn.used_at).is_(None),
        col(SignIn.expires_at) > now,
        ~newer_request,
    )
