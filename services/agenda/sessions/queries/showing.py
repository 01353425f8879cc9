"""What sessions can tell: dates to everybody, place and agenda points to members; the filter stands in the SQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, select, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing, check_takes_part
from services.agenda.members.queries import (
    NETWORKS_OF_READER,
    active_among,
    reader,
    standing_of_row,
)
from services.agenda.sessions.domain.sessions import (
    CANCELLED,
    KNOWN_TO_ALL,
    TAKES_PLACE,
    AgendaPointFacts,
    SeenAgendaPoint,
    SeenSession,
    SessionFacts,
)
from services.agenda.sessions.models.sessions import AgendaPoint, PlannedSession
from shared.database import Session
from shared.errors import NotFound

Key = tuple[datetime, UUID]
SESSION_FACTS: Sequence[Mapped[Any]] = [col(getattr(PlannedSession, name)) for name in SessionFacts._fields]
POINT_FACTS: Sequence[Mapped[Any]] = [col(getattr(AgendaPoint, name)) for name in AgendaPointFacts._fields]
MINUTES_PLANNED = (
    select(func.coalesce(func.sum(col(AgendaPoint.minutes)), 0))
    .where(col(AgendaPoint.session_id) == col(PlannedSession.id))
    .scalar_subquery()
)
SESSIONS = select(standing_of_row(col(PlannedSession.network_id)), MINUTES_PLANNED, *SESSION_FACTS).where(
    col(PlannedSession.status).in_(KNOWN_TO_ALL)
)
"""Sessions that everybody may know of, with how the reader stands in their network."""
# What a session page asks is made once, here: making a statement takes longer than running it.
SESSIONS_BY_ID = SESSIONS.where(col(PlannedSession.id).in_(bindparam("session_ids", expanding=True)))
AGENDA = (
    select(*POINT_FACTS)
    .where(col(AgendaPoint.session_id) == bindparam("session_id"))
    .order_by(col(AgendaPoint.position), col(AgendaPoint.id))
)
"""The agenda points of one session, in order."""
STANDING_BY_POINT = standing_of_row(col(AgendaPoint.network_id))
POINTS = (
    select(STANDING_BY_POINT, *SESSION_FACTS, *POINT_FACTS)
    .join(PlannedSession, col(PlannedSession.id) == col(AgendaPoint.session_id))
    .where(Standing.MEMBER.value <= STANDING_BY_POINT)
)
"""Agenda points that the reader may see, with their sessions."""


class SessionPage(NamedTuple):
    """Sessions in order of time, and the key of the last one when there are more."""

    sessions: list[SeenSession]
    next_key: Key | None


class News(NamedTuple):
    """What may be said of sessions to readers of one network."""

    points: list[AgendaPointFacts]
    sessions: list[SeenSession]
    upcoming: list[SeenSession]
    readers: set[UUID]


async def taken_between(
    session: Session, network_id: UUID, starts_at: datetime, ends_at: datetime
) -> list[tuple[datetime, datetime]]:
    """When sessions of a network stand that overlap this time: start and end of each."""
    rows = await session.execute(
        select(col(PlannedSession.starts_at), col(PlannedSession.ends_at)).where(
            col(PlannedSession.network_id) == network_id,
            col(PlannedSession.status) != CANCELLED,
            col(PlannedSession.starts_at) < ends_at,
            col(PlannedSession.ends_at) > starts_at,
        )
    )
    return [(row[0], row[1]) for row in rows]


async def session_seen(session: Session, person_id: UUID | None, session_id: UUID) -> SeenSession | None:
    """One session, as this person may see it."""
    found = await sessions_seen(session, person_id, [session_id])
    return found[0] if found else None


async def sessions_seen(session: Session, person_id: UUID | None, session_ids: Sequence[UUID]) -> list[SeenSession]:
    """These sessions, in the order asked."""
    found = {seen.session.id: seen for seen in await _seen(session, person_id, SESSIONS_BY_ID, session_ids=session_ids)}
    return [found[session_id] for session_id in dict.fromkeys(session_ids) if session_id in found]


async def sessions_of_network(
    session: Session,
    person_id: UUID | None,
    network_id: UUID,
    *,
    from_at: datetime | None,
    until_at: datetime | None,
    first: int,
    after: Key | None,
) -> SessionPage:
    """The sessions of one network that lie, at least partly, between two moments."""
    statement = SESSIONS.where(col(PlannedSession.network_id) == network_id)
    if from_at is not None:
        statement = statement.where(col(PlannedSession.ends_at) > from_at)
    if until_at is not None:
        statement = statement.where(col(PlannedSession.starts_at) < until_at)
    return await _page(session, person_id, statement, first=first, after=after)


async def upcoming_sessions(
    session: Session, person_id: UUID | None, *, now: datetime, first: int, after: Key | None
) -> SessionPage:
    """The sessions that are still to come in the networks where this person takes part."""
    statement = SESSIONS.where(col(PlannedSession.network_id).in_(NETWORKS_OF_READER), *_still_to_come(now))
    return await _page(session, person_id, statement, first=first, after=after)


async def agenda_points_of(session: Session, person_id: UUID | None, session_id: UUID) -> list[SeenAgendaPoint]:
    """The agenda of one session, in order. Raises NotFound, and NotAMember for who may not see it."""
    seen = await session_seen(session, person_id, session_id)
    if seen is None:
        raise NotFound
    check_takes_part(seen.standing)
    return await points_on(session, seen)


async def points_on(session: Session, seen: SeenSession) -> list[SeenAgendaPoint]:
    """The agenda of a session that a member sees, in order."""
    rows = await session.execute(AGENDA, {"session_id": seen.session.id})
    return [SeenAgendaPoint(AgendaPointFacts(*row), seen.session, seen.standing) for row in rows]


async def agenda_points_seen(
    session: Session, person_id: UUID | None, point_ids: Sequence[UUID]
) -> list[SeenAgendaPoint]:
    """Those of these agenda points that this person may see, in the order asked."""
    rows = await session.execute(POINTS.where(col(AgendaPoint.id).in_(point_ids)), reader(person_id))
    width = len(SESSION_FACTS)
    seen = [
        SeenAgendaPoint(AgendaPointFacts(*facts[width:]), SessionFacts(*facts[:width]), Standing(value))
        for value, *facts in rows
    ]
    found = {one.point.id: one for one in seen}
    return [found[point_id] for point_id in dict.fromkeys(point_ids) if point_id in found]


async def session_news(
    session: Session,
    *,
    network_id: UUID,
    point_ids: Sequence[UUID],
    reader_ids: Iterable[UUID],
    upcoming: int,
    now: datetime,
) -> News:
    """What may be said now to these readers of one network: points that stand, their sessions, the next sessions."""
    readers = await active_among(session, network_id, reader_ids)
    if not readers:
        return News([], [], [], readers)
    rows = await session.execute(
        select(*POINT_FACTS)
        .join(PlannedSession, col(PlannedSession.id) == col(AgendaPoint.session_id))
        .where(
            col(AgendaPoint.network_id) == network_id,
            col(AgendaPoint.id).in_(point_ids),
            col(PlannedSession.status) != CANCELLED,
        )
        .order_by(col(PlannedSession.starts_at), col(AgendaPoint.session_id), col(AgendaPoint.position))
    )
    points = [AgendaPointFacts(*row) for row in rows]
    as_member = select(literal(Standing.MEMBER.value), MINUTES_PLANNED, *SESSION_FACTS).where(
        col(PlannedSession.network_id) == network_id
    )
    in_order = as_member.order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
    of_points = in_order.where(col(PlannedSession.id).in_([*{point.session_id for point in points}]))
    next_ones = in_order.where(*_still_to_come(now)).limit(upcoming)
    return News(points, await _seen(session, None, of_points), await _seen(session, None, next_ones), readers)


async def session_to_change(session: Session, session_id: UUID) -> PlannedSession | None:
    """One session that everybody may know of, held until this transaction ends: one point is added at a time."""
    statement = (
        select(PlannedSession)
        .where(col(PlannedSession.id) == session_id, col(PlannedSession.status).in_(KNOWN_TO_ALL))
        .with_for_update()
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def minutes_and_position(session: Session, session_id: UUID) -> tuple[int, int]:
    """How many minutes the agenda of a session takes, and the position of its last point (0: none)."""
    statement = select(
        func.coalesce(func.sum(col(AgendaPoint.minutes)), 0), func.coalesce(func.max(col(AgendaPoint.position)), 0)
    ).where(col(AgendaPoint.session_id) == session_id)
    minutes, position = (await session.execute(statement)).one()
    return minutes, position


async def point_to_change(session: Session, point_id: UUID) -> AgendaPoint | None:
    """One agenda point, held until this transaction ends."""
    statement = select(AgendaPoint).where(col(AgendaPoint.id) == point_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def passed_sessions(session: Session, *, now: datetime, limit: int) -> Sequence[PlannedSession]:
    """Sessions that are over but not marked so, held until this transaction ends."""
    statement = (
        select(PlannedSession)
        .where(col(PlannedSession.status).in_(TAKES_PLACE), col(PlannedSession.ends_at) <= now)
        .order_by(col(PlannedSession.ends_at))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


def _still_to_come(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (col(PlannedSession.status).in_(TAKES_PLACE), col(PlannedSession.ends_at) > now)


async def _page(
    session: Session, person_id: UUID | None, statement: Select[*tuple[Any, ...]], *, first: int, after: Key | None
) -> SessionPage:
    if after is not None:
        statement = statement.where(tuple_(col(PlannedSession.starts_at), col(PlannedSession.id)) > after)
    statement = statement.order_by(col(PlannedSession.starts_at), col(PlannedSession.id)).limit(first + 1)
    found = await _seen(session, person_id, statement)
    if len(found) <= first:
        return SessionPage(found, None)
    last = found[first - 1].session
    return SessionPage(found[:first], (last.starts_at, last.id))


async def _seen(
    session: Session, person_id: UUID | None, statement: Select[*tuple[Any, ...]], **values: object
) -> list[SeenSession]:
    rows = await session.execute(statement, reader(person_id) | values)
    return [SeenSession(SessionFacts(*facts), minutes, Standing(standing)) for standing, minutes, *facts in rows]
