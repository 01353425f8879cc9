"""What is stored of actions: who does what until when, and what came of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import String as Text
from sqlmodel import Field

from services.agenda.minutes.domain.actions import OPEN, ActionFacts, ActionStatus
from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class ActionPoint(AgendaStore, table=True):
    """One thing that was agreed at a session (BR-051)."""

    __tablename__ = "action_point"
    __table_args__ = (
        Index("ix_action_point_network_id_status", "network_id", "status"),
        Index("ix_action_point_owner_id", "owner_id"),
        Index("ix_action_point_remind_at", "remind_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="minutes.session_id", index=True)
    network_id: UUID
    agenda_point_id: UUID | None
    """Under which point it was agreed; None: under none."""
    text: str
    owner_id: UUID | None = None
    """None: an organisation, nobody yet, or somebody who was erased since."""
    organisation: str = ""
    due_on: date | None = None
    status: ActionStatus = Field(default=OPEN, sa_type=Text)
    answer: str = ""
    """What came of it, or why it was dropped."""
    assigned_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when everybody in the network knows of it; None while its minutes are a draft."""
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    remind_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When its owner is reminded next."""
    version: int = 1

    def facts(self) -> ActionFacts:
        """What is stored, as rules and readers take it."""
        return ActionFacts(**{name: getattr(self, name) for name in ActionFacts._fields})
