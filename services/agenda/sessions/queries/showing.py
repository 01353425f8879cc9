"""What sessions can tell: dates to everybody, place to members; the filter stands in the SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.queries import NETWORKS_OF_READER, reader, standing_of_row
from services.agenda.sessions.domain.sessions import CANCELLED, KNOWN_TO_ALL, TAKES_PLACE, SeenSession, SessionFacts
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.sessions import PlannedSession
from shared.database import Session

Key = tuple[datetime, UUID]
SESSION_FACTS: Sequence[Mapped[Any]] = [col(getattr(PlannedSession, name)) for name in SessionFacts._fields]
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


class SessionPage(NamedTuple):
    """Sessions in order of time, and the key of the last one when there are more."""

    sessions: list[SeenSession]
    next_key: Key | None


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
    found = {
        seen.session.id: seen for seen in await rows_seen(session, person_id, SESSIONS_BY_ID, session_ids=session_ids)
    }
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
    statement = SESSIONS.where(col(PlannedSession.network_id).in_(NETWORKS_OF_READER), *still_to_come(now))
    return await _page(session, person_id, statement, first=first, after=after)


async def session_to_change(session: Session, session_id: UUID) -> PlannedSession | None:
    """One session that everybody may know of, held until this transaction ends: one point is added at a time."""
    statement = (
        select(PlannedSession)
        .where(col(PlannedSession.id) == session_id, col(PlannedSession.status).in_(KNOWN_TO_ALL))
        .with_for_update()
    )
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


def still_to_come(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Whether a session is still to come, for certain."""
    return (col(PlannedSession.status).in_(TAKES_PLACE), col(PlannedSession.ends_at) > now)


async def _page(
    session: Session, person_id: UUID | None, statement: Select[*tuple[Any, ...]], *, first: int, after: Key | None
) -> SessionPage:
    if after is not None:
        statement = statement.where(tuple_(col(PlannedSession.starts_at), col(PlannedSession.id)) > after)
    statement = statement.order_by(col(PlannedSession.starts_at), col(PlannedSession.id)).limit(first + 1)
    found = await rows_seen(session, person_id, statement)
    if len(found) <= first:
        return SessionPage(found, None)
    last = found[first - 1].session
    return SessionPage(found[:first], (last.starts_at, last.id))


async def rows_seen(
    session: Session, person_id: UUID | None, statement: Select[*tuple[Any, ...]], **values: object
) -> list[SeenSession]:
    """Sessions as this person may see them; the statement begins with their standing and the minutes planned."""
    rows = await session.execute(statement, reader(person_id) | values)
    return [SeenSession(SessionFacts(*facts), minutes, Standing(standing)) for standing, minutes, *facts in rows]
