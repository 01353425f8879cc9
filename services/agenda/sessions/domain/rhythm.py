"""What is true of a series: how a rule becomes dates, and when dates clash."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from shared.errors import Conflict, Invalid, Problem

ZONE = "Europe/Amsterdam"
LAST_OF_MONTH = 5
SHORTEST_MONTH = 28
MOST_SESSIONS = 24
LONGEST_SERIES = relativedelta(years=2)
FURTHEST_AHEAD = relativedelta(years=5)


class SeriesNotPossible(Invalid):
    """This series cannot be planned like this."""


class SessionsClash(Conflict):
    """Other sessions of this network stand at these moments."""


class SeriesRule(NamedTuple):
    """Every n months or every n weeks, at a wall time in Europe/Amsterdam.

    Months go with the nth weekday (5: the last) or with a day of the month (in a shorter month: its last day); weeks go
    with a weekday.
    """

    every_months: int | None
    nth: int | None
    weekday: int | None
    """Monday is 0."""
    starts: time
    ends: time
    from_on: date
    until_on: date
    every_weeks: int | None = None
    day: int | None = None


class Slot(NamedTuple):
    """One date of a series: the local day, and when it starts and ends in UTC."""

    on: date
    starts_at: datetime
    ends_at: datetime


def slots_of(rule: SeriesRule, *, now: datetime, without: Iterable[date] = ()) -> list[Slot]:
    """Expand a rule into its dates, except the days in ``without``; months are counted from the month of ``from_on``.

    Expands local wall times (RFC 5545 3.3.10) and only then adds the zone, so that 13:30 stays 13:30 when the clock
    changes (BR-049). Raises SeriesNotPossible with a problem at each field: at most 24 sessions in at most two years
    (A-72), none of them in the past.
    """
    check_rule(rule, now)
    days = list(islice(days_of(rule), MOST_SESSIONS + 1))
    if len(days) > MOST_SESSIONS:
        raise _not_possible("until_on", "TOO_MANY_SESSIONS", f"A series has at most {MOST_SESSIONS} sessions.")
    if not days:
        raise _not_possible("until_on", "NO_DATES", "No date of this rule lies in this period.")
    left_out = set(without)
    slots = [slot_on(on, rule.starts, rule.ends) for on in days if on not in left_out]
    if not slots:
        raise SeriesNotPossible(problems=(Problem("without", "NO_DATES", "Every date was left out."),))
    if slots[0].starts_at <= now:
        raise _not_possible("from_on", "IN_THE_PAST", "The first session would have begun already.")
    return slots


def slots_chosen(rule: SeriesRule, moments: Iterable[tuple[date, time]], *, now: datetime) -> list[Slot]:
    """The dates that somebody chose within the period of a rule, each as long as the rule says, in order of time.

    Raises SeriesNotPossible: at most 24, none in the past, none outside the period, no day twice, none past midnight.
    """
    check_rule(rule, now)
    chosen = sorted(moments)
    problems: list[Problem] = []
    if len(chosen) > MOST_SESSIONS:
        problems.append(Problem("moments", "TOO_MANY_SESSIONS", f"A series has at most {MOST_SESSIONS} sessions."))
    for (on, starts), (before, _) in zip(chosen, [(None, None), *chosen], strict=False):
        if on == before:
            problems.append(Problem("moments", "TWICE", f"{on}: this day stands twice."))
        elif not rule.from_on <= on <= rule.until_on:
            problems.append(Problem("moments", "OUTSIDE_PERIOD", f"{on}: this day lies outside the period."))
        elif starts.tzinfo is not None or end_of(rule, starts) is None:
            problems.append(Problem("moments", "NO_SUCH_TIME", f"{on}: the session does not fit on this day."))
    if problems:
        raise SeriesNotPossible(problems=tuple(problems))
    slots = [slot_on(on, starts, end_of(rule, starts) or rule.ends) for on, starts in chosen]
    if slots and slots[0].starts_at <= now:
        raise SeriesNotPossible(problems=(Problem("moments", "IN_THE_PAST", "The first session would have begun."),))
    return slots


def slot_on(on: date, starts: time, ends: time) -> Slot:
    """One date at a wall time. Raises SeriesNotPossible where the clock skips it."""
    return Slot(on, _moment(on, starts, "starts"), _moment(on, ends, "ends"))


def slot_of(starts_at: datetime, ends_at: datetime) -> Slot:
    """One date that was given as two moments."""
    return Slot(starts_at.astimezone(ZoneInfo(ZONE)).date(), starts_at, ends_at)


def check_looked_at(slots: Iterable[Slot], *, now: datetime) -> list[Slot]:
    """Give dates to be looked at in order of time. Raises SeriesNotPossible: each ends after it starts, and lies within five years."""
    problems: list[Problem] = []
    in_order = sorted(slots)
    for slot in in_order:
        if not now - FURTHEST_AHEAD < slot.starts_at < now + FURTHEST_AHEAD:
            problems.append(Problem("moments", "TOO_FAR_AHEAD", f"{slot.on}: a date lies within five years."))
        elif not timedelta() < slot.ends_at - slot.starts_at < timedelta(days=1):
            problems.append(
                Problem("moments", "ENDS_BEFORE_START", f"{slot.on}: a session ends after it starts, on the same day.")
            )
    if problems:
        raise SeriesNotPossible(problems=tuple(problems))
    return in_order


def end_of(rule: SeriesRule, starts: time) -> time | None:
    """When a session of this rule ends on the clock if it starts at another time; None past midnight."""
    any_day = date(2000, 1, 1)
    length = datetime.combine(any_day, rule.ends) - datetime.combine(any_day, rule.starts)
    ends = datetime.combine(any_day, starts) + length
    return ends.time() if ends.date() == any_day else None


def check_rule(rule: SeriesRule, now: datetime) -> None:
    """Raise SeriesNotPossible with a problem at each field that cannot be."""
    problems = [*_rhythm_problems(rule), *_range_problems(rule, now)]
    if problems:
        raise SeriesNotPossible(problems=tuple(problems))


def weeks_between(slots: Sequence[Slot]) -> list[int | None]:
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


def days_of(rule: SeriesRule) -> Iterable[date]:
    """The local days of a rule, without end but that of its period."""
    until = datetime.combine(rule.until_on, time.max)
    if rule.every_weeks is not None and rule.weekday is not None:
        first_on = rule.from_on + timedelta(days=(rule.weekday - rule.from_on.weekday()) % 7)
        begins = datetime.combine(first_on, rule.starts)
        moments = rrule(WEEKLY, interval=rule.every_weeks, dtstart=begins, until=until)
    else:
        begins = datetime.combine(rule.from_on.replace(day=1), rule.starts)
        months: dict[str, object] = {"interval": rule.every_months, "dtstart": begins, "until": until}
        if rule.weekday is not None and rule.nth is not None:
            nth = -1 if rule.nth == LAST_OF_MONTH else rule.nth
            moments = rrule(MONTHLY, byweekday=weekday(rule.weekday)(nth), **months)  # type: ignore[arg-type]  # as above
        else:
            day = rule.day or 1
            days = tuple(range(min(day, SHORTEST_MONTH), day + 1))
            moments = rrule(MONTHLY, bymonthday=days, bysetpos=-1, **months)  # type: ignore[arg-type]  # as above
    return (moment.date() for moment in moments if moment.date() >= rule.from_on)


def _moment(on: date, wall_time: time, field: str) -> datetime:
    local = datetime.combine(on, wall_time, tzinfo=ZoneInfo(ZONE))
    moment = local.astimezone(UTC)
    if moment.astimezone(ZoneInfo(ZONE)).time() != wall_time:
        raise _not_possible(field, "NO_SUCH_TIME", f"On {on} the clock skips this time.")
    return moment


def _rhythm_problems(rule: SeriesRule) -> list[Problem]:
    by_weekday, by_day = rule.weekday is not None, rule.day is not None
    field, code, words = "", "ONE_RHYTHM", ""
    if (rule.every_months is None) == (rule.every_weeks is None):
        field, words = "every_months", "Say every how many months, or every how many weeks."
    elif by_weekday and by_day:
        field, words = "day", "Say the weekday or the day of the month, not both."
    elif rule.every_weeks is not None and (by_day or rule.nth is not None):
        field, words = "nth", "A rhythm of weeks goes with a weekday only."
    elif not by_day and (not by_weekday or (rule.nth is None and rule.every_months is not None)):
        field, code, words = "weekday", "REQUIRED", "Say on which weekday, or on which day of the month."
    return [Problem(f"rule.{field}", code, words)] if field else []


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
