"""Who may ask about documents of sessions, and how they are answered: who takes part only, and notifications for them."""

from uuid import UUID

from services.agenda.members.queries import active_among
from services.agenda.sessions.domain.documents import SeenDocument, may_remove_document
from services.agenda.sessions.operations.documents import add_document, remove_document
from services.agenda.sessions.queries.documents import documents_of, documents_to_tell
from shared.api.agenda.documents import (
    AddDocument,
    DocumentRemoved,
    DocumentsLetter,
    DocumentsLetterAsked,
    DocumentView,
    LetterDocument,
)
from shared.api.page import Ids
from shared.web.edge import ANYONE, PERSON, Edge, Session, Viewer, Work, only

edge = Edge()


@edge.read("/sessions:documents", who=ANYONE, method="POST")
async def documents(asked: Ids, session: Session, viewer: Viewer) -> list[DocumentView]:
    """The documents of these sessions."""
    return [_view(seen, viewer.person_id) for seen in await documents_of(session, viewer.person_id, asked.ids)]


@edge.read("/networks/{network_id}/documents:letter", who=only("notifications"), method="POST")
async def letter(network_id: UUID, asked: DocumentsLetterAsked, session: Session) -> DocumentsLetter:
    """What a mail says of these documents now, and to whom."""
    readers = await active_among(session, network_id, asked.reader_ids)
    found = await documents_to_tell(session, network_id, asked.document_ids)
    apart = {
        name: sorted(await active_among(session, network_id, readers, perspective=name))
        for name in {one.perspective for one in found if one.perspective}
    }
    return DocumentsLetter(
        documents=[
            LetterDocument(
                **{name: value for name, value in one._asdict().items() if name != "perspective"},
                reader_ids=apart[one.perspective] if one.perspective else None,
            )
            for one in found
        ],
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in readers],
    )


@edge.change("/sessions/{session_id}/documents", who=PERSON, status_code=201)
async def add(session_id: UUID, asked: AddDocument, work: Work) -> DocumentView:
    """Put a document with a session."""
    return _view(await add_document(work, session_id=session_id, **dict(asked)), work.viewer.person_id)


@edge.change("/documents/{document_id}:remove", who=PERSON)
async def remove(document_id: UUID, work: Work) -> DocumentRemoved:
    """Take a document away."""
    return DocumentRemoved(session_id=await remove_document(work, document_id=document_id))


def _view(seen: SeenDocument, person_id: UUID | None) -> DocumentView:
    may_remove = may_remove_document(seen.document, seen.standing, person_id)
    return DocumentView(**seen.document._asdict(), may_remove=may_remove)
