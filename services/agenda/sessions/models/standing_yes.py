"""What is stored of a yes that counts: who comes to a date they said yes to, without saying so again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Insert, Uuid, delete, exists, false, func, insert, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite reads the same ON CONFLICT
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, col

from services.agenda.members.domain import MemberStatus
from services.agenda.members.models import Member
from services.agenda.sessions.domain.coming import COMING
from services.agenda.sessions.models.coming import GivenAnswer
from services.agenda.sessions.models.date_polls import AvailabilityAnswer, DatePoll
from shared.columns import UTCDateTime
from shared.database import AgendaStore


class StandingYes(AgendaStore, table=True):
    """That somebody wants their yes in a date poll to count: on a date that is chosen they come."""

    __tablename__ = "standing_yes"

    date_poll_id: UUID = Field(foreign_key="date_poll.id", primary_key=True)
    person_id: UUID = Field(primary_key=True, index=True)


def yes_stands(date_poll_id: UUID, person_id: UUID) -> Insert:
    """Let somebody's yes count; again changes nothing."""
    return upsert(StandingYes).values(date_poll_id=date_poll_id, person_id=person_id).on_conflict_do_nothing()


def yes_falls(date_poll_id: UUID, person_id: UUID) -> Delete:
    """Let somebody's yes not count any more."""
    return delete(StandingYes).where(
        col(StandingYes.date_poll_id) == date_poll_id, col(StandingYes.person_id) == person_id
    )


def yes_forgotten(ended_before: datetime) -> Delete:
    """Forget whose yes counted in polls that ended before a moment."""
    old = select(col(DatePoll.id)).where(col(DatePoll.closed_at) < ended_before)
    return delete(StandingYes).where(col(StandingYes.date_poll_id).in_(old))


def taken_at_their_word(
    *, date_id: UUID, session_id: UUID, network_id: UUID, at: datetime
) -> ReturningInsert[tuple[UUID]]:
    """Write in one statement who comes to a session that a date became: who said yes to it, wants that to count and takes part.

    Who said it first has the first turn. Gives back who it is.
    """
    takes_part = exists().where(
        col(Member.network_id) == network_id,
        col(Member.person_id) == col(AvailabilityAnswer.person_id),
        col(Member.status) == MemberStatus.ACTIVE.value,
    )
    counts = exists().where(
        col(StandingYes.date_poll_id) == col(AvailabilityAnswer.date_poll_id),
        col(StandingYes.person_id) == col(AvailabilityAnswer.person_id),
    )
    turn = func.row_number().over(order_by=[col(AvailabilityAnswer.answered_at), col(AvailabilityAnswer.person_id)])
    who = select(
        literal(session_id, Uuid()),
        col(AvailabilityAnswer.person_id),
        literal(COMING),
        literal(0),
        false(),
        literal(1),
        turn,
        false(),
        literal(at, UTCDateTime()),
    ).where(
        col(AvailabilityAnswer.date_poll_date_id) == date_id,
        col(AvailabilityAnswer.availability) == "YES",
        counts,
        takes_part,
    )
    into = ["session_id", "person_id", "answer", "companions", "with_support_person", "seats", "turn", "is_waiting"]
    return insert(GivenAnswer).from_select([*into, "answered_at"], who).returning(col(GivenAnswer.person_id))
