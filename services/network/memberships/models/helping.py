"""What is stored of offering an account to somebody who takes part without a mail address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, LargeBinary, delete
from sqlmodel import Field, col

from services.network.people.models.vault import Sealed
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class AccountOffer(NetworkStore, table=True):
    """That somebody who takes part without a mail address can have an account of their own, at this address; it goes once taken up."""

    __tablename__ = "account_offer"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", unique=True)
    address: str = Field(sa_type=Sealed)
    language: str = Field(max_length=2)
    offered_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime, index=True)
    sent_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    version: int
    """The round: each time the mail is sent again, the token of the round before stops."""


def forget_offers(before: datetime) -> Delete:
    """Remove the offers that expired before a moment, with the addresses in them."""
    return delete(AccountOffer).where(col(AccountOffer.expires_at) <= before)
