"""What is stored of the permission of a parent or guardian."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Index, LargeBinary, Update, update
from sqlmodel import Field, col

from services.network.memberships.domain.guardians import PermissionStatus
from services.network.people.models.vault import Sealed, index_of, indexes_of
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class ParentalPermission(NetworkStore, table=True):
    """That a parent or guardian is asked about a place, or said yes. The row goes when they say no, do not answer, or take it back."""

    __tablename__ = "parental_permission"
    __table_args__ = (Index("ix_parental_permission_status_expires_at", "status", "expires_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", unique=True)
    status: str = Field(max_length=20)
    address: str | None = Field(default=None, sa_type=Sealed)
    """Of the parent or guardian; empty a week after the member decides for themselves."""
    address_index: bytes | None = Field(default=None, sa_type=LargeBinary, index=True)
    """What that address is found by: a hash under the key of the vault."""
    language: str = Field(max_length=2)
    reference: str = Field(max_length=10)
    role: str | None = Field(default=None, max_length=20)
    """The role of the invitation, given when the answer is yes."""
    asked_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    withdrawal_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    given_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    text_version: str | None = Field(default=None, max_length=20)
    """Which words were said yes to."""
    own_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When the member confirmed that they are 16 and decide for themselves."""
    own_asked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When the member was last asked by mail whether they are 16 by now."""
    version: int
    """The round: each time the mail is sent again, the token of the round before stops."""


def put_guardian(permission: ParentalPermission, address: str | None) -> None:
    """Let a permission be asked at this normalised address, or forget the address."""
    permission.address = address
    permission.address_index = None if address is None else index_of(address)


def outgrown_addresses_forgotten(before: datetime) -> Update:
    """Forget the addresses of permissions that the member took over before a moment."""
    return (
        update(ParentalPermission)
        .where(
            col(ParentalPermission.own_at) <= before,
            col(ParentalPermission.status) == PermissionStatus.OWN.value,
            col(ParentalPermission.address_index).is_not(None),
        )
        .values(address=None, address_index=None)
    )


def asked_at(address: str) -> ColumnElement[bool]:
    """The permissions that are asked at this address, as a condition that opens nothing."""
    return col(ParentalPermission.address_index).in_(indexes_of(address))
