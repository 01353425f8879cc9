"""What calendars can be asked: the address of a feed, and what stands behind it."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.coming import SessionAnswer
from shared.api.agenda.sessions import SessionStatus
from shared.api.page import Shape

Language = Literal["nl", "en"]


class CalendarFeedView(Shape):
    """GET /calendar-feeds/mine (PERSON; list): a feed, without its secret."""

    id: UUID
    network_id: UUID | None
    """None: all networks where its person takes part."""
    is_neutral: bool
    """Whether it says no more than that there is a session."""
    made_at: AwareDatetime
    used_on: date | None


class ResetCalendarFeed(Shape):
    """POST /calendar-feeds:reset (PERSON): a CalendarFeedMade; the address before it is over at once.

    is_neutral: None leaves it to who asks: what young people fetch says little, unless they choose otherwise.
    """

    network_id: UUID | None = None
    is_neutral: bool | None = None
    language: Language


class CalendarFeedMade(Shape):
    """A new secret, told once, and its feed."""

    token: str
    feed: CalendarFeedView


class ReadCalendarFeed(Shape):
    """POST /calendar-feeds:read (ANYONE who holds the secret): a CalendarFeedContents. NOT_FOUND for what never was one."""

    token: Annotated[str, Field(min_length=16, max_length=200)]


class CalendarEntry(Shape):
    """One session as it stands in a calendar; GET /sessions/{id}/calendar-entry (ANYONE).

    place, link: empty for readers who are no members; link also for who did not say they come and does not prepare it.
    revised_at: when date, place or whether it takes place last changed.
    """

    id: UUID
    network_id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    place: str
    status: SessionStatus
    sequence: int
    revised_at: AwareDatetime
    link: str = ""
    """Where to join online."""
    is_free: bool = False
    """Whether the reader said that they do not come: their time stays free."""


class CalendarFeedContents(Shape):
    """What stands behind a secret address now; ``is_over`` of one that was replaced: then there is nothing in it."""

    is_over: bool
    network_id: UUID | None
    is_neutral: bool
    language: Language
    entries: list[CalendarEntry]


class BusyTime(Shape):
    """A time at which somebody has something already; what it is, nobody asks."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime


class KeepBusyTimes(Shape):
    """POST /own-calendar (PERSON): when who asks has something in their own calendar, in place of what was kept before: an OwnCalendarView.

    until_at: until when that is known; at most 400 days ahead. BUSY_TIMES_NOT_POSSIBLE.
    """

    times: Annotated[list[BusyTime], Field(max_length=1000)]
    until_at: AwareDatetime


class OwnCalendarView(Shape):
    """GET /own-calendar (PERSON; NOT_FOUND where nothing is kept); POST /own-calendar:forget (PERSON) empties it.

    times: at how many times, of those that lie ahead, they have something.
    """

    kept_at: AwareDatetime
    until_at: AwareDatetime
    times: int


class OwnDate(Shape):
    """GET /date-polls/{id}/own-calendar (PERSON; list): whether who asks has something at a date of a poll; only of known dates."""

    date_id: UUID
    is_busy: bool


class SessionSetsAsked(Shape):
    """POST /session-sets/{id}:letter (notifications only): what invitations say now of the sessions of a network, to these readers.

    The id: of the network, for every series and every session by itself of which something is still to come; or of one
    series, or of one session that belongs to none. NOT_FOUND when there is nothing.
    """

    reader_ids: Annotated[list[UUID], Field(max_length=500)]


class SessionLetterAsked(Shape):
    """POST /sessions/{id}:letter (notifications only): what a reminder says of a session now. NOT_FOUND when it does not take place.

    coordinator_id: who looks at it beforehand; refused where they do not coordinate.
    """

    reader_ids: Annotated[list[UUID], Field(max_length=500)]
    coordinator_id: UUID | None = None


class LetterPoint(Shape):
    """One point on the agenda of a session, as a reminder tells it."""

    title: str
    minutes: int


class LetterReader(Shape):
    """Somebody who may be reminded of a session; answer: whether they come, where they said so."""

    person_id: UUID
    answer: SessionAnswer | None = None
    is_waiting: bool = False
    """Whether they would come, and there is no seat yet."""
    joins: bool = False
    """Whether they are told where to join it online: who said they come, and who prepares it."""


class SessionLetter(Shape):
    """When and where it is, what stands on its agenda, and which of these readers are expected there."""

    network_id: UUID
    series_id: UUID | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    place: str
    link: str = ""
    """Where to join online."""
    words: str = ""
    """What a coordinator adds."""
    points: list[LetterPoint]
    readers: list[LetterReader]


class AnswerOf(Shape):
    """POST /sessions/{id}:answer-of (notifications only): what one person said of a session: a TheirAnswer.

    NOT_FOUND when they are not expected there, or it is over.
    """

    person_id: UUID


class AnswerFor(AnswerOf):
    """POST /sessions/{id}:answer-for (notifications only): what one person says, on the word of a secret in their mail: a TheirAnswer.

    Who comes along and what they need stays as it was. Refused as an answer of their own. stamped_at: when a calendar said it;
    what was said since stays, and then is_taken is False.
    """

    answer: SessionAnswer
    stamped_at: AwareDatetime | None = None


class TheirAnswer(Shape):
    """One session, and what one person said of it."""

    network_id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    zone: str
    is_cancelled: bool
    takes_answers: bool
    answer: SessionAnswer | None
    is_waiting: bool
    is_taken: bool = True
    """False where an answer changed nothing, for something else was said after it."""


class SeriesAnswersOf(AnswerOf):
    """POST /series/{id}:answer-of (notifications only): what one person said of each session of a series: a TheirSeriesAnswers.

    NOT_FOUND when they are expected at none that is still to come.
    """


class SessionAnswerGiven(Shape):
    """What somebody says of one session of a series."""

    session_id: UUID
    answer: SessionAnswer


class SeriesAnswersFor(AnswerOf):
    """POST /series/{id}:answer-for (notifications only): what one person says of sessions of a series: a TheirSeriesAnswers.

    On the word of a secret in their mail. Sessions that are left out stay as they were; what is no session of this series, or
    takes no answers, is passed by. Who comes along and what they need stays as it was.
    """

    answers: Annotated[list[SessionAnswerGiven], Field(max_length=100)]
    """Of single sessions; each counts over what is said of the whole."""
    whole_series: SessionAnswer | None = None
    """Of all that is still to come and of what is confirmed later, as POST /series/{id}:answer."""


class SeriesSessionSaid(Shape):
    """One session of a series that takes answers, and what one person said of it; None for what was said of an earlier date."""

    id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    answer: SessionAnswer | None
    is_waiting: bool


class TheirSeriesAnswers(Shape):
    """The sessions of a series at which one person is expected, in order of time, and what they said."""

    network_id: UUID
    zone: str
    sessions: list[SeriesSessionSaid]


class SetSession(CalendarEntry):
    """One session of a set. first_starts_at: when it was to start when it was confirmed."""

    number: int
    first_starts_at: AwareDatetime
    cancel_reason: str = ""
    was_off: bool = False
    """Whether it was called off before, and takes place after all."""
    reader_ids: list[UUID] | None = None
    """Who of the readers is expected, where it is for one perspective; None: all of them."""
    joiner_ids: list[UUID] = []
    """Who of the readers is told where to join it online: who said they come, and who prepares it."""
    comer_ids: list[UUID] = []
    """Who of the readers said already that they come."""


class SessionSet(Shape):
    """The sessions of one series, or one session by itself: what a calendar knows under one UID. In order of when they were first to be."""

    id: UUID
    is_series: bool
    sessions: list[SetSession]


class SessionSets(Shape):
    """Sessions to which people are invited; which of these readers take part, and who of them is told little."""

    network_id: UUID
    sets: list[SessionSet]
    reader_ids: list[UUID]
    neutral_ids: list[UUID]
