"""What is stored of looking up who is behind a schuilnaam."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, delete
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class LinkBreak(NetworkStore, table=True):
    """That somebody wants to know who is behind a schuilnaam, why, who agreed, and until when the two can look. Never the answer."""

    __tablename__ = "link_break"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True)
    status: str = Field(max_length=20)
    reason: str
    raises_danger: bool
    """Whether telling the person by mail would raise the danger; their own log tells it all the same."""
    asked_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_type=UTCDateTime, index=True)
    answered_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    opens_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    version: int


def forget_link_breaks(before: datetime) -> Delete:
    """Remove what was asked before a moment, with the words in it."""
    return delete(LinkBreak).where(col(LinkBreak.asked_at) < before)
