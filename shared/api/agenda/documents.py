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
