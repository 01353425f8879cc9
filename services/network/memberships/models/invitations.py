"""What is stored of invitations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Index, LargeBinary, delete, text
from sqlmodel import Field, col

from services.network.people.models.vault import Sealed, indexes_of
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class Invitation(NetworkStore, table=True):
    """An invitation to one address, good for once. Name, address and token go as soon as it is over."""

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "uq_invitation_open",
            "network_id",
            "address_index",
            unique=True,
            sqlite_where=text("status = 'OPEN'"),
            postgresql_where=text("status = 'OPEN'"),
        ),
        Index("ix_invitation_status_expires_at", "status", "expires_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id")
    address: str | None = Field(default=None, sa_type=Sealed)
    address_index: bytes | None = Field(default=None, sa_type=LargeBinary, index=True)
    """What the address is found by: a hash under the key of the vault."""
    name: str | None = Field(default=None, max_length=80)
    """How the coordinator called them in a list; nobody else reads it, and no mail carries it (A-70)."""
    perspective: str = Field(max_length=40)
    role: str | None = Field(default=None, max_length=20)
    language: str = Field(max_length=2)
    status: str = Field(max_length=20)
    invited_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    invited_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When the mail of this round was made."""
    over_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    version: int
    """The round: each time the mail is sent again, the token of the round before stops."""


class OpenInvitation(NetworkStore, table=True):
    """A link with which several people can join, up to a number and until a moment, behind the hash of its token."""

    __tablename__ = "open_invitation"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id", index=True)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    perspective: str | None = Field(default=None, max_length=40)
    """From which perspective one joins with it; whoever joins chooses where there is none."""
    cap: int
    joined: int
    opened_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    opened_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


def forget_invitations(before: datetime) -> tuple[Delete, Delete]:
    """Remove the invitations that were over before a moment."""
    return (
        delete(Invitation).where(col(Invitation.over_at) < before),
        delete(OpenInvitation).where(
            (col(OpenInvitation.closed_at) < before) | (col(OpenInvitation.expires_at) < before)
        ),
    )


def erase_invitations(address: str) -> Delete:
    """Remove every invitation to an address."""
    return delete(Invitation).where(invited_at(address))


def invited_at(*addresses: str) -> ColumnElement[bool]:
    """The invitations to these normalised addresses, as a condition that opens nothing."""
    return col(Invitation.address_index).in_([index for address in addresses for index in indexes_of(address)])
