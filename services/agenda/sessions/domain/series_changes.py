"""What is true of changing sessions together: this one, this and those after it, or all of a series (BR-042, BR-049)."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.sessions.domain.days import Reason
from services.agenda.sessions.domain.places import SessionType, address_problem
from services.agenda.sessions.domain.planning import FURTHEST_SHIFT
from services.agenda.sessions.domain.rhythm import FURTHEST_AHEAD, LAST_OF_MONTH, ZONE, Slot, clashes
from services.agenda.sessions.domain.sessions import CANCELLED, DRAFT, TAKES_PLACE, SessionStatus
from shared.errors import Conflict, Invalid, Problem

Scope = Literal["THIS", "FOLLOWING", "ALL"]
Stays = Literal["STANDS_APART", "HAS_BEGUN", "CANCELLED", "LEFT_OUT", "AS_IT_IS"]
"""Why a session stays as it is."""
ChangeKind = Literal["CHANGED", "CONFIRMED", "CANCELLED"]
CHANGED: Final = "CHANGED"
CONFIRMED_NOW: Final = "CONFIRMED"
CALLED_OFF: Final = "CANCELLED"
LONGEST = timedelta(days=1)


class ChangeNotPossible(Invalid):
    """These sessions cannot change like this."""


class SessionsNotFree(Conflict):
    """Not all of these sessions can be where they would come."""


class ChangedSince(Conflict):
    """One of these sessions changed again meanwhile."""


class Wanted(NamedTuple):
    """What a coordinator wants of sessions from now on; None: as it is.

    on: another day, for one session. nth, weekday: the nth such weekday of the month in which each session was planned (5:
    the last), without nth that weekday of its week. shift_days: so many days later, or earlier.
    starts, ends: on the clock in Europe/Amsterdam; with only a start a session stays as long as it was.
    at: instead of all these, exactly from when until when, for one session.
    """

    on: date | None = None
    nth: int | None = None
    weekday: int | None = None
    shift_days: int | None = None
    starts: time | None = None
    ends: time | None = None
    place: str | None = None
    link: str | None = None
    type: SessionType | None = None
    at: tuple[datetime, datetime] | None = None

    @property
    def moves_days(self) -> bool:
        """Whether it asks for other days."""
        return any(one is not None for one in (self.on, self.weekday, self.shift_days))


class Stood(NamedTuple):
    """One session as it stands before a change. minutes_planned: how long its agenda points take."""

    id: UUID
    series_id: UUID | None
    perspective: str | None
    starts_at: datetime
    ends_at: datetime
    first_starts_at: datetime
    place: str
    link: str
    type: SessionType
    status: SessionStatus
    stands_apart: bool
    minutes_planned: int


class Looked(NamedTuple):
    """One session as it would stand after a change.

    stays: why it would not change, if so. problems: codes of what is in the way. reasons: what speaks against its day.
    """

    session: Stood
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    type: SessionType
    stays: Stays | None
    problems: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def slot(self) -> Slot:
        """When it would be."""
        return Slot(local_day(self.starts_at), self.starts_at, self.ends_at)

    @property
    def moves(self) -> bool:
        """Whether it would be at another moment."""
        return (self.starts_at, self.ends_at) != (self.session.starts_at, self.session.ends_at)

    @property
    def is_within_reach(self) -> bool:
        """Whether it would be at a moment at which a session can be, whatever else is then."""
        return not _OUT_OF_REACH.intersection(self.problems)

    @property
    def is_told(self) -> bool:
        """Whether people must hear of it: another moment, place or link (BR-047)."""
        return self.moves or (self.place, self.link) != (self.session.place, self.session.link)


def check_wanted(wanted: Wanted, scope: Scope) -> None:
    """Raise ChangeNotPossible with a problem at each field that cannot be."""
    problems = []
    if sum(one is not None for one in (wanted.on, wanted.weekday, wanted.shift_days)) > 1:
        problems.append(Problem("on", "ONE_DAY", "Say the day in one way."))
    if wanted.on is not None and scope != "THIS":
        problems.append(Problem("on", "FOR_ONE_SESSION", "A day is for one session; say a weekday for more."))
    if wanted.nth is not None and wanted.weekday is None:
        problems.append(Problem("weekday", "REQUIRED", "Say on which weekday."))
    problems += [
        Problem(field, "LOCAL_TIME_NEEDED", "Give the time on the clock in the Netherlands, without a zone.")
        for field, wall_time in (("starts", wanted.starts), ("ends", wanted.ends))
        if wall_time is not None and wall_time.tzinfo is not None
    ]
    if wanted.starts is not None and wanted.ends is not None and not problems and wanted.ends <= wanted.starts:
        problems.append(Problem("ends", "ENDS_BEFORE_START", "A session ends after it starts."))
    if wanted.link and (problem := address_problem(wanted.link, "link")):
        problems.append(problem)
    if problems:
        raise ChangeNotPossible(problems=tuple(problems))


def after(
    session: Stood, wanted: Wanted, *, scope: Scope, with_apart: bool, without: Iterable[UUID], now: datetime
) -> Looked:
    """How a session would stand, and what is in the way of itself; what is around it comes later.

    with_apart: also where it was changed by itself before; its days then follow its series again.
    """
    stays: Stays | None = None
    if session.status == CANCELLED:
        stays = "CANCELLED"
    elif session.status not in (*TAKES_PLACE, DRAFT) or session.starts_at <= now:
        stays = "HAS_BEGUN"
    elif session.stands_apart and scope != "THIS" and not with_apart:
        stays = "STANDS_APART"
    elif session.id in without:
        stays = "LEFT_OUT"
    as_it_is = Looked(session, session.starts_at, session.ends_at, session.place, session.link, session.type, stays)
    if stays is not None:
        return as_it_is
    looked = as_it_is._replace(
        place=session.place if wanted.place is None else wanted.place,
        link=session.link if wanted.link is None else wanted.link,
        type=session.type if wanted.type is None else wanted.type,
    )
    moved = _moment_after(session, wanted)
    if moved is None:
        return looked._replace(problems=("NO_SUCH_TIME",))
    looked = looked._replace(starts_at=moved[0], ends_at=moved[1])
    if not looked.is_told and looked.type == session.type:
        return as_it_is._replace(stays="AS_IT_IS")
    return looked._replace(problems=problems_of(looked, now)) if looked.moves else looked


def around(looked: Looked, reasons: Sequence[Reason], others: Iterable[tuple[datetime, datetime]]) -> Looked:
    """Add what is around a session where it would come: what speaks against the day, and other sessions of the network.

    What is against a day stops a session that comes there, not one that stands there already.
    """
    problems = list(looked.problems)
    if local_day(looked.starts_at) != local_day(looked.session.starts_at) and any(one.is_hard for one in reasons):
        problems.append("HARD_BLOCK_DATE")
    if clashes(looked.slot, others):
        problems.append("MOMENT_TAKEN")
    return looked._replace(problems=tuple(problems), reasons=tuple(reasons))


def check_possible(looked: Iterable[Looked]) -> None:
    """Raise SessionsNotFree with what is in the way; each problem at ``sessions`` begins with the day of its session now."""
    problems = tuple(
        Problem("sessions", code, f"{local_day(one.session.starts_at)}: {_IN_ENGLISH[code]}")
        for one in looked
        for code in one.problems
    )
    if problems:
        raise SessionsNotFree(problems=problems)


def shifted_too_far(starts_at: datetime, first_starts_at: datetime) -> bool:
    """Whether a session stands so far from where it was planned that it counts as another one (BR-042), in days on the calendar."""
    return abs(local_day(starts_at) - local_day(first_starts_at)) > FURTHEST_SHIFT


def local_day(moment: datetime) -> date:
    """The day on the calendar in the Netherlands."""
    return moment.astimezone(ZoneInfo(ZONE)).date()


def nth_weekday(month: date, nth: int, weekday: int) -> date | None:
    """The nth such weekday of the month in which a day lies (5: the last), where it has one."""
    first = month.replace(day=1)
    last = calendar.monthrange(month.year, month.month)[1]
    days = range((weekday - first.weekday()) % 7 + 1, last + 1, 7)
    if nth == LAST_OF_MONTH:
        return first.replace(day=days[-1])
    return first.replace(day=days[nth - 1])


def _moment_after(session: Stood, wanted: Wanted) -> tuple[datetime, datetime] | None:
    """When it would start and end; None where the clock skips that. The clock on the wall is what stays (BR-049)."""
    if wanted.at is not None:
        return wanted.at
    begins = session.starts_at.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    ends = session.ends_at.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    day = _day_after(session, wanted)
    if day is None:
        return None
    starts_local = datetime.combine(day, wanted.starts or begins.time())
    ends_local = starts_local + (ends - begins) if wanted.ends is None else datetime.combine(day, wanted.ends)
    if (starts_local, ends_local) == (begins, ends):
        return session.starts_at, session.ends_at
    starts_at, ends_at = in_utc(starts_local), in_utc(ends_local)
    return None if starts_at is None or ends_at is None else (starts_at, ends_at)


def _day_after(session: Stood, wanted: Wanted) -> date | None:
    today, first = local_day(session.starts_at), local_day(session.first_starts_at)
    if wanted.on is not None:
        return wanted.on
    if not wanted.moves_days:
        return today
    base = first if session.stands_apart else today
    if wanted.weekday is not None and wanted.nth is not None:
        return nth_weekday(first, wanted.nth, wanted.weekday)
    if wanted.weekday is not None:
        return base + timedelta(days=wanted.weekday - base.weekday())
    return base + timedelta(days=wanted.shift_days or 0)


def in_utc(local: datetime) -> datetime | None:
    """A moment on the clock in the Netherlands; None where the clock skips it."""
    moment = local.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    return moment if moment.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None) == local else None


def problems_of(looked: Looked, now: datetime) -> tuple[str, ...]:
    """What is in the way of where a session would stand, of itself."""
    problems = []
    if looked.starts_at <= now:
        problems.append("IN_THE_PAST")
    elif looked.starts_at > now + FURTHEST_AHEAD:
        problems.append("TOO_FAR_AHEAD")
    if looked.ends_at <= looked.starts_at:
        problems.append("ENDS_BEFORE_START")
    elif looked.ends_at - looked.starts_at >= LONGEST:
        problems.append("LASTS_TOO_LONG")
    elif looked.ends_at - looked.starts_at < timedelta(minutes=looked.session.minutes_planned):
        problems.append("AGENDA_TOO_LONG")
    if looked.session.series_id is not None and shifted_too_far(looked.starts_at, looked.session.first_starts_at):
        problems.append("MOVED_TOO_FAR")
    return tuple(problems)


_OUT_OF_REACH = frozenset({"IN_THE_PAST", "TOO_FAR_AHEAD", "ENDS_BEFORE_START", "LASTS_TOO_LONG"})
_IN_ENGLISH = {
    "NO_SUCH_TIME": "on its new day the clock skips this time.",
    "IN_THE_PAST": "it would begin in the past.",
    "TOO_FAR_AHEAD": "it would lie more than five years ahead.",
    "ENDS_BEFORE_START": "it would end before it starts.",
    "LASTS_TOO_LONG": "it would last a day or longer.",
    "AGENDA_TOO_LONG": "its agenda does not fit.",
    "MOVED_TOO_FAR": "it would stand more than ten days from where it was planned.",
    "HARD_BLOCK_DATE": "its new day cannot be.",
    "MOMENT_TAKEN": "another session of this network stands then.",
}
