"""What agenda points can tell, to members only; the filter stands in the SQL."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing, check_takes_part
from services.agenda.members.queries import reader
from services.agenda.sessions.domain.agenda_points import AgendaPointFacts, SeenAgendaPoint
from services.agenda.sessions.domain.sessions import SeenSession, SessionFacts
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import SESSION_FACTS, STANDING_AT_SESSION, session_seen
from shared.database import Session
from shared.errors import NotFound

POINT_FACTS: Sequence[Mapped[Any]] = [col(getattr(AgendaPoint, name)) for name in AgendaPointFacts._fields]
# What a session page asks is made once, here: making a statement takes longer than running it.
AGENDA = (
    select(*POINT_FACTS)
    .where(col(AgendaPoint.session_id) == bindparam("session_id"))
    .order_by(col(AgendaPoint.position), col(AgendaPoint.id))
)
"""The agenda points of one session, in order."""
POINTS = (
    select(STANDING_AT_SESSION, *SESSION_FACTS, *POINT_FACTS)
    .join(PlannedSession, col(PlannedSession.id) == col(AgendaPoint.session_id))
    .where(Standing.MEMBER.value <= STANDING_AT_SESSION)
)
"""Agenda points that the reader may see, with their sessions."""


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
