"""What is true of minutes: their life, until when they are drafted and commented on, and who may do what (BR-050, BR-052)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.sessions.domain.days import SATURDAY, public_holiday
from services.agenda.sessions.domain.rhythm import ZONE
from services.agenda.sessions.domain.sessions import CANCELLED, SessionCancelled, SessionFacts
from shared.errors import Conflict, Invalid, NotAllowed, Problem

MinutesStatus = Literal["DRAFT", "SHARED", "ESTABLISHED"]
DRAFT: Final = "DRAFT"
SHARED: Final = "SHARED"
ESTABLISHED: Final = "ESTABLISHED"
FOR_MEMBERS: tuple[MinutesStatus, ...] = (SHARED, ESTABLISHED)
"""Minutes that every member reads; a draft is for who writes it."""
Way = Literal["", "CHECKED", "NO_OBJECTION"]
"""How minutes were established: by the secretary after the check at the next session, or because nobody objected."""

WRITING: Final = "SECRETARY"
"""Who holds this role writes the minutes, and so may who coordinates."""

DRAFTED_WITHIN = 5
"""Working days after the session."""
REMINDED_AFTER = 4
"""Working days after the session, where nothing was written yet."""
REMINDED_AT = time(9)
COMMENTS_FOR = timedelta(days=10)
LAST_MINUTE = time(23, 59)
ASKED_FOR = timedelta(days=30)
"""Sessions that were longer ago are not asked for minutes by themselves."""
KEPT_YEARS = 10
"""How long minutes and what was agreed are kept after the session (DOMAIN 9)."""

LONGEST_PART = 20_000
LONGEST_COMMENT = 2_000
MOST_COMMENTS = 100


class MinutesTooEarly(Conflict):
    """This session has not begun; there is nothing to write down yet."""


class SecretaryNeeded(NotAllowed):
    """Only the secretary or a coordinator of this network may do this."""


class AlreadyEstablished(Conflict):
    """These minutes are established; what is wrong in them is corrected by an addendum."""


class MinutesEmpty(Invalid):
    """Nothing is written in these minutes yet."""


class WordsIncomplete(Invalid):
    """Some words are missing, or there are too many."""


class MinutesNotShared(Conflict):
    """These minutes were not shared yet."""


class CommentsClosed(Conflict):
    """The time to comment on these minutes is over."""


class TooManyComments(Conflict):
    """Minutes take at most a hundred comments."""


class CommentsOpen(Conflict):
    """Members can still comment on these minutes."""


class AnswersMissing(Conflict):
    """Some comments were not answered yet."""


class ObjectionOpen(Conflict):
    """There is an objection to these minutes: they are checked at the next session first."""


class NotEstablished(Conflict):
    """These minutes are not established yet; change them themselves."""


class MinutesFacts(NamedTuple):
    """The minutes of one session as they are stored; version 0: nothing was ever written."""

    session_id: UUID
    network_id: UUID
    status: MinutesStatus
    due_on: date
    begun_at: datetime | None
    shared_at: datetime | None
    comments_until: datetime | None
    established_at: datetime | None
    established_way: Way
    version: int
    shared_version: int | None = None


class PartFacts(NamedTuple):
    """What the minutes say of one agenda point; without a point: of everything else."""

    id: UUID
    session_id: UUID
    agenda_point_id: UUID | None
    title: str
    text: str
    position: int


class CommentFacts(NamedTuple):
    """What one member says of shared minutes, and what the secretary did with it."""

    id: UUID
    session_id: UUID
    network_id: UUID
    agenda_point_id: UUID | None
    text: str
    is_objection: bool
    author_id: UUID | None
    made_at: datetime
    answer: str
    is_adopted: bool | None
    answered_at: datetime | None


class AddendumFacts(NamedTuple):
    """A correction of established minutes."""

    id: UUID
    session_id: UUID
    text: str
    added_by: UUID | None
    added_at: datetime


class SeenMinutes(NamedTuple):
    """The minutes of a session as one reader sees them. writes: whether that reader is secretary or coordinator."""

    minutes: MinutesFacts
    session: SessionFacts
    writes: bool


class Remarks(NamedTuple):
    """How the comments on some minutes stand."""

    unanswered: int
    objections: int
    """Objections that were not adopted."""


def check_writes(*, writes: bool) -> None:
    """Raise SecretaryNeeded for a member who does not write the minutes."""
    if not writes:
        raise SecretaryNeeded


def check_begun(session: SessionFacts, now: datetime) -> None:
    """Raise SessionCancelled or MinutesTooEarly for a session that has no minutes (yet)."""
    if session.status == CANCELLED:
        raise SessionCancelled
    if not has_begun(session, now):
        raise MinutesTooEarly


def has_begun(session: SessionFacts, now: datetime) -> bool:
    """Whether there can be something to write down."""
    return session.status != CANCELLED and session.starts_at <= now


def working_day_after(on: date, days: int) -> date:
    """The so many-th working day after a day: no weekend and no public holiday."""
    while days:
        on += timedelta(days=1)
        days -= on.weekday() < SATURDAY and public_holiday(on) is None
    return on


def due_on(session: SessionFacts) -> date:
    """The last day on which the draft of a session is in time (BR-050)."""
    return working_day_after(_day_of(session.ends_at), DRAFTED_WITHIN)


def remind_at(session: SessionFacts) -> datetime:
    """When who writes is reminded that there is no draft yet."""
    on = working_day_after(_day_of(session.ends_at), REMINDED_AFTER)
    return datetime.combine(on, REMINDED_AT, tzinfo=ZoneInfo(ZONE)).astimezone(session.ends_at.tzinfo)


def kept_since(now: datetime) -> datetime:
    """The minutes of sessions that ended before this moment were kept long enough."""
    year = now.year - KEPT_YEARS
    return now.replace(year=year, day=28) if (now.month, now.day) == (2, 29) else now.replace(year=year)


def comments_until(shared_at: datetime) -> datetime:
    """Until when members can comment: the end of the tenth day after sharing (BR-050)."""
    last = _day_of(shared_at) + COMMENTS_FOR
    return datetime.combine(last, LAST_MINUTE, tzinfo=ZoneInfo(ZONE)).astimezone(shared_at.tzinfo)


def not_begun(session: SessionFacts) -> MinutesFacts:
    """The minutes of a session of which nothing was written."""
    return MinutesFacts(session.id, session.network_id, DRAFT, due_on(session), None, None, None, None, "", 0)


def first_version_for(seen: "SeenMinutes") -> int:
    """The number of the first version that a reader may see: what stood in a draft stays with who writes."""
    return 1 if seen.writes else seen.minutes.shared_version or seen.minutes.version + 1


def takes_comments(minutes: MinutesFacts, now: datetime) -> bool:
    """Whether members can comment now."""
    return minutes.status == SHARED and minutes.comments_until is not None and now <= minutes.comments_until


def check_takes_comments(minutes: MinutesFacts, now: datetime) -> None:
    """Raise MinutesNotShared or CommentsClosed where members cannot comment now."""
    if minutes.status == DRAFT:
        raise MinutesNotShared
    if not takes_comments(minutes, now):
        raise CommentsClosed


def check_changes(minutes: MinutesFacts) -> None:
    """Raise AlreadyEstablished for minutes that are locked."""
    if minutes.status == ESTABLISHED:
        raise AlreadyEstablished


def check_establishes(minutes: MinutesFacts, remarks: Remarks, *, checked: bool, now: datetime) -> None:
    """Raise what stands in the way of establishing minutes by hand. checked: whether the next session has begun.

    Every comment is answered first, and an objection that was not adopted waits for the next session.
    """
    check_changes(minutes)
    if minutes.status == DRAFT:
        raise MinutesNotShared
    if takes_comments(minutes, now):
        raise CommentsOpen
    if remarks.unanswered:
        raise AnswersMissing
    if remarks.objections and not checked:
        raise ObjectionOpen


def check_text(text: str, *, field: str = "text", longest: int = LONGEST_COMMENT) -> str:
    """Give back a text that says something. Raises WordsIncomplete."""
    if not any(letter.isalnum() for letter in text):
        raise WordsIncomplete(problems=(Problem(field, "REQUIRED", "Fill this in."),))
    if len(text) > longest:
        words = f"At most {longest} characters."
        raise WordsIncomplete(problems=(Problem(field, "TEXT_TOO_LONG", words),))
    return text


def check_parts(texts: Iterable[tuple[UUID | None, str]]) -> None:
    """Raise WordsIncomplete with each part that is too long, at ``parts.<agenda point>``."""
    problems = [
        Problem(f"parts.{point_id or ''}", "TEXT_TOO_LONG", f"At most {LONGEST_PART} characters.")
        for point_id, text in texts
        if len(text) > LONGEST_PART
    ]
    if problems:
        raise WordsIncomplete(problems=tuple(problems))


def check_written(parts: Sequence[PartFacts]) -> None:
    """Raise MinutesEmpty for minutes in which nothing stands."""
    if not any(part.text for part in parts):
        raise MinutesEmpty


def _day_of(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(ZONE)).date()
