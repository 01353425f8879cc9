"""What is true of sessions: how a rule becomes dates, what fits an agenda, and who may do what."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import islice, pairwise
from typing import Final, Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule, weekday

from services.agenda.finding.domain import point_document, session_document
from services.agenda.members.domain import Standing
from shared.errors import Conflict, Invalid, NotAllowed, Problem
from shared.search.document import Document

SessionStatus = Literal["DRAFT", "POLLING", "CONFIRMED", "AGENDA_PUBLISHED", "HELD", "CANCELLED"]
CONFIRMED: Final = "CONFIRMED"
AGENDA_PUBLISHED: Final = "AGENDA_PUBLISHED"
HELD: Final = "HELD"
CANCELLED: Final = "CANCELLED"
TAKES_PLACE: tuple[SessionStatus, ...] = (CONFIRMED, AGENDA_PUBLISHED)
"""Sessions that are still to come, for certain."""
KNOWN_TO_ALL: tuple[SessionStatus, ...] = (*TAKES_PLACE, HELD, CANCELLED)
"""Sessions whose date is certain, so that everybody may know it."""

Purpose = Literal["INFORM", "EXPLORE", "DECIDE"]

ZONE = "Europe/Amsterdam"
LAST_OF_MONTH = 5
MOST_SESSIONS = 24
LONGEST_SERIES = relativedelta(years=2)
FURTHEST_AHEAD = relativedelta(years=5)
LONGEST_TITLE = 200
LONGEST_NOTE = 4000


class SeriesNotPossible(Invalid):
    """This series cannot be planned like this."""


class SessionsClash(Conflict):
    """Other sessions of this network stand at these moments."""


class SessionHasBegun(Conflict):
    """This session has begun or is over; its agenda is closed."""


class SessionCancelled(Conflict):
    """This session does not take place."""


class AgendaPointIncomplete(Invalid):
    """This agenda point is not complete yet."""


class AgendaTooLong(Conflict):
    """This does not fit in the session."""


class NotYourAgendaPoint(NotAllowed):
    """Only who put this point on the agenda, or a coordinator, may take it off."""


class SeriesRule(NamedTuple):
    """Every n months, on the nth weekday (5: the last), at a wall time in Europe/Amsterdam."""

    every_months: int
    nth: int
    weekday: int
    """Monday is 0."""
    starts: time
    ends: time
    from_on: date
    until_on: date


class Slot(NamedTuple):
    """One date of a series: the local day, and when it starts and ends in UTC."""

    on: date
    starts_at: datetime
    ends_at: datetime


class SessionFacts(NamedTuple):
    """One session as it is stored."""

    id: UUID
    network_id: UUID
    series_id: UUID | None
    number: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    status: SessionStatus
    sequence: int
    version: int


class SeenSession(NamedTuple):
    """One session, how many minutes its agenda points take, and how its reader stands in its network."""

    session: SessionFacts
    minutes_planned: int
    standing: Standing


class AgendaPointFacts(NamedTuple):
    """One agenda point as it is stored."""

    id: UUID
    session_id: UUID
    network_id: UUID
    title: str
    note: str
    purpose: Purpose
    minutes: int
    owner_id: UUID | None
    proposed_at: datetime
    position: int
    version: int


class SeenAgendaPoint(NamedTuple):
    """One agenda point, the session it belongs to, and how its reader stands in its network."""

    point: AgendaPointFacts
    session: SessionFacts
    standing: Standing


def document_of_session(session: SessionFacts) -> Document:
    """By which words a session is found, and by whom."""
    about = {name: getattr(session, name) for name in ("network_id", "number", "starts_at", "zone")}
    return session_document(session_id=session.id, **about)


def document_of_point(point: AgendaPointFacts) -> Document:
    """By which words an agenda point is found, and by whom."""
    about = {name: getattr(point, name) for name in ("network_id", "title", "note", "proposed_at")}
    return point_document(point_id=point.id, **about)


def slots_of(rule: SeriesRule, *, now: datetime, without: Iterable[date] = ()) -> list[Slot]:
    """Expand a rule into its dates, except the days in ``without``; months are counted from the month of ``from_on``.

    Expands local wall times (RFC 5545 3.3.10) and only then adds the zone, so that 13:30 stays 13:30 when the clock
    changes (BR-049). Raises SeriesNotPossible with a problem at each field: at most 24 sessions in at most two years
    (A-72), none of them in the past.
    """
    problems = _range_problems(rule, now)
    if problems:
        raise SeriesNotPossible(problems=tuple(problems))
    days = list(islice(_days_of(rule), MOST_SESSIONS + 1))
    if len(days) > MOST_SESSIONS:
        raise _not_possible("until_on", "TOO_MANY_SESSIONS", f"A series has at most {MOST_SESSIONS} sessions.")
    if not days:
        raise _not_possible("until_on", "NO_DATES", "No date of this rule lies in this period.")
    left_out = set(without)
    slots = [
        Slot(on, _moment(on, rule.starts, "starts"), _moment(on, rule.ends, "ends"))
        for on in days
        if on not in left_out
    ]
    if not slots:
        raise SeriesNotPossible(problems=(Problem("without", "NO_DATES", "Every date was left out."),))
    if slots[0].starts_at <= now:
        raise _not_possible("from_on", "IN_THE_PAST", "The first session would have begun already.")
    return slots


def weeks_between(slots: list[Slot]) -> list[int | None]:
    """For each date the number of whole weeks since the one before it; None for the first."""
    return [None, *((later.on - earlier.on).days // 7 for earlier, later in pairwise(slots))]


def clashes(slot: Slot, taken: Iterable[tuple[datetime, datetime]]) -> bool:
    """Whether a date overlaps one of these sessions (start, end)."""
    return any(slot.starts_at < ends_at and starts_at < slot.ends_at for starts_at, ends_at in taken)


def check_no_clash(slots: Iterable[Slot], taken: Iterable[tuple[datetime, datetime]]) -> None:
    """Raise SessionsClash with every day at which another session stands."""
    taken = list(taken)
    problems = tuple(
        Problem("without", "SESSIONS_CLASH", f"{slot.on}: another session of this network stands then.")
        for slot in slots
        if clashes(slot, taken)
    )
    if problems:
        raise SessionsClash(problems=problems)


def may_add_point(session: SessionFacts, standing: Standing, now: datetime) -> bool:
    """Whether somebody who stands so in its network may put a point on the agenda of this session now."""
    return standing.takes_part and agenda_is_open(session, now)


def may_remove_point(seen: SeenAgendaPoint, person_id: UUID | None, now: datetime) -> bool:
    """Whether a person may take this point off the agenda now."""
    return has_say_over(seen.point, seen.standing, person_id) and agenda_is_open(seen.session, now)


def has_say_over(point: AgendaPointFacts, standing: Standing, person_id: UUID | None) -> bool:
    """Whether this point is a person's to take away: a member who owns it, or a coordinator."""
    return standing.coordinates or (standing.takes_part and person_id is not None and point.owner_id == person_id)


def agenda_is_open(session: SessionFacts, now: datetime) -> bool:
    """Whether the agenda of a session can still change."""
    return session.status in TAKES_PLACE and now < session.starts_at


def check_agenda_open(session: SessionFacts, now: datetime) -> None:
    """Raise SessionCancelled or SessionHasBegun for a session whose agenda is closed."""
    if session.status == CANCELLED:
        raise SessionCancelled
    if not agenda_is_open(session, now):
        raise SessionHasBegun


def check_point(*, title: str, note: str, purpose: Purpose | None, minutes: int) -> Purpose:
    """Give back the purpose. Raises AgendaPointIncomplete with every part that is missing or wrong (BR-046)."""
    problems = []
    if not any(unicodedata.category(character)[0] not in "CMZ" for character in title):
        problems.append(_required("title"))
    elif len(title) > LONGEST_TITLE:
        problems.append(Problem("title", "TITLE_TOO_LONG", f"A title has at most {LONGEST_TITLE} characters."))
    if len(note) > LONGEST_NOTE:
        problems.append(Problem("note", "TEXT_TOO_LONG", f"A note has at most {LONGEST_NOTE} characters."))
    if minutes < 1:
        problems.append(_required("minutes"))
    if purpose is None:
        raise AgendaPointIncomplete(problems=(*problems, _required("purpose")))
    if problems:
        raise AgendaPointIncomplete(problems=tuple(problems))
    return purpose


def check_fits(session: SessionFacts, *, planned: int, minutes: int) -> None:
    """Raise AgendaTooLong when so many minutes do not fit beside what is planned (BR-046)."""
    left = int((session.ends_at - session.starts_at).total_seconds()) // 60 - planned
    if minutes > left:
        words = f"{max(left, 0)} minutes are left in this session."
        raise AgendaTooLong(problems=(Problem("minutes", "AGENDA_TOO_LONG", words),))


def _days_of(rule: SeriesRule) -> Iterable[date]:
    nth = -1 if rule.nth == LAST_OF_MONTH else rule.nth
    moments = rrule(
        MONTHLY,
        interval=rule.every_months,
        byweekday=weekday(rule.weekday)(nth),
        dtstart=datetime.combine(rule.from_on.replace(day=1), rule.starts),
        until=datetime.combine(rule.until_on, time.max),
    )
    return (moment.date() for moment in moments if moment.date() >= rule.from_on)


def _moment(on: date, wall_time: time, field: str) -> datetime:
    local = datetime.combine(on, wall_time, tzinfo=ZoneInfo(ZONE))
    moment = local.astimezone(UTC)
    if moment.astimezone(ZoneInfo(ZONE)).time() != wall_time:
        raise _not_possible(field, "NO_SUCH_TIME", f"On {on} the clock skips this time.")
    return moment


def _range_problems(rule: SeriesRule, now: datetime) -> list[Problem]:
    today = now.astimezone(ZoneInfo(ZONE)).date()
    problems = [
        Problem(f"rule.{field}", "LOCAL_TIME_NEEDED", "Give the time on the clock in the Netherlands, without a zone.")
        for field, wall_time in (("starts", rule.starts), ("ends", rule.ends))
        if wall_time.tzinfo is not None
    ]
    if not problems and rule.ends <= rule.starts:
        problems.append(Problem("rule.ends", "ENDS_BEFORE_START", "A session ends after it starts."))
    if rule.from_on < today:
        problems.append(Problem("rule.from_on", "IN_THE_PAST", "A series begins today or later."))
    elif rule.from_on > today + FURTHEST_AHEAD:
        problems.append(Problem("rule.from_on", "TOO_FAR_AHEAD", "A series begins within five years."))
    elif rule.until_on <= rule.from_on:
        problems.append(Problem("rule.until_on", "UNTIL_BEFORE_FROM", "A series ends after it begins."))
    elif rule.until_on > rule.from_on + LONGEST_SERIES:
        problems.append(Problem("rule.until_on", "SERIES_TOO_LONG", "A series takes at most two years."))
    return problems


def _not_possible(field: str, code: str, words: str) -> SeriesNotPossible:
    return SeriesNotPossible(problems=(Problem(f"rule.{field}", code, words),))


def _required(field: str) -> Problem:
    return Problem(field, "REQUIRED", "Fill this in.")
