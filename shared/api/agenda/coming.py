"""What can be asked about who comes: answers, seats, needs, asking a perspective, and attendance."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.date_polls import PerspectiveCode
from shared.api.page import Shape
from shared.api.text import Prose

SessionAnswer = Literal["COMING", "MAYBE", "NOT_COMING"]
AccessNeed = Literal["INTERPRETER", "CHILDCARE", "STEP_FREE", "ALLOWANCE"]


class NetworkNeed(Shape):
    """How many people of a perspective a network needs at its sessions."""

    network_id: UUID
    perspective: PerspectiveCode
    minimum: Annotated[int, Field(ge=0, le=1000)]


class PerspectiveNeed(Shape):
    """The same, of one network."""

    perspective: PerspectiveCode
    minimum: Annotated[int, Field(ge=0, le=1000)]


class AnswerSession(Shape):
    """POST /sessions/{id}:answer (PERSON, member): a SessionView; POST /series/{id}:answer: a SeriesAnswered.

    Left out: companions and support person none, and what is needed stays as it was. NOT_COMING is always possible, until
    the session starts. Who comes while there is no seat, waits for one.
    """

    answer: SessionAnswer
    companions: Annotated[int, Field(ge=0, le=100)] = 0
    with_support_person: bool = False
    access_needs: Annotated[list[AccessNeed], Field(max_length=10)] | None = None
    access_note: Annotated[Prose, Field(max_length=2000)] = ""


class SeriesAnswered(Shape):
    """The sessions of a series that were answered: those still to come, in order of time."""

    session_ids: list[UUID]


class SetSeats(Shape):
    """POST /sessions/{id}:set-seats (PERSON, coordinator): a SessionView.

    capacity: None takes the limit away. kept: by perspective, how many of the seats are kept free for it. release_days: so many
    days before it starts these become free for everybody; None: they never do; AS_IT_IS: as it was chosen, three where nothing
    was ever kept.
    """

    capacity: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] | None
    kept: Annotated[list[PerspectiveNeed], Field(max_length=20)] = []
    release_days: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] | Literal["AS_IT_IS"] | None = "AS_IT_IS"


class AskPerspective(Shape):
    """POST /sessions/{id}:ask-perspective (PERSON, coordinator): a SessionView; once for each session and perspective."""

    perspective: PerspectiveCode


class WasThere(Shape):
    """Whether one person was at a session."""

    person_id: UUID
    was_there: bool


class RecordAttendance(Shape):
    """POST /sessions/{id}:record-attendance (PERSON, coordinator or secretary): a SessionView.

    People who are left out stay as they were. needs: the minimums of the network, kept with the counts (BR-044).
    """

    people: Annotated[list[WasThere], Field(max_length=100)]
    needs: Annotated[list[PerspectiveNeed], Field(max_length=20)] = []


class ComingAsked(Shape):
    """POST /sessions:coming (PERSON): a list of ComingView, of the sessions of networks where the viewer takes part."""

    session_ids: Annotated[list[UUID], Field(max_length=100)]
    needs: Annotated[list[NetworkNeed], Field(max_length=2000)] = []


class MySessionAnswer(Shape):
    """What the viewer said of one session, and needs there."""

    answer: SessionAnswer
    companions: int
    with_support_person: bool
    is_waiting: bool
    is_outdated: bool = False
    """Whether it was said before the session moved."""


class PerspectiveComing(Shape):
    """What may be told of one perspective; figures to coordinators, or of three people or more."""

    perspective: str
    minimum: int
    is_enough: bool
    members: int | None
    coming: int | None
    waiting: int | None
    maybe: int | None
    not_coming: int | None
    asked_at: AwareDatetime | None = None
    """When it was asked to come, for coordinators."""


class SeatsView(Shape):
    """How the seats of a session stand, for coordinators."""

    capacity: int | None
    kept: list[PerspectiveNeed]
    taken: int
    held: int
    """Kept for perspectives below their minimum, and still free."""
    release_days: int | None = None


class ComingView(Shape):
    """Who comes to one session, as a member may see it."""

    session_id: UUID
    may_answer: bool
    my_answer: MySessionAnswer | None
    access_needs: list[AccessNeed]
    access_note: str
    is_full: bool
    """Whether who says now that they come would wait for a seat."""
    kept_until: AwareDatetime | None = None
    """When the seats that are kept for perspectives become free for everybody, where any are kept now.

    For who does not coordinate also where all of those are taken: a seat of one person is not theirs to know.
    """
    perspectives: list[PerspectiveComing]
    """For who does not coordinate without the groups of fewer than three people."""
    small_groups_enough: bool | None = None
    """Whether enough of each of those come, as one word; None for coordinators, and where it is of fewer than three people."""
    may_manage: bool
    """Whether the viewer may set the seats and ask a perspective now."""
    seats: SeatsView | None
    """None for who does not coordinate."""


class PersonComing(Shape):
    """GET /sessions/{id}/people?answered=&first=&after= (coordinators; secretaries see who takes part, and no answers): a Page."""

    person_id: UUID
    perspective: str
    answer: SessionAnswer | None
    companions: int
    with_support_person: bool
    is_waiting: bool
    access_needs: list[AccessNeed]
    access_note: str
    was_there: bool | None


class AttendanceAsked(Shape):
    """POST /sessions:attendance (PERSON): a list of AttendanceView, of the sessions of networks where the viewer takes part."""

    session_ids: Annotated[list[UUID], Field(max_length=100)]


class PerspectiveAttendance(Shape):
    """How many people of a perspective were there; figures to coordinators, or of three people or more."""

    perspective: str
    minimum: int
    was_enough: bool
    members: int | None
    came: int | None


class AttendanceView(Shape):
    """Who was at one session, by perspective; none of it before it was recorded."""

    session_id: UUID
    is_recorded: bool
    may_record: bool
    perspectives: list[PerspectiveAttendance]


class AbsentPerspectives(Shape):
    """GET /networks/{id}/absent-perspectives (PERSON, coordinator): of which perspectives nobody came twice in a row (J23)."""

    perspectives: list[str]


class ComingLetterAsked(Shape):
    """POST /sessions/{id}:coming-letter (notifications only): what may be said about who comes, and to whom of these now?

    about: SEAT to who has a seat; ASKED to who has not answered, of a perspective below its minimum in ``needs``; MISSING
    to coordinators, while there is such a perspective.
    """

    about: Literal["SEAT", "ASKED", "MISSING"]
    reader_ids: Annotated[list[UUID], Field(max_length=500)]
    needs: Annotated[list[PerspectiveNeed], Field(max_length=20)] = []


class MissingPerspective(Shape):
    """A perspective of which too few people come, for a mail to coordinators."""

    perspective: str
    coming: int
    minimum: int


class ComingLetter(Shape):
    """What a mail about who comes says; ``reader_ids``: who of those asked may get it."""

    network_id: UUID
    series_id: UUID | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    place: str
    link: str = ""
    """Where to join online, for who has a seat."""
    is_online: bool = False
    missing: list[MissingPerspective]
    perspectives: dict[UUID, str]
    """From which perspective each reader takes part."""
    reader_ids: list[UUID]
