"""By which words minutes are found."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from services.agenda.finding.domain import minutes_document
from services.agenda.minutes.domain.minutes import FOR_MEMBERS
from services.agenda.minutes.models.minutes import Minutes
from services.agenda.minutes.queries.minutes import parts_of
from services.agenda.sessions.models.sessions import PlannedSession
from shared.database import Session
from shared.search.document import Document

FOUND = (col(Minutes.status).in_(FOR_MEMBERS), col(PlannedSession.perspective).is_(None))
"""Minutes of a session for one perspective are found by nobody: finding knows networks only."""


async def minutes_count(session: Session) -> int:
    """How many minutes can be found."""
    statement = select(func.count(col(Minutes.session_id))).join(
        PlannedSession, col(PlannedSession.id) == col(Minutes.session_id)
    )
    return await session.scalar(statement.where(*FOUND)) or 0


async def minutes_documents(session: Session, after: UUID | None, limit: int) -> list[tuple[UUID, Document]]:
    """By which words the next minutes are found, in order of id, held until this transaction ends."""
    statement = (
        select(
            col(Minutes.session_id),
            col(Minutes.network_id),
            col(PlannedSession.starts_at),
            col(PlannedSession.zone),
        )
        .join(PlannedSession, col(PlannedSession.id) == col(Minutes.session_id))
        .where(*FOUND)
        .limit(limit)
    )
    statement = statement if after is None else statement.where(col(Minutes.session_id) > after)
    statement = statement.order_by(col(Minutes.session_id)).with_for_update(read=True, of=Minutes)
    rows = (await session.execute(statement)).all()
    texts: defaultdict[UUID, list[str]] = defaultdict(list)
    for part in await parts_of(session, [row.session_id for row in rows]):
        texts[part.session_id] += [text for text in (part.title, part.text) if text]
    return [
        (
            row.session_id,
            minutes_document(
                session_id=row.session_id,
                network_id=row.network_id,
                starts_at=row.starts_at,
                zone=row.zone,
                texts=texts[row.session_id],
            ),
        )
        for row in rows
    ]
