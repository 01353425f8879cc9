"""What is stored of mandates."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class Mandate(NetworkStore, table=True):
    """That a member was appointed to do something, on behalf of one or several parties, from a day and perhaps to a day."""

    __tablename__ = "mandate"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True)
    task: str
    appointed_by: str
    from_on: date
    until_on: date | None
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When somebody said that it is over, before its last day."""
