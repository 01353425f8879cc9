"""What questions can be asked: proposing them, opening them, reading them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.networks import Theme
from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine, PostedProse
from shared.api.text import Line, Prose

QuestionStatus = Literal["PROPOSED", "ON_AGENDA", "WITHDRAWN"]
Track = Literal["RESEARCH", "IMPLEMENTATION"]


class QuestionView(Shape):
    """One question. Proposed ones are for members of the network; those on the agenda are for everybody.

    GET /questions/{id}?writers=; GET /networks/{network_id}/questions?status=&track=&first=&after= (Page, newest first);
    GET /networks/{network_id}/left-questions (PERSON, its coordinators; list): open questions of the networks that go on as
    this one; POST /networks/{network_id}/left-questions/{id}:adopt (ChangeQuestion) lets one go on here: STALE_VERSION,
    QUESTION_NOT_LEFT.
    POST /questions:batch (Ids; what the viewer may not see is left out); GET /questions/recent (PERSON: on the agenda in
    the viewer's networks, newest first, Page).
    """

    id: UUID
    network_id: UUID
    title: str
    why: str
    who_notices: str
    origin: str
    """The source or experience behind it."""
    theme: Theme
    track: Track
    status: QuestionStatus
    proposed_by: UUID | None
    """None for reference content, and for readers who are not members of the network."""
    proposed_at: AwareDatetime
    opened_at: AwareDatetime | None
    may_open: bool
    may_withdraw: bool
    may_note_content: bool = False
    content_note: str | None = None
    """What readers should know before they open why, who_notices and origin (C092); None where these are not heavy."""
    writers: list[UUID] | None = None
    """Everybody who wrote words of it, where a member asks that with ?writers=true, so that a report about it does not go to these
    (PR-7); the gateway shows it to nobody."""
    version: int


class ProposeQuestion(Posted):
    """POST /questions (PERSON, member of the network): a QuestionView. BR-001; each missing part is a problem at its field.

    Leave out what was not filled in: the answer then names all that is missing at once.
    """

    network_id: UUID
    title: Annotated[PostedLine, Field(max_length=2000)] = ""
    why: Annotated[PostedProse, Field(max_length=8000)] = ""
    who_notices: Annotated[PostedProse, Field(max_length=8000)] = ""
    origin: Annotated[PostedProse, Field(max_length=8000)] = ""
    theme: Theme | None = None
    track: Track = "RESEARCH"
    content_note: Annotated[PostedLine, Field(max_length=2000)] = ""


class NoteContent(Posted):
    """POST /questions/{id}:note-content (who proposed it, coordinators): what readers should know first; without words: nothing.

    A QuestionView. CONTENT_NOTE_TOO_LONG, COORDINATOR_NEEDED, ALREADY_WITHDRAWN, STALE_VERSION.
    """

    content_note: Annotated[PostedLine, Field(max_length=2000)] = ""
    version: int


class ChangeQuestion(Shape):
    """POST /questions/{id}:open (coordinator) and /questions/{id}:withdraw (who proposed it): a QuestionView; names the version it saw."""

    version: int


class LoadQuestion(Shape):
    """POST /questions:load (operator only): reference content as proposed questions; the same ``reference`` twice changes nothing."""

    reference: Annotated[str, Field(max_length=40)]
    network_id: UUID
    title: Annotated[Line, Field(max_length=2000)]
    why: Annotated[Prose, Field(max_length=8000)]
    who_notices: Annotated[Prose, Field(max_length=8000)]
    origin: Annotated[Prose, Field(max_length=8000)]
    theme: Theme
    track: Track
    content_note: Annotated[Line, Field(max_length=2000)] = ""


class QuestionNewsAsked(Shape):
    """POST /questions:news (notifications only): which of these may be said to these readers of this network, now?"""

    network_id: UUID
    question_ids: Annotated[list[UUID], Field(max_length=500)]
    reader_ids: Annotated[list[UUID], Field(max_length=500)]


class QuestionNews(Shape):
    """What still stands on the agenda (withdrawn and hidden ones are left out), and which of the readers may see it.

    Without a reader who may see it there are no questions either.
    """

    questions: list[QuestionView]
    reader_ids: list[UUID]
