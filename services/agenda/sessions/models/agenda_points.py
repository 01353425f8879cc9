"""What is stored of agenda points."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlmodel import Field

from services.agenda.sessions.domain.agenda_points import AgendaPointFacts, Purpose
from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class AgendaPoint(AgendaStore, table=True):
    """One point on the agenda of one session (MeetingAgendaItem); who takes it off takes its words away."""

    __tablename__ = "agenda_point"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="session.id", index=True)
    network_id: UUID
    title: str
    note: str
    purpose: Purpose = Field(sa_type=String)
    minutes: int
    owner_id: UUID | None
    proposed_at: datetime = Field(sa_type=UTCDateTime)
    position: int
    version: int = 1

    def facts(self) -> AgendaPointFacts:
        """What is stored, as rules and readers take it."""
        return AgendaPointFacts(**{name: getattr(self, name) for name in AgendaPointFacts._fields})
