"""What is stored of who comes: how a session stands, what people said and need, and which perspectives were asked."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Index, String, Update, delete, exists, or_, select, update
from sqlmodel import Field, col

from services.agenda.members.domain import MemberStatus
from services.agenda.members.models import Member
from services.agenda.sessions.domain.coming import ACCESS_NEEDS, AccessNeed, SessionAnswer
from services.agenda.sessions.domain.seats import Room, kept_until, room_at
from services.agenda.sessions.models.sessions import PlannedSession
from shared.columns import Json, UTCDateTime
from shared.database import AgendaStore, new_id


class SessionComing(AgendaStore, table=True):
    """How one session stands: its seats, and how many turns were given; made with the first answer or the first seats."""

    __tablename__ = "session_coming"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="session.id", unique=True)
    network_id: UUID
    capacity: int | None = None
    kept: dict[str, int] = Field(default_factory=dict, sa_type=Json)
    """By perspective, how many seats are kept for it."""
    release_days: int | None = None
    """So many days before it starts the seats that are kept become free for everybody; None: they never do."""
    turns: int = 0
    """How many people asked for a seat so far: the last turn that was given."""
    alarm_for: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """For which start it was looked who is missing; a session that moves is looked at again."""
    version: int = 0

    def room(self, *, starts_at: datetime, now: datetime) -> Room:
        """Its seats, as the rules take them now."""
        until = kept_until(starts_at, self.release_days)
        return room_at(Room(self.capacity, self.kept), until=until, now=now)


class GivenAnswer(AgendaStore, table=True):
    """Whether one person comes to one session; who says nothing has no row."""

    __tablename__ = "session_answer"
    __table_args__ = (Index("ix_session_answer_person_id", "person_id"),)

    session_id: UUID = Field(foreign_key="session.id", primary_key=True)
    person_id: UUID = Field(primary_key=True)
    answer: SessionAnswer = Field(sa_type=String)
    companions: int = 0
    with_support_person: bool = False
    seats: int = 0
    """How many seats they take or wait for; 0: none."""
    turn: int = 0
    """Lower asked for a seat earlier."""
    is_waiting: bool = False
    answered_at: datetime = Field(sa_type=UTCDateTime)


class AccessNeeds(AgendaStore, table=True):
    """What one person needs at one session, for them and the coordinators only."""

    __tablename__ = "access_needs"
    __table_args__ = (Index("ix_access_needs_person_id", "person_id"),)

    session_id: UUID = Field(foreign_key="session.id", primary_key=True)
    person_id: UUID = Field(primary_key=True)
    interpreter: bool = False
    childcare: bool = False
    step_free: bool = False
    allowance: bool = False
    note: str = ""

    def needs(self) -> tuple[AccessNeed, ...]:
        """What is needed, as the rules name it."""
        return tuple(need for need in ACCESS_NEEDS if getattr(self, need.lower()))


class PerspectiveAsk(AgendaStore, table=True):
    """That a perspective was asked to come, once for each session."""

    __tablename__ = "perspective_ask"

    session_id: UUID = Field(foreign_key="session.id", primary_key=True)
    perspective: str = Field(primary_key=True)
    asked_at: datetime = Field(sa_type=UTCDateTime)


def answers_of_nobody(now: datetime) -> Iterator[Delete]:
    """Take back what who takes no part any more, or is away, answered and needed at sessions to come."""
    to_come = select(col(PlannedSession.id)).where(col(PlannedSession.starts_at) > now)
    for told in (GivenAnswer, AccessNeeds):
        takes_part = exists().where(
            col(Member.network_id) == col(PlannedSession.network_id),
            col(Member.person_id) == col(told.person_id),
            col(Member.status) == MemberStatus.ACTIVE.value,
            col(PlannedSession.id) == col(told.session_id),
        )
        yield delete(told).where(col(told.session_id).in_(to_come), ~takes_part)


def coming_forgotten(*, needs_before: datetime, answers_before: datetime) -> Iterator[Update | Delete]:
    """Forget what is over: what people needed at sessions that ended before a moment, and what they said before another."""
    ended = select(col(PlannedSession.id)).where(col(PlannedSession.ends_at) < needs_before)
    long_ago = select(col(PlannedSession.id)).where(col(PlannedSession.ends_at) < answers_before)
    over = col(AccessNeeds.session_id).in_(ended)
    more = or_(
        col(AccessNeeds.interpreter),
        col(AccessNeeds.childcare),
        col(AccessNeeds.step_free),
        col(AccessNeeds.note) != "",
    )
    yield delete(AccessNeeds).where(or_(col(AccessNeeds.session_id).in_(long_ago), over & ~col(AccessNeeds.allowance)))
    yield update(AccessNeeds).where(over, more).values(interpreter=False, childcare=False, step_free=False, note="")
    yield delete(GivenAnswer).where(col(GivenAnswer.session_id).in_(long_ago))


def coming_taken_out(person_id: UUID) -> Iterator[Delete]:
    """Take one person out of who comes; the seat they had goes to who waits."""
    yield delete(GivenAnswer).where(col(GivenAnswer.person_id) == person_id)
    yield delete(AccessNeeds).where(col(AccessNeeds.person_id) == person_id)


def answers_since(session_id: UUID, since: datetime) -> Delete:
    """Let go of what was said about a session since a moment: of a date at which it is not any more; the seats go to who waits."""
    return delete(GivenAnswer).where(col(GivenAnswer.session_id) == session_id, col(GivenAnswer.answered_at) >= since)


def coming_undone(session_ids: Sequence[UUID]) -> Iterator[Delete]:
    """Let go of all that was said about sessions that are undone, and of their seats."""
    yield from answers_undone(session_ids)
    yield delete(SessionComing).where(col(SessionComing.session_id).in_(session_ids))


def answers_undone(session_ids: Sequence[UUID]) -> Iterator[Delete]:
    """Let go of what was said about sessions that are drafts again; how many seats they have stays, where that was said."""
    yield delete(GivenAnswer).where(col(GivenAnswer.session_id).in_(session_ids))
    yield delete(AccessNeeds).where(col(AccessNeeds.session_id).in_(session_ids))
    yield delete(PerspectiveAsk).where(col(PerspectiveAsk.session_id).in_(session_ids))
    yield delete(SessionComing).where(
        col(SessionComing.session_id).in_(session_ids), col(SessionComing.capacity).is_(None)
    )
