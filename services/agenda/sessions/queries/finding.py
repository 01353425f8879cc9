"""By which words sessions and agenda points are found."""

from uuid import UUID

from sqlalchemy import and_, func, not_, select
from sqlmodel import col

from services.agenda.sessions.domain.agenda_points import DECLINED, AgendaPointFacts, document_of_point
from services.agenda.sessions.domain.sessions import KNOWN_TO_ALL, SessionFacts, document_of_session
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.models.templates import UNTOUCHED
from services.agenda.sessions.queries.agenda_points import POINT_FACTS
from services.agenda.sessions.queries.showing import IS_FOR_ALL, SESSION_FACTS
from shared.database import Session
from shared.search.document import Document

FOUND = (col(PlannedSession.status).in_(KNOWN_TO_ALL), IS_FOR_ALL)
"""Sessions that can be found; what is for one perspective cannot, for nothing that is found asks from which one somebody is."""
ON_FOUND = (
    col(AgendaPoint.perspective).is_(None),
    col(AgendaPoint.status) != DECLINED,
    not_(and_(*UNTOUCHED)),  # the same words on every session say nothing
)


async def session_count(session: Session) -> int:
    """How many sessions can be found."""
    return await session.scalar(select(func.count()).where(*FOUND)) or 0


async def session_documents(session: Session, after: UUID | None, limit: int) -> list[tuple[UUID, Document]]:
    """By which words the next sessions are found, in order of id, held until this transaction ends."""
    statement = select(*SESSION_FACTS).where(*FOUND).limit(limit)
    statement = statement if after is None else statement.where(col(PlannedSession.id) > after)
    rows = await session.execute(statement.order_by(col(PlannedSession.id)).with_for_update(read=True))
    return [(facts.id, document_of_session(facts)) for facts in (SessionFacts(*row) for row in rows)]


async def point_count(session: Session) -> int:
    """How many agenda points can be found."""
    return await session.scalar(select(func.count(col(AgendaPoint.id))).where(*ON_FOUND)) or 0


async def point_documents(session: Session, after: UUID | None, limit: int) -> list[tuple[UUID, Document]]:
    """By which words the next agenda points are found, in order of id, held until this transaction ends."""
    statement = select(*POINT_FACTS).where(*ON_FOUND).limit(limit)
    statement = statement if after is None else statement.where(col(AgendaPoint.id) > after)
    rows = await session.execute(statement.order_by(col(AgendaPoint.id)).with_for_update(read=True))
    return [(facts.id, document_of_point(facts)) for facts in (AgendaPointFacts(*row) for row in rows)]
