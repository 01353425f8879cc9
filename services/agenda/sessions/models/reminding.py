"""What is stored of the words that coordinators add to the reminders of sessions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, delete, select
from sqlmodel import Field, col

from services.agenda.sessions.models.sessions import PlannedSession
from shared.columns import UTCDateTime
from shared.database import AgendaStore


class ReminderWords(AgendaStore, table=True):
    """What a coordinator adds to the reminder of one session; gone a week after it."""

    __tablename__ = "reminder_words"

    session_id: UUID = Field(foreign_key="session.id", primary_key=True)
    words: str
    written_at: datetime = Field(sa_type=UTCDateTime)
    version: int = 1


def reminders_dropped(session_ids: Sequence[UUID]) -> Delete:
    """Let go of what was written for sessions that are undone."""
    return delete(ReminderWords).where(col(ReminderWords.session_id).in_(session_ids))


def reminders_forgotten(ended_before: datetime) -> Delete:
    """Forget what was written for sessions that ended before a moment."""
    ended = select(col(PlannedSession.id)).where(col(PlannedSession.ends_at) < ended_before)
    return delete(ReminderWords).where(col(ReminderWords.session_id).in_(ended))
