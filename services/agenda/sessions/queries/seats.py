"""What is asked before something changes about who comes: rows that are held with their session, and what is due."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import col

from services.agenda.members.models import Member
from services.agenda.sessions.domain.coming import ALARM_AHEAD, COMING
from services.agenda.sessions.domain.seats import Request
from services.agenda.sessions.domain.sessions import TAKES_PLACE
from services.agenda.sessions.models.coming import AccessNeeds, GivenAnswer, PerspectiveAsk, SessionComing
from services.agenda.sessions.models.series_answers import SeriesAnswer
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.coming import IS_MEMBER_AT
from shared.database import Session


async def coming_to_change(session: Session, session_id: UUID) -> SessionComing | None:
    """How a session stands, where it is known; its session is held by who asks."""
    statement = select(SessionComing).where(col(SessionComing.session_id) == session_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def answer_to_change(session: Session, session_id: UUID, person_id: UUID) -> GivenAnswer | None:
    """What one person said of a session that is held."""
    return await session.get(GivenAnswer, (session_id, person_id))


async def needs_to_change(session: Session, session_id: UUID, person_id: UUID) -> AccessNeeds | None:
    """What one person needs at a session."""
    return await session.get(AccessNeeds, (session_id, person_id))


async def requests_for(session: Session, session_id: UUID) -> list[Request]:
    """Who has a seat at a session that is held, and who waits for one; who takes no part any more has no perspective."""
    rows = await session.execute(
        select(
            col(GivenAnswer.person_id),
            func.max(col(Member.perspective)),
            col(GivenAnswer.seats),
            col(GivenAnswer.turn),
            col(GivenAnswer.is_waiting),
        )
        .join(PlannedSession, col(PlannedSession.id) == col(GivenAnswer.session_id))
        .join(Member, IS_MEMBER_AT, isouter=True)
        .where(col(GivenAnswer.session_id) == session_id, col(GivenAnswer.answer) == COMING)
        .group_by(
            col(GivenAnswer.person_id), col(GivenAnswer.seats), col(GivenAnswer.turn), col(GivenAnswer.is_waiting)
        )
    )
    return [
        Request(person_id, perspective or "", seats, turn, not is_waiting)
        for person_id, perspective, seats, turn, is_waiting in rows
    ]


async def waiting_answers(session: Session, session_id: UUID, person_ids: Collection[UUID]) -> Sequence[GivenAnswer]:
    """What these people, who wait for a seat at a session that is held, said."""
    statement = select(GivenAnswer).where(
        col(GivenAnswer.session_id) == session_id, col(GivenAnswer.person_id).in_(list(person_ids))
    )
    return (await session.execute(statement)).scalars().all()


async def coming_sessions_of(session: Session, series_id: UUID, now: datetime) -> list[UUID]:
    """The sessions of a series that are still to come, in order of time."""
    statement = (
        select(col(PlannedSession.id))
        .where(
            col(PlannedSession.series_id) == series_id,
            col(PlannedSession.status).in_(TAKES_PLACE),
            col(PlannedSession.starts_at) > now,
        )
        .order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
    )
    return list((await session.execute(statement)).scalars())


async def is_answered_whole(session: Session, series_id: UUID) -> bool:
    """Whether anybody said something of the whole of a series."""
    statement = select(col(SeriesAnswer.person_id)).where(col(SeriesAnswer.series_id) == series_id).limit(1)
    return (await session.execute(statement)).first() is not None


async def sessions_with_waiting(session: Session, now: datetime, *, after: UUID | None, limit: int) -> list[UUID]:
    """Sessions to come for which people wait for a seat, in order of id."""
    statement = (
        select(col(GivenAnswer.session_id))
        .join(PlannedSession, col(PlannedSession.id) == col(GivenAnswer.session_id))
        .where(
            col(GivenAnswer.is_waiting),
            col(PlannedSession.status).in_(TAKES_PLACE),
            col(PlannedSession.starts_at) > now,
        )
        .distinct()
        .order_by(col(GivenAnswer.session_id))
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(col(GivenAnswer.session_id) > after)
    return list((await session.execute(statement)).scalars())


async def sessions_come_near(session: Session, now: datetime, *, settled: datetime, limit: int) -> list[UUID]:
    """Sessions within seven days of which was not looked yet who is missing. settled: their date stands since before then."""
    looked = (
        select(col(SessionComing.alarm_for))
        .where(col(SessionComing.session_id) == col(PlannedSession.id))
        .scalar_subquery()
    )
    statement = (
        select(col(PlannedSession.id))
        .where(
            col(PlannedSession.status).in_(TAKES_PLACE),
            col(PlannedSession.starts_at) > now,
            col(PlannedSession.starts_at) <= now + ALARM_AHEAD,
            col(PlannedSession.revised_at) <= settled,
            or_(looked.is_(None), looked != col(PlannedSession.starts_at)),
        )
        .order_by(col(PlannedSession.starts_at))
        .limit(limit)
    )
    return list((await session.execute(statement)).scalars())


async def was_asked(session: Session, session_id: UUID, perspective: str) -> bool:
    """Whether a perspective was asked to come to a session that is held."""
    return await session.get(PerspectiveAsk, (session_id, perspective)) is not None
