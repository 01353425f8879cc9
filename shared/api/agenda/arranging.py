"""What arranging an agenda can be asked: order and minutes, answers to what was proposed, publishing, and what waits."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.sessions import AddAgendaPoint, Purpose
from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine

CarryTo = Literal["NEXT", "BACKLOG"]
Reason = Annotated[PostedLine, Field(max_length=2000)]


class PlacedPoint(Shape):
    """One point at its place."""

    agenda_point_id: UUID
    minutes: Annotated[int, Field(ge=0, le=10_000)]


class ArrangeAgenda(Shape):
    """POST /sessions/{id}:arrange (PERSON, coordinator or facilitator): all points of its agenda, in order; a SessionView.

    version: of the session. NOT_ON_THIS_AGENDA with a problem at ``points.3`` for what stands elsewhere, and at ``points``
    when some are missing. AGENDA_TOO_LONG only once it is published.
    """

    points: Annotated[list[PlacedPoint], Field(max_length=500)]
    version: int


class PublishAgenda(Posted):
    """POST /sessions/{id}:publish-agenda (PERSON, coordinator or facilitator): a SessionView.

    AGENDA_NOT_READY with a problem at ``points.3`` for each point that lacks something: OWNER_MISSING, DECISION_NOT_PREPARED.
    AGENDA_AT_SHORT_NOTICE without a reason when the session is within seven days.
    """

    short_notice_reason: Reason = ""
    version: int


class CarryOver(Shape):
    """POST /sessions/{id}:carry-over (PERSON, coordinator or facilitator), after a session: a SessionView.

    reached: the points it reached; the others go to the next session (``to`` NEXT), or wait (``to`` BACKLOG).
    """

    reached: Annotated[list[UUID], Field(max_length=500)]
    to: CarryTo
    version: int


class ProposeAgendaPoint(AddAgendaPoint):
    """POST /networks/{id}/agenda-points (PERSON, member): for no session yet; an AgendaPointView."""


class ChangeAgendaPoint(AddAgendaPoint):
    """POST /agenda-points/{id}:change (its owner, who proposed it, or who arranges): an AgendaPointView.

    owner_id: who brings it in; without one it stays whose it is. Only who arranges gives it to somebody else.
    """

    owner_id: UUID | None = None
    version: int


class AcceptAgendaPoint(Shape):
    """POST /agenda-points/{id}:accept (PERSON, coordinator or facilitator): an AgendaPointView.

    session_id: on whose agenda it comes to stand; without one it stays where it stands.
    """

    session_id: UUID | None = None
    version: int


class AnswerAgendaPoint(Posted):
    """POST /agenda-points/{id}:park and :decline (PERSON, coordinator or facilitator): an AgendaPointView.

    reason: one sentence, which who proposed it gets.
    """

    reason: Reason = ""
    version: int


class WithdrawAgendaPoint(Shape):
    """POST /agenda-points/{id}:withdraw (who proposed it), while it stands on no agenda: a PointWithdrawn."""

    version: int


class PointWithdrawn(Shape):
    """A point was taken back."""

    network_id: UUID


class AgendaShareView(Shape):
    """One perspective; of fewer than three people no figures."""

    perspective: str
    is_heard: bool
    minutes: int | None
    percent: int | None
    """Of the minutes of all perspectives that have figures."""


class AgendaSharesView(Shape):
    """GET /networks/{id}/agenda-shares (PERSON, coordinator or facilitator): whose points took the time in the last year."""

    from_at: AwareDatetime
    shares: list[AgendaShareView]
    """The most first."""
    most: str | None
    """The perspective that took more than half."""
    unheard: list[str]
    """The perspectives that had no time."""


class AgendaLetterAsked(Shape):
    """POST /sessions/{id}:agenda-letter (notifications only): what may be said of an agenda, and to whom of these people, now?

    about: PUBLISHED goes to who takes part; UNPUBLISHED to who arranges, as long as it is not published.
    """

    about: Literal["PUBLISHED", "UNPUBLISHED"]
    reader_ids: Annotated[list[UUID], Field(max_length=500)]


class AgendaLetterPoint(Shape):
    """One point, with the moment at which it begins when all before it take their time."""

    title: str
    purpose: Purpose
    minutes: int
    starts_at: AwareDatetime


class AgendaLetter(Shape):
    """What a mail about an agenda says; ``reader_ids``: who of those asked may get it."""

    network_id: UUID
    series_id: UUID | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    zone: str
    place: str
    short_notice_reason: str
    points: list[AgendaLetterPoint]
    reader_ids: list[UUID]


class AgendaPointLetter(Shape):
    """POST /agenda-points/{id}:letter (notifications only): what became of a point, for who proposed it."""

    network_id: UUID
    title: str
    status: Literal["PROPOSED", "ACCEPTED", "PARKED", "DECLINED"]
    answer: str
    session_id: UUID | None
    starts_at: AwareDatetime | None
    """When the session is on whose agenda it stands."""
    carried_from_at: AwareDatetime | None
    """When the session was that did not reach it."""
    zone: str
    proposed_by: UUID
