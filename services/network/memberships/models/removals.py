"""What is stored of removing somebody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class Removal(NetworkStore, table=True):
    """That a coordinator removed a member, why, and what came of the objection to it, if there was one."""

    __tablename__ = "removal"
    __table_args__ = (Index("ix_removal_network_id_appealed_at", "network_id", "appealed_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True)
    network_id: UUID = Field(foreign_key="network.id")
    removed_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    """Empty once that person is gone."""
    reason: str
    removed_at: datetime = Field(sa_type=UTCDateTime)
    appeal: str | None = None
    appealed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    outcome: str | None = Field(default=None, max_length=20)
    answer: str | None = None
    answered_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
