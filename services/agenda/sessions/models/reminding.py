"""What is stored of the reminders of sessions: the words that coordinators add to them, and when they leave."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, delete, select
from sqlmodel import Field, col

from services.agenda.sessions.models.sessions import PlannedSession
from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class ReminderWords(AgendaStore, table=True):
    """What a coordinator adds to the reminder of one session; gone a week after it."""

    __tablename__ = "reminder_words"

    session_id: UUID = Field(foreign_key="session.id", primary_key=True)
    words: str
    written_at: datetime = Field(sa_type=UTCDateTime)
    version: int = 1


class ReminderMoment(AgendaStore, table=True):
    """How many days before one session its reminder leaves, where its coordinators chose that; gone a week after it."""

    __tablename__ = "reminder_moment"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="session.id", unique=True)
    days_before: int
    """0: it does not leave."""
    version: int = 0


def reminders_dropped(session_ids: Sequence[UUID]) -> Iterator[Delete]:
    """Let go of what was written and chosen for sessions that are undone."""
    for told in (ReminderWords, ReminderMoment):
        yield delete(told).where(col(told.session_id).in_(session_ids))


def reminders_forgotten(ended_before: datetime) -> Iterator[Delete]:
    """Forget what was written and chosen for sessions that ended before a moment."""
    ended = select(col(PlannedSession.id)).where(col(PlannedSession.ends_at) < ended_before)
    for told in (ReminderWords, ReminderMoment):
        yield delete(told).where(col(told.session_id).in_(ended))
