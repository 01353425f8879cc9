"""What date polls can be asked: opening one, answering, closing, choosing the dates, and how it stands."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.planning import DateReason, Need
from shared.api.agenda.sessions import SchoolRegion, SessionType, SessionView
from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine, PostedProse
from shared.api.text import Line

DatePollStatus = Literal["OPEN", "CLOSED", "DECIDED", "EXPIRED"]
Availability = Literal["YES", "IF_NEEDED", "NO"]
CoverageMeasure = Literal["OTHER_TIME", "ONLINE", "PRE_MEETING", "SUPPORT_PERSON"]
PerspectiveCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z_]{1,39}$")]


class PolledDate(Shape):
    """One date that can be chosen."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime


class OpenDatePoll(Posted):
    """POST /date-polls (PERSON, coordinator): a DatePollView. At most 24 dates; answers are in before the first of them.

    regions: whose school holidays count; None: those of ``provinces``, where none means the whole country (BR-041).
    needs: which perspectives count; None: one of every perspective that takes part (BR-040).
    """

    network_id: UUID
    title: Annotated[PostedLine, Field(max_length=2000)] = ""
    words: Annotated[PostedProse, Field(max_length=8000)] = ""
    """What a coordinator adds; it stands at the poll, in the mail with which it opens and in its reminder."""
    place: Annotated[Line, Field(max_length=200)] = ""
    link: Annotated[Line, Field(max_length=2000)] = ""
    """Where to join online, of the sessions that its dates become; coordinators only see it until then."""
    type: SessionType = "REGULAR"
    """Of what kind those sessions are; no pre-meeting."""
    dates: Annotated[list[PolledDate], Field(max_length=100)]
    answer_until: AwareDatetime
    regions: Annotated[list[SchoolRegion], Field(max_length=3)] | None = None
    provinces: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20)] = []
    needs: Annotated[list[Need], Field(max_length=20)] | None = None
    needed_ids: Annotated[list[UUID], Field(max_length=20)] = []
    """People without whom it cannot be, at most six: no young people and no parents. They are told; coordinators see what they say."""


class AvailabilityGiven(Shape):
    """What somebody says of one date."""

    date_id: UUID
    availability: Availability


class AnswerDatePoll(Shape):
    """POST /date-polls/{id}:answer (PERSON, member): a DatePollView. Dates that are left out stay as they were."""

    answers: Annotated[list[AvailabilityGiven], Field(max_length=100)]
    yes_counts: bool | None = None
    """Whether a yes to a date that is chosen is an answer to its session: they come. None: as it was, at first not.

    False without answers also after the closing, until the dates are chosen.
    """


class MeasureChosen(Shape):
    """What is done for a perspective on the dates that leave it out (BR-043)."""

    perspective: PerspectiveCode
    measure: CoverageMeasure


class ConfirmDates(Shape):
    """POST /date-polls/{id}:confirm (PERSON, coordinator): a DatesConfirmed.

    COVERAGE_NOT_MET with a problem at ``measures`` for each perspective that a date leaves out while nothing was chosen for
    it; such a problem begins with the code of the perspective.
    """

    date_ids: Annotated[list[UUID], Field(max_length=100)]
    measures: Annotated[list[MeasureChosen], Field(max_length=30)] = []
    place: Annotated[Line, Field(max_length=200)] | None = None
    link: Annotated[Line, Field(max_length=2000)] | None = None
    """Where to join online; None: as the poll said, as ``place``."""
    goes_without: bool = False
    """Also on dates on which somebody is missing without whom it could not be; else NEEDED_CANNOT_COME with those days."""


class PollPerspective(Shape):
    """One perspective of a poll; no figures of fewer than three people."""

    perspective: str
    minimum: int
    members: int | None
    answered: int | None


class PerspectiveCoverage(Shape):
    """What may be told of one perspective at one date; of fewer than three people only whether enough of them can come."""

    perspective: str
    is_enough: bool
    members: int | None
    yes: int | None
    if_needed: int | None
    no: int | None
    share_percent: int | None
    """A yes counts one, an if-needed a half, out of all who take part (BR-040)."""


class NeededAnswer(Shape):
    """What somebody without whom it cannot be says of one date; None: nothing yet."""

    person_id: UUID
    answer: Availability | None


class DatePollDateView(Shape):
    """One date of a poll.

    rank: its place in the order of BR-040, left_out: the perspectives below their minimum, coverage: the lowest first;
    None for a member who has not answered yet, so that nobody is led by it.
    """

    id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    my_answer: Availability | None
    reasons: list[DateReason]
    rank: int | None
    left_out: list[str] | None
    coverage: list[PerspectiveCoverage] | None
    """For who does not coordinate without the groups of fewer than three people."""
    small_groups_enough: bool | None = None
    """Whether enough of each of those can come, as one word; None for coordinators, and where it is of fewer than three people."""
    needed: list[NeededAnswer] | None = None
    """For coordinators only. With them these dates stand first on which nobody of these is missing."""
    session_id: UUID | None
    measures: list[MeasureChosen]


class DatePollView(Shape):
    """One date poll, for members of its network.

    GET /date-polls/{id}; GET /networks/{network_id}/date-polls?status=&first=&after= (Page, newest first, without dates);
    GET /date-polls/waiting?first= (PERSON: what they can answer, and as a coordinator choose dates of; list, without dates).
    """

    id: UUID
    network_id: UUID
    title: str
    words: str = ""
    place: str
    link: str | None = None
    """Where to join online what its dates become; None for who does not coordinate."""
    type: SessionType = "REGULAR"
    status: DatePollStatus
    answer_until: AwareDatetime
    opened_at: AwareDatetime
    closed_at: AwareDatetime | None
    decided_at: AwareDatetime | None
    series_id: UUID | None
    has_answered: bool
    may_answer: bool
    may_close: bool
    may_decide: bool
    is_needed: bool = False
    """Whether it cannot be without who asks: coordinators see what they say."""
    yes_counts: bool = False
    """Whether their yes to a date that is chosen is an answer to its session."""
    answered_from: str | None = None
    """From which perspective who asks answered; None before that, and in lists. They answer this poll from no other."""
    version: int
    members: int | None = None
    """How many people take part; with the dates only, as what follows."""
    answered: int | None = None
    """How many of them answered; None where that would tell of fewer than three people."""
    perspectives: list[PollPerspective] | None = None
    needed_ids: list[UUID] | None = None
    """Without whom it cannot be; for coordinators only."""
    first_choice: list[str] = []
    """The perspectives of which too few came last time, so that their dates go first (BR-044); for members without small groups."""
    dates: list[DatePollDateView] | None = None
    """In the order of BR-040, or of time for who may not see the result yet."""


class DatesConfirmed(Shape):
    """A poll of which the dates were chosen, and the sessions they became."""

    date_poll: DatePollView
    sessions: list[SessionView]


class DatePollLetterAsked(Shape):
    """POST /date-polls/{id}:letter (notifications only): what may be said about a poll, and to whom of these people, now?

    about: INVITATION and REMINDER go to who has not answered, while it is open; COMPLETE to coordinators, until it is decided.
    """

    about: Literal["INVITATION", "REMINDER", "COMPLETE"]
    reader_ids: Annotated[list[UUID], Field(max_length=500)]


class DatePollLetter(Shape):
    """What a mail about a poll says; ``reader_ids``: who of those asked may get it."""

    network_id: UUID
    title: str
    answer_until: AwareDatetime
    dates: int
    first_starts_at: AwareDatetime
    last_starts_at: AwareDatetime
    reader_ids: list[UUID]
    needed_ids: list[UUID] = []
    """Which of these it cannot be without."""
    words: str = ""


class PollAnswersOf(Shape):
    """POST /date-polls/{id}:answer-of (notifications only): what one person said of a poll: a TheirPollAnswers.

    NOT_FOUND when they do not take part in its network.
    """

    person_id: UUID


class PollAnswersFor(PollAnswersOf):
    """POST /date-polls/{id}:answer-for (notifications only): what one person says, on the word of a secret: a TheirPollAnswers.

    Dates that are left out stay as they were. Refused as an answer of their own.
    """

    answers: Annotated[list[AvailabilityGiven], Field(max_length=100)]
    yes_counts: bool | None = None


class TheirPollDate(Shape):
    """One date of a poll, and what one person said of it."""

    id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    answer: Availability | None


class TheirPollAnswers(Shape):
    """One poll, and what one person said of its dates, in order of time; no dates once it takes no more answers."""

    network_id: UUID
    answer_until: AwareDatetime
    takes_answers: bool
    is_needed: bool = False
    """Whether it cannot be without them: coordinators see what they say."""
    yes_counts: bool = False
    """Whether their yes to a date that is chosen is an answer to its session."""
    dates: list[TheirPollDate]
