"""What can be asked about minutes: what was said of each agenda point, its versions, comments, addenda and actions."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.stories import StoryView
from shared.api.page import Shape
from shared.api.posting import Posted, PostedProse
from shared.api.text import Line

MinutesStatus = Literal["DRAFT", "SHARED", "ESTABLISHED"]
EstablishedWay = Literal["CHECKED", "NO_OBJECTION"]
ActionStatus = Literal["OPEN", "DONE", "CANCELLED"]
LineChange = Literal["SAME", "ADDED", "REMOVED"]


class ActionView(Shape):
    """One action, for members once its minutes are shared, before that for who writes them. GET /actions/{id}.

    GET /actions/mine?status=&first=&after= (PERSON, Page, the one that is due first first): what who asks does over all
    networks, and what nobody does there where they write the minutes. GET /sessions/{id}/open-actions (list): what is still
    open when this session comes, where it is the next one. POST /actions:batch (Ids; list).
    """

    id: UUID
    session_id: UUID
    network_id: UUID
    agenda_point_id: UUID | None
    origin: str
    """The title of the agenda point under which it was agreed; empty: under none."""
    agreed_at: AwareDatetime
    """When that session started."""
    text: str
    owner_id: UUID | None
    organisation: str
    """The name of the organisation that does it; empty where a person does."""
    has_owner: bool
    """Whether somebody who takes part, or an organisation, does it."""
    due_on: date | None
    status: ActionStatus
    is_adopted: bool = False
    """Whether it goes on in another network than where it was agreed."""
    is_overdue: bool
    answer: str
    """What came of it, or why it was dropped."""
    closed_at: AwareDatetime | None
    may_assign: bool
    may_close: bool
    may_reopen: bool
    version: int


class AssignAction(Shape):
    """POST /actions/{id}:assign (secretary or coordinator): an ActionView. One owner: a member, or an organisation by its name.

    POST /networks/{id}/left-actions/{id}:adopt (coordinator of the successor): the same for an action of a network that goes on
    as this one; GET /networks/{id}/left-actions (coordinator, list) tells which there are (J22).
    ACTION_INCOMPLETE with problems at ``owner`` and ``due_on``.
    """

    owner_id: UUID | None = None
    organisation: Annotated[Line, Field(max_length=200)] = ""
    due_on: date | None = None
    version: int


class CloseAction(Posted):
    """POST /actions/{id}:complete and :drop (its owner, secretary or coordinator): an ActionView. Dropping asks why."""

    answer: Annotated[PostedProse, Field(max_length=4000)] = ""
    version: int


class ReopenAction(Shape):
    """POST /actions/{id}:reopen (as who could close it): an ActionView."""

    version: int


class PartView(Shape):
    """What the minutes say of one agenda point; without a point: of everything else."""

    agenda_point_id: UUID | None
    title: str
    text: str


class CommentView(Shape):
    """What one member said of shared minutes."""

    id: UUID
    agenda_point_id: UUID | None
    text: str
    is_objection: bool
    author_id: UUID | None
    made_at: AwareDatetime
    answer: str
    is_adopted: bool | None
    """None: not answered yet."""
    answered_at: AwareDatetime | None
    writers: list[UUID] | None = None
    """Who wrote it and who answered it, where writers are asked; as with the minutes themselves."""


class AddendumView(Shape):
    """A correction of established minutes."""

    id: UUID
    text: str
    added_by: UUID | None
    added_at: AwareDatetime


class VersionView(Shape):
    """That minutes were written at a moment."""

    number: int
    written_by: UUID | None
    written_at: AwareDatetime


class MinutesView(Shape):
    """The minutes of a session, for members once they are shared, before that for who writes them; else NOT_FOUND.

    GET /sessions/{id}/minutes?parts=&comments=&addenda=&actions=&versions=&notes=&stories=&writers=; who writes gets them before
    anything stands there (version 0). GET /networks/{id}/minutes?series_id=&parts=&addenda=&actions=&stories=&first=&after= (Page, the
    newest session first). GET /minutes/waiting (PERSON, list): what asks something of who writes. POST /minutes:batch (Ids; list).
    """

    session_id: UUID
    network_id: UUID
    series_id: UUID | None
    starts_at: AwareDatetime
    status: MinutesStatus
    due_on: date
    begun_at: AwareDatetime | None
    shared_at: AwareDatetime | None
    comments_until: AwareDatetime | None
    established_at: AwareDatetime | None
    established_way: EstablishedWay | None
    may_write: bool
    """Whether who asks is secretary or coordinator and the minutes can still change."""
    may_comment: bool
    may_answer: bool
    may_establish: bool
    """Whether the time to comment is over, for who writes; comments that wait or an objection can still stand in the way."""
    may_add_addendum: bool
    version: int
    parts: list[PartView] | None = None
    comments: list[CommentView] | None = None
    addenda: list[AddendumView] | None = None
    actions: list[ActionView] | None = None
    versions: list[VersionView] | None = None
    stories: list[StoryView] | None = None
    notes: list[PartView] | None = None
    """What was noted on the day itself, for who writes."""
    writers: list[UUID] | None = None
    """Everybody who wrote in them, so that a report about them does not go to these (PR-7); the gateway shows it to nobody."""


class ChangedLineView(Shape):
    """One line of two versions."""

    change: LineChange
    text: str


class ChangedPartView(Shape):
    """One part of two versions, line by line."""

    title: str
    lines: list[ChangedLineView]


class VersionChangesView(VersionView):
    """GET /sessions/{id}/minutes/versions/{number}: one version beside the one before it, for who may read the minutes."""

    changes: list[ChangedPartView]


class WrittenPart(Shape):
    """What is written of one agenda point; without a point: of everything else."""

    agenda_point_id: UUID | None = None
    text: Annotated[PostedProse, Field(max_length=50_000)] = ""


class WriteMinutes(Posted):
    """POST /sessions/{id}/minutes:write (secretary or coordinator): a MinutesView. Parts that are left out stay as they were.

    Each line that begins with "Afspraak:" becomes an action. version: 0 where nothing stood.
    """

    version: int
    parts: Annotated[list[WrittenPart], Field(max_length=100)]


class ChangeMinutes(Shape):
    """POST /sessions/{id}/minutes:share and :establish (secretary or coordinator): a MinutesView.

    ACTION_INCOMPLETE with a problem at ``actions.<id>`` for each that lacks an owner or a day.
    """

    version: int


class CommentOnMinutes(Posted):
    """POST /sessions/{id}/minutes:comment (PERSON, member, within ten days): a MinutesView."""

    agenda_point_id: UUID | None = None
    text: Annotated[PostedProse, Field(max_length=8000)] = ""
    is_objection: bool = False


class AnswerComment(Posted):
    """POST /minutes-comments/{id}:answer (secretary or coordinator): a MinutesView."""

    answer: Annotated[PostedProse, Field(max_length=8000)] = ""
    is_adopted: bool


class AddAddendum(Posted):
    """POST /sessions/{id}/minutes:add (secretary or coordinator): a MinutesView."""

    text: Annotated[PostedProse, Field(max_length=50_000)] = ""


class MinutesLetterAsked(Shape):
    """POST /sessions/{id}/minutes:letter (notifications only). about: SHARED for members, MISSED for who writes."""

    about: Literal["SHARED", "MISSED"]
    reader_ids: Annotated[list[UUID], Field(max_length=500)]


class MinutesLetter(Shape):
    """What may be said about minutes now; NOT_FOUND or CONFLICT when there is nothing to say any more."""

    network_id: UUID
    series_id: UUID | None = None
    starts_at: AwareDatetime
    due_on: date
    comments_until: AwareDatetime | None
    reader_ids: list[UUID]
    """Who of those may hear of it, in the order asked."""
    actions: dict[UUID, int]
    """How many open actions of that session each reader has; who has none is left out."""


class ActionLetterAsked(Shape):
    """POST /actions/{id}:letter (notifications only). due_on: the day that the mail is about; another one by now: CONFLICT."""

    due_on: date
    reader_ids: Annotated[list[UUID], Field(max_length=500)]


class ActionLetter(Shape):
    """What may be said about an open action now; NOT_FOUND or CONFLICT when there is nothing to say any more."""

    network_id: UUID
    text: str
    due_on: date
    agreed_at: AwareDatetime
    organisation: str
    owner_id: UUID | None
    reader_ids: list[UUID]
    """Who of those has something to do with it: its owner, or who writes the minutes; in the order asked."""
