"""What is stored of warnings and limits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Index, delete, func, or_
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class Restriction(NetworkStore, table=True):
    """That somebody was warned, or may write nothing for a while; why, and what came of the objection to it, if there was one."""

    __tablename__ = "restriction"
    __table_args__ = (Index("ix_restriction_network_id_decided_at", "network_id", "decided_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True)
    network_id: UUID = Field(foreign_key="network.id")
    kind: str = Field(max_length=20)
    reason: str
    decided_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    """Empty once that person is gone."""
    decided_at: datetime = Field(sa_type=UTCDateTime)
    until_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When a limit ends by itself: midnight after its last day."""
    lifted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When it was lifted early, or taken back after an objection."""
    carried_from: UUID | None = Field(default=None, index=True)
    """The limit in the network that went on as this one, which this one goes on: that one's row may be gone before this one."""
    appeal: str | None = None
    appealed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    outcome: str | None = Field(default=None, max_length=20)
    answer: str | None = None
    answered_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    version: int


def forget_restrictions(before: datetime) -> Delete:
    """Remove the warnings and limits that were over before a moment, unless an objection was made or answered after it."""
    latest = (Restriction.appealed_at, Restriction.answered_at)
    return delete(Restriction).where(
        func.coalesce(col(Restriction.until_at), col(Restriction.decided_at)) < before,
        *(or_(col(moment).is_(None), col(moment) < before) for moment in latest),
    )
