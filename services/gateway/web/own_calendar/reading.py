"""Reads somebody's own calendar (RFC 5545) for one thing: when they have something already.

What it is, where and with whom is dropped line by line before anything is read. What comes back is counted out within
bounds (A-72): no rule of hours or less, no day before 1970, and not longer than a few seconds for the whole file.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from services.gateway.web.own_calendar.coming_back import days_of
from shared.spans import Span, joined

MOST_TIMES: Final = 1000
CLOSE_BY: Final = timedelta(minutes=30)
"""A gap that is shorter than this is no time to meet in."""
LONGEST_SPAN: Final = timedelta(days=400)
SECONDS: Final = 3.0
MOST_EVENTS: Final = 5_000
"""Of what is to come, or comes back."""
MOST_BESIDE: Final = 300_000
"""Signs of time zones and of single days that go or come: these are read before any deadline counts."""
ZONE: Final = ZoneInfo("Europe/Amsterdam")
WHEN: Final = {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "TRANSP"}
WHEN_OF_OUTLOOK: Final = "X-MICROSOFT-CDO-BUSYSTATUS"
FREE: Final = (("STATUS", "CANCELLED"), ("TRANSP", "TRANSPARENT"), (WHEN_OF_OUTLOOK, "FREE"))
"""What stands in a calendar and keeps nobody busy."""
_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
_DAY = re.compile(r"(\d{8})(?:T\d{6}Z?)?$")


class NoCalendar(ValueError):
    """What was sent is no calendar that can be read."""


class TooMuchCalendar(ValueError):
    """There is more in this calendar than can be read."""


class BusyTimes(NamedTuple):
    """When somebody has something, in order; known until a moment. unread: how many things could not be read wholly."""

    times: list[Span]
    until_at: datetime
    unread: int


def read_busy(content: bytes, *, now: datetime, until_at: datetime) -> BusyTimes:
    """Read when somebody has something between two moments. Raises NoCalendar or TooMuchCalendar, and nothing else."""
    ends = monotonic() + SECONDS
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "BEGIN:VCALENDAR" not in text[:2000].upper():
        raise NoCalendar
    import icalendar  # a few megabytes that who never gives a calendar need not hold

    try:
        calendar: Any = icalendar.Calendar.from_ical(_only_when(text, now))
        events = calendar.walk("VEVENT")
    except TooMuchCalendar:
        raise
    except Exception as error:  # anybody can send anything
        raise NoCalendar from error
    moved: dict[str, set[datetime]] = {}
    for event in events:
        if event.get("RECURRENCE-ID") is not None:
            try:
                moved.setdefault(str(event.get("UID")), set()).add(_moment(event["RECURRENCE-ID"].dt))
            except Exception:  # noqa: BLE001, S112 -- then it replaces nothing, and both times count
                continue
    spans: list[Span] = []
    unread = 0
    for event in events:
        if monotonic() > ends:
            raise TooMuchCalendar
        try:
            spans += _times_of(event, moved.get(str(event.get("UID")), set()), now, until_at)
        except Exception:  # noqa: BLE001 -- a thing that cannot be read is told, and hides nothing else
            unread += 1
    times = joined(spans, gap=CLOSE_BY)
    if len(times) > MOST_TIMES:
        until_at, times = times[MOST_TIMES][0], times[:MOST_TIMES]
    return BusyTimes(times, until_at, unread)


def _only_when(text: str, now: datetime) -> str:
    """The lines of a calendar that say when; of what is long past and never comes back nothing."""
    yesterday = (now - timedelta(days=2)).strftime("%Y%m%d")
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    kept: list[str] = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Leerkring//own calendar//NL"]
    within: list[str] = []
    event: list[str] = []
    events = beside = 0
    for line in unfolded.splitlines():
        found = _NAME.match(line)
        name = found[0].upper() if found else ""
        beside += len(line) if "VTIMEZONE" in within or name in {"EXDATE", "RDATE"} else 0
        if beside > MOST_BESIDE:
            raise TooMuchCalendar
        if name == "BEGIN":
            within.append(line[6:].strip().upper())
            if within[-1] == "VEVENT":
                event = []
            elif "VTIMEZONE" in within:
                kept.append(line)
        elif name == "END":
            closed = within.pop() if within else ""
            if closed == "VEVENT" and "VTIMEZONE" not in within:
                if _may_matter(event, yesterday):
                    events += 1
                    kept += ["BEGIN:VEVENT", *event, "END:VEVENT"]
                event = []
                if events > MOST_EVENTS:
                    raise TooMuchCalendar
            elif closed == "VTIMEZONE" or "VTIMEZONE" in within:
                kept.append(line)
        elif "VTIMEZONE" in within:
            kept.append(line)
        elif within[-1:] == ["VEVENT"] and (name in WHEN or name == WHEN_OF_OUTLOOK):
            event.append(line)
    return "\r\n".join([*kept, "END:VCALENDAR", ""])


def _may_matter(event: list[str], yesterday: str) -> bool:
    days: dict[str, str] = {}
    for line in event:
        name = (_NAME.match(line) or [""])[0].upper()
        if name in {"RRULE", "RDATE", "RECURRENCE-ID", "DURATION"}:
            return True
        if found := _DAY.search(line.rstrip()):
            days[name] = found[1]
    last = days.get("DTEND") or days.get("DTSTART")
    return last is None or last >= yesterday


def _times_of(event: Any, moved: set[datetime], now: datetime, until_at: datetime) -> list[Span]:
    if any(str(event.get(name, "")).upper() == said for name, said in FREE):
        return []
    starts = event["DTSTART"].dt
    lasts = _length(event, starts)
    return [
        (at, at + lasts)
        for at in _starts(event, starts, moved, until_at)
        if lasts > timedelta() and at + lasts > now and at < until_at
    ]


def _length(event: Any, starts: date) -> timedelta:
    if event.get("DURATION") is not None:
        lasts = event["DURATION"].dt
    elif event.get("DTEND") is not None:
        lasts = _moment(event["DTEND"].dt) - _moment(starts)
    else:
        lasts = timedelta() if isinstance(starts, datetime) else timedelta(days=1)
    return min(lasts, LONGEST_SPAN)  # type: ignore[no-any-return]  # the library tells no types


def _starts(event: Any, starts: date, moved: set[datetime], until_at: datetime) -> list[datetime]:
    first = _moment(starts)
    found = [first]
    rule = event.get("RRULE")
    if rule is not None and event.get("RECURRENCE-ID") is None:
        found += _by_rule(rule, starts, until_at)
    gone = set(moved) if event.get("RECURRENCE-ID") is None else set()
    gone |= {_moment(one.dt) for dates in _listed(event, "EXDATE") for one in dates.dts}
    for dates in _listed(event, "RDATE"):
        found += [_moment(one.dt[0] if isinstance(one.dt, tuple) else one.dt) for one in dates.dts]
    return [at for at in dict.fromkeys(found) if at not in gone]


def _by_rule(told: Any, starts: date, until_at: datetime) -> list[datetime]:
    parts = {
        name.upper(): list(values) for name, values in told.items()
    }  # two rules are a list, and no rule (RFC 5545 3.8.5.3)
    zone = starts.tzinfo if isinstance(starts, datetime) and starts.tzinfo is not None else ZONE
    first = starts if isinstance(starts, datetime) else datetime.combine(starts, time())
    last = until_at.astimezone(zone).date()
    until = parts["UNTIL"][0] if "UNTIL" in parts else None
    if until is not None:
        last = min(last, _moment(until).astimezone(zone).date() if isinstance(until, datetime) else until)
    found = []
    for day in days_of(parts, first.date(), last):
        at = datetime.combine(day, first.time(), tzinfo=zone).astimezone(UTC)
        if isinstance(until, datetime) and at > _moment(until):
            break
        found.append(at)
    return found


def _listed(event: Any, name: str) -> list[Any]:
    value = event.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _moment(value: date) -> datetime:
    """A moment in UTC; a whole day begins at midnight here, and what has no zone is on the clock here."""
    at = value if isinstance(value, datetime) else datetime.combine(value, time())
    return (at if at.tzinfo is not None else at.replace(tzinfo=ZONE)).astimezone(UTC)
