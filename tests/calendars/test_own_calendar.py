"""Somebody's own calendar, read for when they have something: as an independent library does, within bounds, not what it is."""

from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from unittest.mock import patch

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis.strategies import dates, integers, none, sampled_from, sets, tuples

from services.gateway.web.own_calendar.coming_back import days_of
from services.gateway.web.own_calendar.reading import (
    BusyTimes,
    NoCalendar,
    TooMuchCalendar,
    read_busy,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
UNTIL = NOW + timedelta(days=365)
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//voorbeeld//NL\r\n"
AMSTERDAM = (
    "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


def event(*lines: str, uid: str = "een@voorbeeld") -> str:
    """One thing in a calendar."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Geheim gesprek", *lines, "END:VEVENT", ""])


def calendar(*events: str, zone: str = "") -> bytes:
    """A calendar with these things in it."""
    return (HEAD + zone + "".join(events) + "END:VCALENDAR\r\n").encode()


def read(*events: str, zone: str = "") -> BusyTimes:
    """When somebody has something, in the year to come."""
    return read_busy(calendar(*events, zone=zone), now=NOW, until_at=UNTIL)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in 2027."""
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


RULES = [
    "FREQ=WEEKLY;BYDAY=TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=9",
    "FREQ=MONTHLY;BYDAY=2TH",
    "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20270601T000000Z",
    "FREQ=DAILY;COUNT=40",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=TU",
]
STARTS = [
    "DTSTART;TZID=Europe/Amsterdam:20261203T133000",
    "DTSTART:20261203T133000Z",
    "DTSTART;TZID=America/New_York:20261203T090000",
    "DTSTART;TZID=W. Europe Standard Time:20261203T133000",
    "DTSTART;TZID=Europe/Amsterdam:20180104T133000",
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("starts", STARTS, ids=["here", "UTC", "New York", "Outlook", "long ago"])
def test_what_comes_back_is_busy_when_an_independent_library_says_so(rule: str, starts: str) -> None:
    content = calendar(event(starts, "DURATION:PT2H30M", f"RRULE:{rule}"), zone=AMSTERDAM)

    found = read_busy(content, now=NOW, until_at=UNTIL)
    expected = sorted(
        (one.start.astimezone(UTC), one.end.astimezone(UTC))
        for one in recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(NOW, UNTIL)
    )

    assert (found.times, found.unread) == (expected, 0)


@settings(max_examples=100, deadline=None)
@given(
    frequency=sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    every=integers(1, 5),
    count=none() | integers(1, 30),
    months=sets(integers(1, 12), max_size=3),
    month_days=sets(integers(-31, 31).filter(bool), max_size=3),
    weekdays=sets(tuples(sampled_from(["", "1", "2", "-1"]), sampled_from(["MO", "TH", "SA", "SU"])), max_size=3),
    places=sets(sampled_from([1, 2, -1]), max_size=2),
    week_starts=sampled_from(["MO", "SU"]),
    first=dates(date(1970, 1, 1), date(2026, 12, 31)),
)
def test_any_rule_comes_back_on_the_days_that_it_does_in_its_own_years(
    frequency: str,
    every: int,
    count: int | None,
    months: set[int],
    month_days: set[int],
    weekdays: set[tuple[str, str]],
    places: set[int],
    week_starts: str,
    first: date,
) -> None:
    parts = {
        "FREQ": [frequency],
        "INTERVAL": [str(every)],
        "COUNT": [str(count)] if count else [],
        "BYMONTH": [str(one) for one in sorted(months)],
        "BYMONTHDAY": [str(one) for one in sorted(month_days)],
        "BYDAY": [f"{place}{name}" for place, name in sorted(weekdays)],
        "BYSETPOS": [str(one) for one in sorted(places)] if months or month_days or weekdays else [],
        "WKST": [week_starts],
    }
    given_parts = {name: values for name, values in parts.items() if values}
    last = first + timedelta(days=900)
    text = ";".join(f"{name}={','.join(values)}" for name, values in given_parts.items())

    found = list(days_of(given_parts, first, last))

    with patch("datetime.MAXYEAR", last.year + 1):  # else dateutil looks until 9999 for a day that never comes
        in_its_years = [at.date() for at in rrulestr(text, dtstart=datetime.combine(first, time()))]
    assert found == [day for day in in_its_years if day <= last]


def test_exceptions_moves_and_extra_times_count() -> None:
    weekly = event(
        "DTSTART;TZID=Europe/Amsterdam:20270107T133000",
        "DTEND;TZID=Europe/Amsterdam:20270107T150000",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "EXDATE;TZID=Europe/Amsterdam:20270114T133000",
        "RDATE;TZID=Europe/Amsterdam:20270301T100000",
    )
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Amsterdam:20270121T133000",
        "DTSTART;TZID=Europe/Amsterdam:20270122T090000",
        "DTEND;TZID=Europe/Amsterdam:20270122T093000",
    )

    assert read(weekly, moved).times == [
        (at(1, 7, 12, 30), at(1, 7, 14)),
        (at(1, 22, 8), at(1, 22, 8, 30)),
        (at(3, 1, 9), at(3, 1, 10, 30)),
    ]


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "DTEND:20270107T123000Z"]
)
def test_what_keeps_nobody_busy_does_not_count(line: str) -> None:
    lines = ["DTSTART:20270107T123000Z", line] + ([] if line.startswith("DTEND") else ["DTEND:20270107T143000Z"])

    assert read(event(*lines)) == BusyTimes([], UNTIL, 0)


def test_a_whole_day_is_from_midnight_here_and_what_is_close_by_is_one() -> None:
    days = event("DTSTART;VALUE=DATE:20270105", "DTEND;VALUE=DATE:20270107")
    close = [event(f"DTSTART:20270201T{hour}Z", f"DTEND:20270201T{end}Z", uid=hour) for hour, end in GAPS]

    assert read(days, *close).times == [
        (at(1, 4, 23), at(1, 6, 23)),
        (at(2, 1, 9), at(2, 1, 11, 30)),
        (at(2, 1, 12, 1), at(2, 1, 13)),
    ]


GAPS = [("090000", "100000"), ("103000", "113000"), ("120100", "130000")]


def test_nothing_of_what_it_is_is_read_and_the_past_stays_out() -> None:
    past = event("DTSTART:20260101T100000Z", "DTEND:20260101T120000Z")
    nested = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDESCRIPTION:Geheim\r\nDTSTART:20270107T100000Z\r\nEND:VALARM"
    found = read(past, event("DTSTART:20270107T123000Z", "DTEND:20270107T143000Z", "DESCRIPTION:a\r\n b", nested))

    assert found == BusyTimes([(at(1, 7, 12, 30), at(1, 7, 14, 30))], UNTIL, 0)
    assert "Geheim" not in repr(found)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000000000000",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6;BYMINUTE=0,1,2;BYSECOND=0,1,2",
        "FREQ=DAILY;BYDAY=" + ",".join(["1MO"] * 200),
        "FREQ=WEEKLY\r\nRRULE:FREQ=DAILY",
        "FREQ=NOOIT",
    ],
)
def test_a_72_a_rule_that_is_a_bomb_is_told_as_not_read_and_hides_nothing_else(rule: str) -> None:
    bomb = event("DTSTART:20270107T123000Z", "DTEND:20270107T143000Z", f"RRULE:{rule}", uid="bom")
    began = perf_counter()
    found = read(bomb, event("DTSTART:20270301T090000Z", "DTEND:20270301T100000Z"))

    assert (found.times, found.unread) == ([(at(3, 1, 9), at(3, 1, 10))], 1)
    assert perf_counter() - began < 2


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2;COUNT=5",
        "FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;BYSETPOS=9",
    ],
)
def test_a_72_a_rule_that_never_comes_ends(rule: str) -> None:
    began = perf_counter()
    found = read(event("DTSTART:19710107T123000Z", "DTEND:19710107T143000Z", f"RRULE:{rule}"))

    assert (found.times, found.unread) == ([], 0)
    assert perf_counter() - began < 2


def test_a_calendar_that_holds_more_than_is_kept_is_known_less_far() -> None:
    daily = [
        event(f"DTSTART:20261201T{hour:02}0000Z", f"DTEND:20261201T{hour:02}1500Z", "RRULE:FREQ=DAILY", uid=str(hour))
        for hour in range(8, 18)
    ]

    found = read(*daily)

    assert len(found.times) == 1000
    assert found.times[-1][1] < found.until_at < NOW + timedelta(days=120)


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"%PDF-1.7", HEAD.encode() + b"BEGIN:VEVENT\r\nDTSTART:x", b"\xff\xfe"]
)
def test_what_is_no_calendar_says_so_or_holds_nothing(content: bytes) -> None:
    try:
        found = read_busy(content, now=NOW, until_at=UNTIL)
    except NoCalendar:
        return
    assert found.times == []


@pytest.mark.parametrize("many", ["zone", "days"])
def test_a_72_much_beside_what_somebody_has_is_refused_before_it_is_read(many: str) -> None:
    days = [f"EXDATE:20270{1 + number % 9}01T{number % 24:02}0000Z" for number in range(40_000)]
    zone = ["BEGIN:VTIMEZONE", "TZID:Ergens", *(["TZOFFSETFROM:+0100"] * 40_000), "END:VTIMEZONE"]
    one = event("DTSTART:20270107T120000Z", "DTEND:20270107T130000Z", *(days if many == "days" else []))
    sent = calendar(one)
    if many == "zone":
        sent = sent.replace(b"BEGIN:VEVENT", "\r\n".join([*zone, "BEGIN:VEVENT"]).encode(), 1)
    began = perf_counter()
    with pytest.raises(TooMuchCalendar):
        read_busy(sent, now=NOW, until_at=UNTIL)

    assert perf_counter() - began < 2


def test_too_much_is_refused_in_time() -> None:
    many = calendar(
        *(
            event("DTSTART:19710107T120000Z", "DTEND:19710107T130000Z", "RRULE:FREQ=DAILY;BYMONTH=1", uid=str(number))
            for number in range(4_000)
        )
    )
    began = perf_counter()
    with pytest.raises(TooMuchCalendar):
        read_busy(many, now=NOW, until_at=UNTIL)

    assert perf_counter() - began < 20
