"""What can be asked about documents of sessions: each is a title and an address."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine
from shared.api.text import Line


class DocumentView(Shape):
    """One document of a session, for who takes part; POST /sessions:documents (Ids of sessions; list, in order of adding)."""

    id: UUID
    session_id: UUID
    network_id: UUID
    title: str
    url: str
    added_by: UUID | None
    added_at: AwareDatetime
    may_remove: bool


class AddDocument(Posted):
    """POST /sessions/{id}/documents (PERSON, member): a DocumentView. url: https only."""

    title: Annotated[PostedLine, Field(max_length=2000)] = ""
    url: Annotated[Line, Field(max_length=4000)] = ""


class DocumentRemoved(Shape):
    """POST /documents/{id}:remove (who added it, or a coordinator): the session it left."""

    session_id: UUID


class DocumentsLetterAsked(Shape):
    """POST /networks/{id}/documents:letter (notifications only): what a mail says of these documents now, and to whom.

    Those that were taken away, or whose session is a draft or does not take place, are left out.
    """

    document_ids: Annotated[list[UUID], Field(max_length=500)]
    reader_ids: Annotated[list[UUID], Field(max_length=500)]


class LetterDocument(Shape):
    """One document as a mail tells it. reader_ids: who hears of it; None: all of those who take part."""

    id: UUID
    session_id: UUID
    series_id: UUID | None
    starts_at: AwareDatetime
    title: str
    added_by: UUID | None
    reader_ids: list[UUID] | None


class DocumentsLetter(Shape):
    """Documents in order of their sessions and of adding, and which of these readers take part."""

    documents: list[LetterDocument]
    reader_ids: list[UUID]
