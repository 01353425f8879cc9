"""What agenda points can tell, to members only; the filter stands in the SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, case, func, or_, select, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing, check_takes_part
from services.agenda.members.queries import READER_ID, reader, standing_in, standing_of_row, writers_along
from services.agenda.sessions.domain.agenda_points import WAITING, AgendaPointFacts, SeenAgendaPoint
from services.agenda.sessions.domain.sessions import SeenSession, SessionFacts
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.day import SessionNote
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import SESSION_FACTS, sessions_seen
from shared.columns import UTCDateTime
from shared.database import Session

Key = tuple[datetime, UUID]
MOST_ANSWERED = 10
BACKLOG_KEY = (col(AgendaPoint.proposed_at), col(AgendaPoint.id))
POINT_FACTS: Sequence[Mapped[Any]] = [col(getattr(AgendaPoint, name)) for name in AgendaPointFacts._fields]
# What a session page asks is made once, here: making a statement takes longer than running it.
AGENDA = (
    select(*POINT_FACTS)
    .where(col(AgendaPoint.session_id) == bindparam("session_id"))
    .order_by(col(AgendaPoint.position), col(AgendaPoint.id))
)
"""The agenda points of one session, in order."""
AGENDAS = (
    select(*POINT_FACTS)
    .where(col(AgendaPoint.session_id).in_(bindparam("session_ids", expanding=True)))
    .order_by(col(AgendaPoint.position), col(AgendaPoint.id))
)
"""The agenda points of some sessions, each session's in order."""
STANDING_BY_POINT = standing_of_row(col(AgendaPoint.network_id), col(AgendaPoint.perspective))
POINTS = (
    select(STANDING_BY_POINT, *SESSION_FACTS, *POINT_FACTS)
    .select_from(AgendaPoint)
    .outerjoin(PlannedSession, col(PlannedSession.id) == col(AgendaPoint.session_id))
    .where(Standing.MEMBER.value <= STANDING_BY_POINT)
)
"""Agenda points that the reader may see, with their sessions."""
POINTS_BY_ID = POINTS.where(col(AgendaPoint.id).in_(bindparam("point_ids", expanding=True)))
BACKLOG = POINTS.where(
    col(AgendaPoint.network_id) == bindparam("network_id", type_=Uuid()),
    col(AgendaPoint.session_id).is_(None),
    col(AgendaPoint.status).in_(WAITING),
)
"""What waits for a session of one network."""
ANSWERED = (
    POINTS.where(
        col(AgendaPoint.proposed_by) == READER_ID,
        col(AgendaPoint.answered_at) > bindparam("since", type_=UTCDateTime()),
    )
    .order_by(col(AgendaPoint.answered_at).desc(), col(AgendaPoint.id))
    .limit(MOST_ANSWERED)
)
"""What was answered lately of what the reader proposed."""


class BacklogPage(NamedTuple):
    """What waits, the longest waiting first, and the key of the last one when there are more."""

    points: list[SeenAgendaPoint]
    next_key: Key | None


async def agendas_of(
    session: Session, person_id: UUID | None, session_ids: Sequence[UUID]
) -> dict[UUID, list[SeenAgendaPoint]]:
    """The agendas of those of these sessions that this person takes part in, by session, each in order."""
    seen = {one.session.id: one for one in await sessions_seen(session, person_id, session_ids)}
    found: dict[UUID, list[SeenAgendaPoint]] = {id_: [] for id_, one in seen.items() if one.standing.takes_part}
    for row in await session.execute(AGENDAS, {"session_ids": list(found)}) if found else ():
        point = AgendaPointFacts(*row)
        if point.session_id is not None:
            about = seen[point.session_id]
            found[point.session_id].append(SeenAgendaPoint(point, about.session, about.standing))
    return found


async def points_on(session: Session, seen: SeenSession) -> list[SeenAgendaPoint]:
    """The agenda of a session that a member sees, in order."""
    rows = await session.execute(AGENDA, {"session_id": seen.session.id})
    return [SeenAgendaPoint(AgendaPointFacts(*row), seen.session, seen.standing) for row in rows.all()]


async def agenda_points_seen(
    session: Session, person_id: UUID | None, point_ids: Sequence[UUID]
) -> list[SeenAgendaPoint]:
    """Those of these agenda points that this person may see, in the order asked."""
    rows = await session.execute(POINTS_BY_ID, reader(person_id) | {"point_ids": point_ids})
    found = {one.point.id: one for one in map(_seen, rows)}
    return [found[point_id] for point_id in dict.fromkeys(point_ids) if point_id in found]


async def backlog_of(
    session: Session, person_id: UUID | None, network_id: UUID, *, first: int, after: Key | None
) -> BacklogPage:
    """What waits for a session of one network, the longest waiting first. Raises NotAMember."""
    check_takes_part(await standing_in(session, network_id, person_id))
    statement = BACKLOG if after is None else BACKLOG.where(tuple_(*BACKLOG_KEY) > after)
    rows = await session.execute(
        statement.order_by(*BACKLOG_KEY).limit(first + 1), reader(person_id) | {"network_id": network_id}
    )
    found = [_seen(row) for row in rows]
    if len(found) <= first:
        return BacklogPage(found, None)
    last = found[first - 1].point
    return BacklogPage(found[:first], (last.proposed_at, last.id))


async def answered_points(session: Session, person_id: UUID | None, *, since: datetime) -> list[SeenAgendaPoint]:
    """What was answered since a moment of what a person proposed, the newest first; at most ten."""
    return [_seen(row) for row in await session.execute(ANSWERED, reader(person_id) | {"since": since})]


async def writers_of_points(session: Session, point_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Everybody who wrote words of these agenda points and is known: who proposed, changed or answered them, or wrote the series' own."""
    rows = await session.execute(
        select(
            col(AgendaPoint.id),
            col(AgendaPoint.proposed_by),
            case((col(AgendaPoint.from_template), col(PlannedSession.series_id)), else_=None),
        )
        .outerjoin(PlannedSession, col(PlannedSession.id) == col(AgendaPoint.session_id))
        .where(col(AgendaPoint.id).in_(point_ids))
    )
    points = rows.all()
    along = await writers_along(session, [one for id_, _, series_id in points for one in (id_, series_id) if one])
    found: dict[UUID, list[UUID]] = {}
    for id_, proposed_by, series_id in points:
        of_series = along.get(series_id, []) if series_id else []
        wrote = [proposed_by] if proposed_by else []
        found[id_] = list(dict.fromkeys([*wrote, *along.get(id_, []), *of_series]))
    return found


async def minutes_and_position(session: Session, session_id: UUID) -> tuple[int, int]:
    """How many minutes the agenda of a session takes, and the position of its last point (0: none)."""
    statement = select(
        func.coalesce(func.sum(col(AgendaPoint.minutes)), 0), func.coalesce(func.max(col(AgendaPoint.position)), 0)
    ).where(col(AgendaPoint.session_id) == session_id)
    minutes, position = (await session.execute(statement)).one()
    return minutes, position


async def points_on_session(session: Session, session_id: UUID) -> list[AgendaPointFacts]:
    """The agenda of one session, in order, whoever asks: for the service itself."""
    return [AgendaPointFacts(*row) for row in await session.execute(AGENDA, {"session_id": session_id})]


async def points_gone_from(session: Session, network_id: UUID, session_id: UUID) -> list[AgendaPointFacts]:
    """The points that stood on the agenda of a session and went on from there: carried, or with a note of that session."""
    noted = select(col(SessionNote.agenda_point_id)).where(col(SessionNote.session_id) == session_id)
    statement = select(*POINT_FACTS).where(
        col(AgendaPoint.network_id) == network_id,
        col(AgendaPoint.session_id).is_distinct_from(session_id),
        or_(col(AgendaPoint.carried_from_id) == session_id, col(AgendaPoint.id).in_(noted)),
    )
    rows = await session.execute(statement.order_by(col(AgendaPoint.proposed_at), col(AgendaPoint.id)))
    return [AgendaPointFacts(*row) for row in rows]


async def points_to_change(session: Session, session_id: UUID) -> Sequence[AgendaPoint]:
    """The agenda points of one session, in order, held until this transaction ends."""
    statement = (
        select(AgendaPoint)
        .where(col(AgendaPoint.session_id) == session_id)
        .order_by(col(AgendaPoint.position), col(AgendaPoint.id))
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def session_of_point(session: Session, point_id: UUID) -> UUID | None:
    """On whose agenda a point stands, if it stands on one."""
    return await session.scalar(select(col(AgendaPoint.session_id)).where(col(AgendaPoint.id) == point_id))


async def point_to_change(session: Session, point_id: UUID) -> AgendaPoint | None:
    """One agenda point, held until this transaction ends."""
    statement = select(AgendaPoint).where(col(AgendaPoint.id) == point_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


def _seen(row: Any) -> SeenAgendaPoint:
    standing, *facts = row
    width = len(SESSION_FACTS)
    point = AgendaPointFacts(*facts[width:])
    return SeenAgendaPoint(point, SessionFacts(*facts[:width]) if point.session_id else None, Standing(standing))
