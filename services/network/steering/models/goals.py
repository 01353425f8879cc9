"""What is stored of goals."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class Goal(NetworkStore, table=True):
    """What a network wants to reach. It is open until somebody says what became of it."""

    __tablename__ = "goal"
    __table_args__ = (Index("ix_goal_network_id_outcome", "network_id", "outcome"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id")
    from_network_id: UUID | None = Field(default=None, foreign_key="network.id", index=True)
    """The network that set it, where another one went on with it."""
    text: str
    measure: str
    target: str
    due_on: date | None
    outcome: str | None = Field(default=None, max_length=20)
    lesson: str = ""
    set_at: datetime = Field(sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    version: int
