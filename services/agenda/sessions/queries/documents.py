"""What documents can tell, to who takes part only; the filter stands in the SQL."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.queries import reader
from services.agenda.sessions.domain.documents import DocumentFacts, SeenDocument, ToldDocument
from services.agenda.sessions.domain.sessions import HELD, TAKES_PLACE
from services.agenda.sessions.models.documents import SessionDocument
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import STANDING_AT_SESSION
from shared.database import Session

DOCUMENT_FACTS: Sequence[Mapped[Any]] = [col(getattr(SessionDocument, name)) for name in DocumentFacts._fields]
# Made once: making a statement takes longer than running it.
DOCUMENTS = (
    select(STANDING_AT_SESSION, *DOCUMENT_FACTS)
    .join(PlannedSession, col(PlannedSession.id) == col(SessionDocument.session_id))
    .where(
        col(SessionDocument.session_id).in_(bindparam("session_ids", expanding=True)),
        Standing.MEMBER.value <= STANDING_AT_SESSION,
    )
    .order_by(col(SessionDocument.added_at), col(SessionDocument.id))
)


async def documents_of(session: Session, person_id: UUID | None, session_ids: Sequence[UUID]) -> list[SeenDocument]:
    """The documents of these sessions, in the order in which they were added, as far as they are for this reader."""
    rows = await session.execute(DOCUMENTS, reader(person_id) | {"session_ids": list(session_ids)})
    return [SeenDocument(DocumentFacts(*facts), Standing(standing)) for standing, *facts in rows]


async def documents_to_tell(session: Session, network_id: UUID, document_ids: Sequence[UUID]) -> list[ToldDocument]:
    """Of these documents those that still stand with sessions of a network that are known to all and not off."""
    rows = await session.execute(
        select(
            col(SessionDocument.id),
            col(SessionDocument.session_id),
            col(PlannedSession.series_id),
            col(PlannedSession.starts_at),
            col(SessionDocument.title),
            col(SessionDocument.added_by),
            col(PlannedSession.perspective),
        )
        .join(PlannedSession, col(PlannedSession.id) == col(SessionDocument.session_id))
        .where(
            col(SessionDocument.id).in_(document_ids),
            col(PlannedSession.network_id) == network_id,
            col(PlannedSession.status).in_((*TAKES_PLACE, HELD)),
        )
        .order_by(col(PlannedSession.starts_at), col(SessionDocument.added_at), col(SessionDocument.id))
    )
    return [ToldDocument(*row) for row in rows]


async def document_ids_of(session: Session, session_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The documents of sessions that are held, by session, in the order in which they were added."""
    rows = await session.execute(
        select(col(SessionDocument.session_id), col(SessionDocument.id))
        .where(col(SessionDocument.session_id).in_(session_ids))
        .order_by(col(SessionDocument.added_at), col(SessionDocument.id))
    )
    found: dict[UUID, list[UUID]] = {}
    for session_id, document_id in rows:
        found.setdefault(session_id, []).append(document_id)
    return found


async def document_count(session: Session, session_id: UUID) -> int:
    """How many documents a session has."""
    statement = select(func.count(col(SessionDocument.id))).where(col(SessionDocument.session_id) == session_id)
    return (await session.execute(statement)).scalar_one()


async def document_to_remove(session: Session, document_id: UUID) -> SessionDocument | None:
    """One document, held until this transaction ends."""
    statement = select(SessionDocument).where(col(SessionDocument.id) == document_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()
