"""What is stored of questions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlmodel import Field

from services.agenda.questions.domain import QuestionFacts, QuestionStatus, Theme, Track
from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class Question(AgendaStore, table=True):
    """One question of one network."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_network_id_status_at", "network_id", "status_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID
    title: str
    why: str
    who_notices: str
    origin: str
    theme: Theme = Field(sa_type=String)
    track: Track = Field(sa_type=String)
    status: QuestionStatus = Field(sa_type=String)
    status_at: datetime = Field(sa_type=UTCDateTime)
    proposed_by: UUID | None = None
    proposed_at: datetime = Field(sa_type=UTCDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    reference: str | None = Field(default=None, unique=True)
    """The name under which reference content was loaded."""
    version: int = 1
    content_note: str | None = None
    """What readers should know before they open the words."""

    def facts(self) -> QuestionFacts:
        """What is stored, as rules and readers take it."""
        return QuestionFacts(**{name: getattr(self, name) for name in QuestionFacts._fields})
