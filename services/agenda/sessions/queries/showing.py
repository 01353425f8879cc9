"""What sessions can tell: dates to everybody, place to members; the filter stands in the SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, false, func, or_, select, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.models import Member
from services.agenda.members.queries import (
    IS_ACTIVE,
    NETWORKS_OF_READER,
    READER_ID,
    limit_of_row,
    reader,
    standing_in,
    standing_of_row,
)
from services.agenda.sessions.domain.coming import COMING
from services.agenda.sessions.domain.sessions import (
    CANCELLED,
    DRAFT,
    KNOWN_TO_ALL,
    TAKES_PLACE,
    SeenSession,
    SessionFacts,
)
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.coming import GivenAnswer
from services.agenda.sessions.models.sessions import PlannedSession
from shared.database import Session
from shared.errors import NotFound

Key = tuple[datetime, UUID]
SESSION_FACTS: Sequence[Mapped[Any]] = [col(getattr(PlannedSession, name)) for name in SessionFacts._fields]
MINUTES_PLANNED = (
    select(func.coalesce(func.sum(col(AgendaPoint.minutes)), 0))
    .where(col(AgendaPoint.session_id) == col(PlannedSession.id))
    .scalar_subquery()
)
STANDING_AT_SESSION = standing_of_row(col(PlannedSession.network_id), col(PlannedSession.perspective))
"""How the reader stands at each session: a stranger at what is for another perspective, unless they coordinate."""
IS_FOR_ALL = col(PlannedSession.perspective).is_(None)
"""What is for one perspective is told to nobody else."""
IS_FOR_READER = or_(
    IS_FOR_ALL,
    exists().where(
        col(Member.network_id) == col(PlannedSession.network_id),
        col(Member.person_id) == READER_ID,
        IS_ACTIVE,
        col(Member.perspective) == col(PlannedSession.perspective),
    ),
)
"""Sessions at which the reader is expected, of those in their networks."""
OF_THIS_DATE = or_(col(PlannedSession.moved_at).is_(None), col(GivenAnswer.answered_at) >= col(PlannedSession.moved_at))
"""Whether an answer was given since its session moved."""
IS_COMING = (col(GivenAnswer.answer) == COMING, col(GivenAnswer.is_waiting).is_(False), OF_THIS_DATE)
"""Whether somebody said they come, of the date that stands, and has a seat."""
COMES = exists().where(
    col(GivenAnswer.session_id) == col(PlannedSession.id), col(GivenAnswer.person_id) == READER_ID, *IS_COMING
)
"""Whether the reader comes."""
IS_ONLINE = col(PlannedSession.link) != ""
SESSIONS = select(
    STANDING_AT_SESSION,
    MINUTES_PLANNED,
    case((IS_ONLINE, COMES), else_=false()),
    limit_of_row(col(PlannedSession.network_id)),
    *SESSION_FACTS,
).where(
    or_(
        and_(
            col(PlannedSession.status).in_(KNOWN_TO_ALL), or_(IS_FOR_ALL, Standing.MEMBER.value <= STANDING_AT_SESSION)
        ),
        and_(col(PlannedSession.status) == DRAFT, Standing.COORDINATOR.value <= STANDING_AT_SESSION),
    )
)
"""Sessions that the reader may know of, with how they stand at each."""
# What a session page asks is made once, here: making a statement takes longer than running it.
SESSIONS_BY_ID = SESSIONS.where(col(PlannedSession.id).in_(bindparam("session_ids", expanding=True)))
PRE_MEETINGS = SESSIONS.where(
    col(PlannedSession.for_session_id).in_(bindparam("session_ids", expanding=True))
).order_by(col(PlannedSession.starts_at), col(PlannedSession.id))


class SessionPage(NamedTuple):
    """Sessions in order of time, and the key of the last one when there are more."""

    sessions: list[SeenSession]
    next_key: Key | None


async def taken_between(
    session: Session,
    network_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    *,
    perspective: str | None = None,
    but: Sequence[UUID] = (),
) -> list[tuple[datetime, datetime]]:
    """When sessions of a network stand that overlap this time: start and end of each; also those that are drafts.

    perspective: for whom the time is asked; what is for another perspective only is not in its way. but: sessions that
    do not count.
    """
    statement = select(col(PlannedSession.starts_at), col(PlannedSession.ends_at)).where(
        col(PlannedSession.network_id) == network_id,
        col(PlannedSession.status) != CANCELLED,
        col(PlannedSession.starts_at) < ends_at,
        col(PlannedSession.ends_at) > starts_at,
    )
    if perspective is not None:
        statement = statement.where(or_(IS_FOR_ALL, col(PlannedSession.perspective) == perspective))
    if but:
        statement = statement.where(col(PlannedSession.id).not_in(but))
    return [(row[0], row[1]) for row in await session.execute(statement)]


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


async def pre_meetings_of(session: Session, person_id: UUID | None, session_ids: Sequence[UUID]) -> list[SeenSession]:
    """What one perspective does before these sessions, as this person may see it, in order of time."""
    return await rows_seen(session, person_id, PRE_MEETINGS, session_ids=list(session_ids))


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
    statement = SESSIONS.where(
        col(PlannedSession.network_id).in_(NETWORKS_OF_READER), *still_to_come(now), IS_FOR_READER
    )
    return await _page(session, person_id, statement, first=first, after=after)


async def network_of_session(session: Session, session_id: UUID) -> UUID | None:
    """Of which network a session is."""
    statement = select(col(PlannedSession.network_id)).where(col(PlannedSession.id) == session_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def session_to_change(session: Session, session_id: UUID, *, with_drafts: bool = False) -> PlannedSession | None:
    """One session that is no draft, held until this transaction ends: one point is added at a time."""
    known = (*KNOWN_TO_ALL, DRAFT) if with_drafts else KNOWN_TO_ALL
    statement = (
        select(PlannedSession)
        .where(col(PlannedSession.id) == session_id, col(PlannedSession.status).in_(known))
        .with_for_update()
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def standing_at(
    session: Session, planned: PlannedSession, person_id: UUID | None, *, hold: bool = True
) -> Standing:
    """How a person stands at a session. hold: until this transaction ends.

    Raises NotFound for who may not know of it: what is for another perspective, and drafts for who does not coordinate.
    """
    standing = await standing_in(session, planned.network_id, person_id, hold=hold, perspective=planned.perspective)
    if planned.perspective is not None and not standing.takes_part:
        raise NotFound
    if planned.status == DRAFT and not standing.coordinates:
        raise NotFound
    return standing


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
    """Sessions as this person may see them; the statement begins with standing, minutes, whether they come online, and limit."""
    rows = await session.execute(statement, reader(person_id) | values)
    return [
        SeenSession(SessionFacts(*facts), minutes, Standing(standing), bool(comes), limited_until)
        for standing, minutes, comes, limited_until, *facts in rows
    ]
