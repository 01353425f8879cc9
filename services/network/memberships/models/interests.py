"""What is stored of declared interests."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class DeclaredInterest(NetworkStore, table=True):
    """An interest that a member declared to the network, from a moment until it was over."""

    __tablename__ = "declared_interest"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True)
    text: str
    from_at: datetime = Field(sa_type=UTCDateTime)
    until_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
