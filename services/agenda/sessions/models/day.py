"""What is stored of the day itself: how far a session is, who wants to speak, the groups, what is parked, and the notes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Index, Insert, String, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Field, col

from services.agenda.sessions.domain.day import OPEN, CheckIn, DayFacts, NoteFacts, ParkedFacts, ParkedStatus
from services.agenda.sessions.domain.turns import Turn
from services.agenda.sessions.models.sessions import PlannedSession
from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class SessionDay(AgendaStore, table=True):
    """How far one session is; there is none while nothing was done."""

    __tablename__ = "session_day"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="session.id", unique=True)
    network_id: UUID
    started_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    agenda_point_id: UUID | None = None
    """The point it is at."""
    point_started_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    check_in: CheckIn | None = Field(default=None, sa_type=String)
    check_in_words: str = ""
    version: int = 0
    """Rises with everything that is announced of it."""

    def facts(self) -> DayFacts:
        """What is stored, as rules and readers take it."""
        return DayFacts(**{name: getattr(self, name) for name in DayFacts._fields})


class SpeakingTurn(AgendaStore, table=True):
    """One wish to say something; gone the day after."""

    __tablename__ = "speaking_turn"
    __table_args__ = (Index("ix_speaking_turn_session_id", "session_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="session.id")
    network_id: UUID
    person_id: UUID | None = Field(default=None, index=True)
    """None: somebody without a phone."""
    perspective: str
    asked_at: datetime = Field(sa_type=UTCDateTime)
    number: int | None = None
    """Which turn of the session it was, from 1; None while it waits."""
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

    def facts(self) -> Turn:
        """What is stored, as rules and readers take it."""
        return Turn(**{name: getattr(self, name) for name in Turn._fields})


class GroupPlace(AgendaStore, table=True):
    """Where somebody sits when a session goes on in groups; gone the day after."""

    __tablename__ = "group_place"
    __table_args__ = (Index("ix_group_place_session_id", "session_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="session.id")
    number: int
    """Of the group, from 1."""
    person_id: UUID | None = Field(default=None, index=True)
    """None: somebody who was counted."""
    perspective: str


class ParkedLine(AgendaStore, table=True):
    """One line that was parked during a session; who said it is not kept."""

    __tablename__ = "parked_line"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="session.id", index=True)
    network_id: UUID
    words: str
    parked_at: datetime = Field(sa_type=UTCDateTime)
    status: ParkedStatus = Field(default=OPEN, sa_type=String)
    answer: str = ""
    agenda_point_id: UUID | None = None
    """The agenda point it became."""
    version: int = 1

    def facts(self) -> ParkedFacts:
        """What is stored, as rules and readers take it."""
        return ParkedFacts(**{name: getattr(self, name) for name in ParkedFacts._fields})


class SessionNote(AgendaStore, table=True):
    """What was written down at one agenda point, or about the session as a whole; who wrote it is not kept."""

    __tablename__ = "session_note"

    id: UUID = Field(primary_key=True)
    """Follows from what it is about."""
    session_id: UUID = Field(foreign_key="session.id", index=True)
    network_id: UUID
    agenda_point_id: UUID | None
    """None: about the session as a whole."""
    words: str
    written_at: datetime = Field(sa_type=UTCDateTime)
    version: int = 1

    def facts(self) -> NoteFacts:
        """What is stored, as rules and readers take it."""
        return NoteFacts(**{name: getattr(self, name) for name in NoteFacts._fields})


def day_opened(session_id: UUID, network_id: UUID) -> Insert:
    """Make the day of a session, unless it is there."""
    fresh = insert(SessionDay).values(
        id=new_id(), session_id=session_id, network_id=network_id, check_in_words="", version=0
    )
    return fresh.on_conflict_do_nothing(index_elements=[col(SessionDay.session_id)])


def turns_forgotten(ended_before: datetime) -> tuple[Delete, Delete]:
    """Forget who wanted to speak and who sat where, in sessions that ended before a moment."""
    past = select(col(PlannedSession.id)).where(col(PlannedSession.ends_at) < ended_before)
    return (
        delete(SpeakingTurn).where(col(SpeakingTurn.session_id).in_(past)),
        delete(GroupPlace).where(col(GroupPlace.session_id).in_(past)),
    )


def notes_forgotten(ended_before: datetime) -> Delete:
    """Forget what was written down in sessions that ended before a moment."""
    past = select(col(PlannedSession.id)).where(col(PlannedSession.ends_at) < ended_before)
    return delete(SessionNote).where(col(SessionNote.session_id).in_(past))


def groups_dissolved(session_id: UUID) -> Delete:
    """Take the groups of a session away."""
    return delete(GroupPlace).where(col(GroupPlace.session_id) == session_id)
