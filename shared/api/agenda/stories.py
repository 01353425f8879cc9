"""What can be asked about words that are somebody's: a story that needs permission, and what is taken out on request (BR-052)."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine, PostedProse
from shared.api.text import Prose

StoryStatus = Literal["ASKED", "GIVEN", "KEPT_OUT", "WITHDRAWN"]

TAKEN_OUT = "[hier is tekst weggehaald op verzoek]"
"""What stands in minutes where words were taken out, as agenda writes it; pages show it in the language of their reader."""
NAME_TAKEN_OUT = "Na het vaststellen is een naam in dit verslag vervangen door: een lid."
"""The addition to established minutes when somebody in them was erased; shown as TAKEN_OUT is."""


class StoryView(Shape):
    """A story in minutes: shown once its teller said yes (BR-052). GET /stories/{id}: for its teller, and for who writes.

    GET /stories/waiting (PERSON, list): the stories of who asks that wait for an answer. To others one that waits is KEPT_OUT.
    """

    id: UUID
    session_id: UUID
    network_id: UUID
    agenda_point_id: UUID | None
    text: str
    """Empty for who may not read it, and for everybody once it may not stand there."""
    content_note: str | None = None
    """What readers should know before they open it (C092); None where it is not heavy, and where there is no text."""
    status: StoryStatus
    teller_id: UUID | None
    """For its teller and for who writes; None for others, and when that person was erased since."""
    told_at: AwareDatetime
    """When the session started at which it was told."""
    asked_at: AwareDatetime
    may_answer: bool
    """Whether who asks told this, and can say yes or no."""
    may_withdraw: bool
    """Whether who asks told this, and can take it out again."""
    may_remove: bool
    """Whether who asks writes these minutes, and can take it out for its teller."""
    version: int


class AskForStory(Posted):
    """POST /sessions/{id}/stories (secretary or coordinator): a StoryView without its words. Its teller is asked; who writes down
    their own is not.

    TELLER_AWAY for who takes no part in the session.
    """

    agenda_point_id: UUID | None = None
    teller_id: UUID
    text: Annotated[PostedProse, Field(max_length=16_000)] = ""
    content_note: Annotated[PostedLine, Field(max_length=2000)] = ""


class AnswerStory(Shape):
    """POST /stories/{id}:answer (its teller, also after they left): a StoryView without its words. False after yes: it is taken
    out again.

    POST /stories/{id}:remove (secretary or coordinator, for its teller): a MinutesView.
    """

    allows: bool


class TakeOutWords(Shape):
    """POST /sessions/{id}/minutes:take-out (secretary or coordinator, also once established): a MinutesView.

    The words go everywhere they stand: in every version, remarks, additions, notes, stories and actions; they do not come back.
    whole: everything that was written or said of the agenda point, or of no point, but additions; without it ``text``.
    NOTHING_TO_TAKE_OUT where the words stand nowhere.
    """

    text: Annotated[Prose, Field(max_length=50_000)] = ""
    whole: bool = False
    agenda_point_id: UUID | None = None


class StoryLetter(Shape):
    """What may be said about a story that waits for its teller. GET /stories/{id}/letter (notifications only).

    NOT_FOUND or CONFLICT when it waits no more.
    """

    network_id: UUID
    told_at: AwareDatetime
    """When the session started at which it was told."""
    teller_id: UUID
