"""What can be asked about answers that come by a link in a mail, or by mail."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.calendars import SessionAnswerGiven
from shared.api.agenda.coming import SessionAnswer
from shared.api.agenda.date_polls import Availability, AvailabilityGiven
from shared.api.page import Shape

Token = Annotated[str, Field(min_length=16, max_length=200)]


class AnswerAsked(Shape):
    """POST /answers:show (anyone who holds the secret; changes nothing): a SeenAnswer. NOT_FOUND for what never was or is over."""

    token: Token


class AnswerByLink(Shape):
    """POST /answers (anyone who holds the secret): a SeenAnswer; as often as they like until the session starts."""

    token: Token
    answer: SessionAnswer


class SeenAnswer(Shape):
    """One session, and what the person of the secret said of it; who that is stands in none of it."""

    network_id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    zone: str
    is_cancelled: bool
    takes_answers: bool
    answer: SessionAnswer | None
    is_waiting: bool


class PollAnswersAsked(Shape):
    """POST /poll-answers:show (anyone who holds the secret; changes nothing): a SeenPoll. NOT_FOUND for what never was or is over."""

    token: Token


class PollAnswersByLink(Shape):
    """POST /poll-answers (anyone who holds the secret): a SeenPoll; as often as they like until the poll closes.

    Dates that are left out stay as they were. AVAILABILITY_MISSING, DATE_POLL_CLOSED.
    """

    token: Token
    answers: Annotated[list[AvailabilityGiven], Field(max_length=100)]
    yes_counts: bool | None = None
    """Whether a yes to a date that is chosen is an answer to its session; None: as it was."""


class SeenPollDate(Shape):
    """One date, and what the person of the secret said of it."""

    id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    answer: Availability | None


class SeenPoll(Shape):
    """One date poll, for the person of the secret; who that is, what others say and what it is about stands in none of it.

    No dates once it takes no more answers.
    """

    network_id: UUID
    answer_until: AwareDatetime
    takes_answers: bool
    is_needed: bool = False
    """Whether it cannot be without them: coordinators see what they say."""
    yes_counts: bool = False
    """Whether their yes to a date that is chosen is an answer to its session."""
    dates: list[SeenPollDate]


class SeriesAnswersAsked(Shape):
    """POST /series-answers:show (anyone who holds the secret; changes nothing): a SeenSeries. NOT_FOUND for what never was or is over."""

    token: Token


class SeriesAnswersByLink(Shape):
    """POST /series-answers (anyone who holds the secret): a SeenSeries; as often as they like, of each until it starts.

    Sessions that are left out stay as they were. Who declines all that is still to come takes back what they said of the whole.
    """

    token: Token
    answers: Annotated[list[SessionAnswerGiven], Field(max_length=100)]
    """Of single sessions; each counts over what is said of the whole."""
    whole_series: SessionAnswer | None = None
    """Of all that is still to come, and of what is confirmed in the series later."""


class SeenSeriesSession(Shape):
    """One session of a series, and what the person of the secret said of it."""

    id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    answer: SessionAnswer | None
    is_waiting: bool


class SeenSeries(Shape):
    """The sessions of a series that take answers, in order of time, for the person of the secret; who that is stands in none of it."""

    network_id: UUID
    zone: str
    sessions: list[SeenSeriesSession]


class CalendarAnswer(Shape):
    """POST /answers:receive (operator only): the answer of a calendar (RFC 5546 REPLY), read from one mail: a Received.

    NOT_FOUND without the secret of an invitation; REPLY_NOT_YOURS, REPLY_FROM_LATER, REPLY_OUTDATED, NOTHING_TO_ANSWER.
    """

    addresses: Annotated[list[Annotated[str, Field(max_length=400)]], Field(max_length=50)]
    uid: Annotated[str, Field(max_length=300)]
    attendee: Annotated[str, Field(max_length=254)]
    answer: SessionAnswer
    sequence: Annotated[int, Field(ge=0)]
    stamped_at: AwareDatetime
    recurs_at: AwareDatetime | None


class AnswerPlace(Shape):
    """POST /answers:known (operator only): whether a mail came to the address of an invitation: an AnswerPlaceKnown."""

    addresses: Annotated[list[Annotated[str, Field(max_length=400)]], Field(max_length=50)]


class AnswerPlaceKnown(Shape):
    """Whether one of these addresses holds the secret of an invitation that left: only then a mail is given back to its sender."""

    is_known: bool


class Received(Shape):
    """Of how many sessions an answer was."""

    sessions: int
