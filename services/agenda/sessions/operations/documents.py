"""What members can do with documents of a session: put one there as a link, and take it away."""

from uuid import UUID

from services.agenda.members.domain import check_takes_part
from services.agenda.members.operations import check_may_write
from services.agenda.sessions.domain.documents import (
    MOST_DOCUMENTS,
    NotYourDocument,
    SeenDocument,
    TooManyDocuments,
    check_document,
    may_remove_document,
)
from services.agenda.sessions.models.documents import SessionDocument
from services.agenda.sessions.queries.documents import document_count, document_to_remove
from services.agenda.sessions.queries.showing import session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound
from shared.events.agenda.sessions import SessionDocumentAdded, SessionDocumentRemoved


async def add_document(work: Work, *, session_id: UUID, title: str, url: str) -> SeenDocument:
    """Put a document with a session, before or after it, as a member: a title, and where it can be read.

    Raises NotFound, NotAMember, DocumentIncomplete, TooManyDocuments.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    standing = await standing_at(work.session, session, work.viewer.person_id)
    check_takes_part(standing)
    await check_may_write(work, network_id=session.network_id)
    check_document(title=title, url=url)
    if await document_count(work.session, session.id) >= MOST_DOCUMENTS:
        raise TooManyDocuments
    document = work.add(
        SessionDocument(
            session_id=session.id,
            network_id=session.network_id,
            title=title,
            url=url,
            added_by=work.viewer.person_id,
            added_at=work.now,
        )
    )
    work.announce(
        SessionDocumentAdded(
            document_id=document.id,
            session_id=session.id,
            network_id=session.network_id,
            series_id=session.series_id,
            status=session.status,
            at=work.now,
            version=1,
        )
    )
    return SeenDocument(document.facts(), standing)


async def remove_document(work: Work, *, document_id: UUID) -> UUID:
    """Take a document away, as who added it or a coordinator; gives back its session. Raises NotFound, NotYourDocument."""
    document = await document_to_remove(work.session, document_id)
    session = None if document is None else await session_to_change(work.session, document.session_id)
    if document is None or session is None:
        raise NotFound
    standing = await standing_at(work.session, session, work.viewer.person_id)
    if not standing.takes_part:
        raise NotFound
    if not may_remove_document(document.facts(), standing, work.viewer.person_id):
        raise NotYourDocument
    await work.session.delete(document)
    work.note(Verb.DOCUMENT_REMOVED, Kind.SESSION_DOCUMENT, document.id, network_id=document.network_id)
    work.announce(
        SessionDocumentRemoved(
            document_id=document.id,
            session_id=session.id,
            network_id=session.network_id,
            at=work.now,
            version=2,
        )
    )
    return session.id
