"""A series written as one thing comes back on exactly its dates, as another program counts them (RFC 5545 3.8.5)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifications.invitations.domain import Meeting, Told, news_for, recurrence
from shared.ics import Entry, calendar, recurrence_id

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SESSION = UUID("01a20139-0e3e-719c-b6e8-606dd12dcc10")


def local(day: date, at: time = time(13, 30)) -> datetime:
    """A moment by the clock on the wall."""
    return datetime.combine(day, at, tzinfo=AMSTERDAM).astimezone(UTC)


def series(starts: list[datetime], **exceptions: datetime) -> str:
    """A series, with sessions that moved: by their place in the series, as s0, s1, …"""
    plain: dict[str, Any] = {"uid": "a@b", "stamped_at": NOW, "summary": "Bijeenkomst"}
    length = timedelta(hours=2)
    entries = [
        Entry(sequence=0, starts_at=starts[0], ends_at=starts[0] + length, recurrence=recurrence(starts), **plain)
    ]
    for name, moved in exceptions.items():
        was = starts[int(name[1:])]
        entries.append(
            Entry(sequence=1, starts_at=moved, ends_at=moved + length, recurrence=(recurrence_id(was),), **plain)
        )
    return calendar(entries, method="REQUEST")


def comes_back(content: str) -> list[datetime]:
    """On which dates, as the other program counts them."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between((2025, 1, 1), (2040, 1, 1))
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in found)


days = st.dates(date(2026, 1, 1), date(2033, 12, 31))


@settings(deadline=None, max_examples=60)
@given(st.lists(days, min_size=1, max_size=24, unique=True).map(sorted))
def test_dates_without_a_pattern_come_back_exactly(dates: list[date]) -> None:
    starts = [local(day) for day in dates]

    assert comes_back(series(starts)) == starts


@settings(deadline=None, max_examples=80)
@given(
    first=days,
    weeks=st.integers(1, 10),
    kept=st.lists(st.booleans(), min_size=2, max_size=24).filter(any),
    at=st.sampled_from([time(13, 30), time(2, 30), time(0, 0), time(23, 45)]),
)
def test_every_so_many_weeks_with_dates_left_out_comes_back_exactly(
    first: date, weeks: int, kept: list[bool], at: time
) -> None:
    dates = [first + timedelta(weeks=weeks * number) for number, is_kept in enumerate(kept) if is_kept]
    starts = [local(day, at) for day in dates]

    assert comes_back(series(starts)) == starts


@settings(deadline=None, max_examples=60)
@given(st.lists(days, min_size=2, max_size=12, unique=True).map(sorted), st.data())
def test_a_session_that_moved_comes_back_where_it_is_now(dates: list[date], data: st.DataObject) -> None:
    starts = [local(day) for day in dates]
    which = data.draw(st.integers(0, len(starts) - 1))
    moved = local(dates[which] + timedelta(days=data.draw(st.integers(1, 400)))) + timedelta(hours=1)

    expected = sorted([*starts[:which], moved, *starts[which + 1 :]])
    assert comes_back(series(starts, **{f"s{which}": moved})) == expected


@pytest.mark.parametrize(
    ("dates", "rule"),
    [
        (["2027-01-14", "2027-03-11", "2027-05-13", "2027-07-08"], "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TH"),
        (["2027-01-29", "2027-02-26", "2027-03-26"], "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR"),
        (["2027-01-29", "2027-04-30", "2027-07-30"], "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR"),
        (["2027-01-05", "2027-01-26", "2027-02-16"], "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"),
    ],
)
def test_oracle_8_2_a_rhythm_is_written_as_a_rule(dates: list[str], rule: str) -> None:
    starts = [local(date.fromisoformat(day)) for day in dates]

    (line,) = recurrence(starts)

    assert line.startswith(f"RRULE:{rule};UNTIL=")
    assert comes_back(series(starts)) == starts


def test_a_date_left_out_of_a_rhythm_is_an_exception() -> None:
    starts = [local(date(2027, *day)) for day in ((1, 14), (5, 13), (7, 8))]

    lines = recurrence(starts)

    assert lines[1:] == ("EXDATE;TZID=Europe/Amsterdam:20270311T133000",)
    assert comes_back(series(starts)) == starts


def meeting(**changes: Any) -> Meeting:
    """A session of next year."""
    starts_at = local(date(2027, 1, 14))
    return Meeting(SESSION, starts_at, starts_at + timedelta(hours=2), "Zwolle", 0, False, starts_at)._replace(
        **changes
    )


TOLD = {SESSION: Told(0, False, local(date(2027, 1, 14)), "Zwolle")}
OFF = {SESSION: Told(1, True, local(date(2027, 1, 14)), "Zwolle")}


@pytest.mark.parametrize(
    ("now", "told", "tells"),
    [
        (meeting(), {}, "new"),
        (meeting(), TOLD, ""),
        (meeting(sequence=1), TOLD, "changed"),
        (meeting(is_off=True, sequence=1), TOLD, "off"),
        (meeting(is_off=True, sequence=1), {}, ""),
        (meeting(is_off=True, sequence=1), OFF, ""),
        (meeting(sequence=2), OFF, "changed"),
        (meeting(ends_at=NOW), {}, ""),
        (meeting(ends_at=NOW, is_off=True, sequence=1), TOLD, ""),
    ],
)
def test_people_are_told_what_they_do_not_know_and_nothing_else(
    now: Meeting, told: dict[UUID, Told], tells: str
) -> None:
    news = news_for([now], told, now=NOW)

    found = {"new": news.new, "changed": news.changed, "off": news.off}
    assert " ".join(name for name, several in found.items() if several) == tells
