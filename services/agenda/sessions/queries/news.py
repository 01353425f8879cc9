"""What may be said of sessions and agenda points in a digest."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import false, literal, null, select
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.queries import active_among
from services.agenda.sessions.domain.agenda_points import AgendaPointFacts
from services.agenda.sessions.domain.sessions import CANCELLED, SeenSession
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.agenda_points import POINT_FACTS
from services.agenda.sessions.queries.showing import (
    IS_FOR_ALL,
    MINUTES_PLANNED,
    SESSION_FACTS,
    rows_seen,
    still_to_come,
)
from shared.database import Session


class News(NamedTuple):
    """What may be said of sessions to readers of one network."""

    points: list[AgendaPointFacts]
    sessions: list[SeenSession]
    upcoming: list[SeenSession]
    readers: set[UUID]


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
            IS_FOR_ALL,
        )
        .order_by(col(PlannedSession.starts_at), col(AgendaPoint.session_id), col(AgendaPoint.position))
    )
    points = [AgendaPointFacts(*row) for row in rows]
    as_member = select(literal(Standing.MEMBER.value), MINUTES_PLANNED, false(), null(), *SESSION_FACTS).where(
        col(PlannedSession.network_id) == network_id, IS_FOR_ALL
    )
    in_order = as_member.order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
    of_points = in_order.where(col(PlannedSession.id).in_([*{point.session_id for point in points}]))
    next_ones = in_order.where(*still_to_come(now)).limit(upcoming)
    return News(points, await rows_seen(session, None, of_points), await rows_seen(session, None, next_ones), readers)
