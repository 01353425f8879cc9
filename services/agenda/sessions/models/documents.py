"""What is stored of documents of sessions: where they are, not what stands in them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, delete
from sqlmodel import Field, col

from services.agenda.sessions.domain.documents import DocumentFacts
from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class SessionDocument(AgendaStore, table=True):
    """One document of a session: a title and an address."""

    __tablename__ = "session_document"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="session.id", index=True)
    network_id: UUID
    title: str
    url: str
    added_by: UUID | None = Field(default=None, index=True)
    """None: somebody who was erased since."""
    added_at: datetime = Field(sa_type=UTCDateTime)

    def facts(self) -> DocumentFacts:
        """What is stored, as rules and readers take it."""
        return DocumentFacts(**{name: getattr(self, name) for name in DocumentFacts._fields})


def documents_dropped(session_ids: Sequence[UUID]) -> Delete:
    """Forget the documents of these sessions."""
    return delete(SessionDocument).where(col(SessionDocument.session_id).in_(session_ids))
