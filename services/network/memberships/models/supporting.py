"""What is stored of who helps whom to take part."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from shared.columns import UTCDateTime
from shared.database import NetworkStore


class Support(NetworkStore, table=True):
    """That one member of a network helps another to take part."""

    __tablename__ = "support"

    membership_id: UUID = Field(foreign_key="membership.id", primary_key=True)
    supporter_id: UUID | None = Field(default=None, foreign_key="membership.id", index=True)
    """The membership of who helps; empty once that person is gone."""
    since: datetime = Field(sa_type=UTCDateTime)
    lost_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When it was noticed that this person helps no more: they are away, left, or have another role."""
