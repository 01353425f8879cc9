"""What templates can tell: with which points the sessions of a series start, and which sessions take them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from services.agenda.members.domain import Standing, check_coordinates
from services.agenda.members.queries import standing_in
from services.agenda.sessions.domain.sessions import CONFIRMED
from services.agenda.sessions.domain.templates import TemplatePointFacts
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.sessions import PlannedSession, Series
from services.agenda.sessions.models.templates import TemplatePoint
from shared.database import Session
from shared.errors import NotFound

TEMPLATE = [col(getattr(TemplatePoint, name)) for name in TemplatePointFacts._fields]


async def network_of_series(session: Session, series_id: UUID) -> UUID | None:
    """Of which network a series is."""
    statement = select(col(Series.network_id)).where(col(Series.id) == series_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def series_by_id(session: Session, series_id: UUID, *, hold: bool = False) -> Series | None:
    """One series. hold: until this transaction ends."""
    statement = select(Series).where(col(Series.id) == series_id)
    return (await session.execute(statement.with_for_update() if hold else statement)).scalar_one_or_none()


async def template_for(
    session: Session, person_id: UUID | None, series_id: UUID
) -> tuple[Series, list[TemplatePointFacts]]:
    """A series, and the points with which its sessions start, for its coordinators. Raises NotFound, CoordinatorNeeded."""
    series = await series_by_id(session, series_id)
    standing = Standing.STRANGER if series is None else await standing_in(session, series.network_id, person_id)
    if series is None or not standing.takes_part:
        raise NotFound
    check_coordinates(standing)
    return series, await template_of(session, series_id)


async def template_of(session: Session, series_id: UUID) -> list[TemplatePointFacts]:
    """The points with which the sessions of a series start, in order."""
    rows = await session.execute(
        select(*TEMPLATE).where(col(TemplatePoint.series_id) == series_id).order_by(col(TemplatePoint.position))
    )
    return [TemplatePointFacts(*row) for row in rows]


async def newest_template(session: Session, network_id: UUID) -> tuple[UUID | None, list[TemplatePointFacts]]:
    """The newest series of a network whose sessions start with any points, and these points."""
    newest = (
        select(col(Series.id))
        .where(
            col(Series.network_id) == network_id,
            select(col(TemplatePoint.id)).where(col(TemplatePoint.series_id) == col(Series.id)).exists(),
        )
        .order_by(col(Series.planned_at).desc(), col(Series.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(col(TemplatePoint.series_id), *TEMPLATE)
        .where(col(TemplatePoint.series_id) == newest)
        .order_by(col(TemplatePoint.position))
    )
    found = rows.all()
    return found[0][0] if found else None, [TemplatePointFacts(*row[1:]) for row in found]


async def sessions_that_take_it(session: Session, series_id: UUID, *, now: datetime) -> Sequence[PlannedSession]:
    """The sessions of a series that are still to come and whose programme is not ready, held until this transaction ends."""
    statement = (
        select(PlannedSession)
        .where(
            col(PlannedSession.series_id) == series_id,
            col(PlannedSession.status) == CONFIRMED,
            col(PlannedSession.starts_at) > now,
        )
        .order_by(col(PlannedSession.starts_at))
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def minutes_on(session: Session, session_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many minutes the agendas of these sessions take; those without points are left out."""
    rows = await session.execute(
        select(col(AgendaPoint.session_id), func.sum(col(AgendaPoint.minutes)))
        .where(col(AgendaPoint.session_id).in_(session_ids))
        .group_by(col(AgendaPoint.session_id))
    )
    return {session_id: minutes for session_id, minutes in rows if session_id is not None}
