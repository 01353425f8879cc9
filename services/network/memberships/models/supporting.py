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
    supporter_id: UUID = Field(foreign_key="membership.id", index=True)
    """The membership of who helps."""
    since: datetime = Field(sa_type=UTCDateTime)
