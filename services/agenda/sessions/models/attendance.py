"""What is stored of attendance: who was there, for 24 months, and how many of each perspective, for good (BR-048)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Index, Update, delete, exists, select, update
from sqlmodel import Field, col

from services.agenda.sessions.domain.coverage import FEWEST_SHOWN
from services.agenda.sessions.models.sessions import PlannedSession
from shared.columns import UTCDateTime
from shared.database import AgendaStore


class Attendance(AgendaStore, table=True):
    """Whether one person was at one session."""

    __tablename__ = "attendance"
    __table_args__ = (Index("ix_attendance_person_id", "person_id"),)

    session_id: UUID = Field(foreign_key="session.id", primary_key=True)
    person_id: UUID = Field(primary_key=True)
    perspective: str
    """From which perspective they took part then."""
    was_there: bool
    recorded_at: datetime = Field(sa_type=UTCDateTime)


class AttendanceCount(AgendaStore, table=True):
    """How many people of one perspective were at one session, of how many, and how many the network needed."""

    __tablename__ = "attendance_count"

    session_id: UUID = Field(foreign_key="session.id", primary_key=True)
    perspective: str = Field(primary_key=True)
    network_id: UUID = Field(index=True)
    members: int | None
    """None: they were too few to keep a figure of, once who they were is forgotten."""
    came: int | None
    minimum: int


def attendance_forgotten(ended_before: datetime) -> Iterator[Update | Delete]:
    """Forget who was at sessions that ended before a moment; counts stay, but those of few people."""
    long_ago = select(col(PlannedSession.id)).where(col(PlannedSession.ends_at) < ended_before)
    yield _few_forgotten(col(AttendanceCount.session_id).in_(long_ago))
    yield delete(Attendance).where(col(Attendance.session_id).in_(long_ago))


def attendance_taken_out(person_id: UUID) -> Iterator[Update | Delete]:
    """Take one person out of the attendance; counts stay, but those of few people of whom they were one."""
    theirs = exists().where(
        col(Attendance.session_id) == col(AttendanceCount.session_id),
        col(Attendance.perspective) == col(AttendanceCount.perspective),
        col(Attendance.person_id) == person_id,
    )
    yield _few_forgotten(theirs)
    yield delete(Attendance).where(col(Attendance.person_id) == person_id)


def _few_forgotten(which: ColumnElement[bool]) -> Update:
    few = col(AttendanceCount.members).between(1, FEWEST_SHOWN - 1)
    return update(AttendanceCount).where(few, which).values(members=None, came=None)
