"""What is stored of agenda points."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Update, func, select, update
from sqlmodel import Field, col

from services.agenda.members.models import Member
from services.agenda.sessions.domain.agenda_points import PROPOSED, AgendaPointFacts, PointStatus, Purpose
from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class AgendaPoint(AgendaStore, table=True):
    """One point for the agenda of a session (MeetingAgendaItem), or one that waits for a session; who takes it off takes its words away."""

    __tablename__ = "agenda_point"
    __table_args__ = (Index("ix_agenda_point_network_id_status", "network_id", "status"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID | None = Field(default=None, foreign_key="session.id", index=True)
    network_id: UUID
    title: str
    note: str
    purpose: Purpose = Field(sa_type=String)
    minutes: int
    owner_id: UUID | None
    owner_perspective: str | None = None
    """From which perspective its owner spoke when the session was held; None before that, and of nobody."""
    proposed_at: datetime = Field(sa_type=UTCDateTime)
    position: int
    version: int = 1
    perspective: str | None = None
    """For whom it is, as the session where it stands or stood; None: for everybody who takes part."""
    from_template: bool = False
    """Whether it came from the points with which every session of its series starts."""
    proposed_by: UUID | None = Field(default=None, index=True)
    """Who gets an answer; None: somebody who was erased since."""
    status: PointStatus = Field(default=PROPOSED, sa_type=String)
    answer: str = ""
    """Why it was parked or declined, in one sentence."""
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    question_id: UUID | None = Field(default=None, foreign_key="question.id")
    """The question it is about."""
    placed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When it came on the agenda where it stands."""
    changed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When its words, purpose, minutes or owner last changed."""
    reached_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When the session reached it; None: it did not, or nobody said so yet."""
    carried_from_id: UUID | None = Field(default=None, foreign_key="session.id")
    """The session that did not reach it."""
    content_note: str | None = None
    """What readers should know before they open the note."""

    def facts(self) -> AgendaPointFacts:
        """What is stored, as rules and readers take it."""
        return AgendaPointFacts(**{name: getattr(self, name) for name in AgendaPointFacts._fields})


def owners_spoke(session_ids: Sequence[UUID]) -> Update:
    """Write from which perspective the owners of the points of these sessions speak now."""
    speaks = select(func.min(col(Member.perspective))).where(
        col(Member.network_id) == col(AgendaPoint.network_id), col(Member.person_id) == col(AgendaPoint.owner_id)
    )
    return (
        update(AgendaPoint)
        .where(col(AgendaPoint.session_id).in_(session_ids))
        .values(owner_perspective=speaks.scalar_subquery())
    )


def point_reached(agenda_point_id: UUID, at: datetime) -> Update:
    """Write that a session has reached a point, the first time it does."""
    return (
        update(AgendaPoint)
        .where(col(AgendaPoint.id) == agenda_point_id, col(AgendaPoint.reached_at).is_(None))
        .values(reached_at=at)
    )
