"""What is stored of who cannot be missed at the sessions of a date poll."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, delete, select
from sqlmodel import Field, col

from services.agenda.sessions.models.date_polls import DatePoll
from shared.database import AgendaStore


class NeededPerson(AgendaStore, table=True):
    """Somebody without whom the sessions of a date poll cannot be; coordinators see on which dates they can come."""

    __tablename__ = "needed_person"

    date_poll_id: UUID = Field(foreign_key="date_poll.id", primary_key=True)
    person_id: UUID = Field(primary_key=True, index=True)


def needed_forgotten(ended_before: datetime) -> Delete:
    """Forget who could not be missed in polls that ended before a moment."""
    old = select(col(DatePoll.id)).where(col(DatePoll.closed_at) < ended_before)
    return delete(NeededPerson).where(col(NeededPerson.date_poll_id).in_(old))
