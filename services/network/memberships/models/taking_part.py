"""What is stored of taking part."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from shared.columns import Json, JsonOrNothing, UTCDateTime
from shared.database import NetworkStore, new_id


class Membership(NetworkStore, table=True):
    """One person in one network. Who stops and comes back later goes on with the same row, so its events stay in order."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("network_id", "person_id"),
        Index("ix_membership_network_id_status_perspective", "network_id", "status", "perspective"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    perspective: str = Field(max_length=40)
    """From which they speak now, and are counted."""
    also: list[str] = Field(default_factory=list, sa_type=Json)
    """The other perspectives that a coordinator lets them speak from."""
    status: str = Field(max_length=40)
    since: datetime = Field(sa_type=UTCDateTime)
    paused_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    paused_until: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    """Until when the place is kept of somebody who is away."""
    returned_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When somebody came back the last time they were away: what happened before is told on a page, never by mail."""
    away_since: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When the time away began that ended at ``returned_at``."""
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    may_return_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Until when somebody who left by themselves can come back by themselves."""
    contribution: str | None = None
    """What they say they bring, or are there for, in their own words; for fellow members, as long as they take part."""
    expertise: list[str] | None = Field(default=None, sa_type=JsonOrNothing)
    """The themes that fellow members may ask them about, or none in particular; None for who did not say that they may."""
    version: int
