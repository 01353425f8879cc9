"""What is written as a calendar is read as it was meant, by two programs that share no line with the writer or each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ics import (
    MOST_OCTETS,
    TIME_ZONE,
    Entry,
    attendee,
    calendar,
    folded,
    organizer,
    recurrence_id,
    uid,
    wall,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SESSION_ID = UUID("01a20139-0e3e-719c-b6e8-606dd12dcc10")
MADE = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CLOCK_CHANGES = [datetime(2027, 3, 28, 0, tzinfo=UTC), datetime(2027, 10, 31, 0, tzinfo=UTC)]

texts = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), st.sampled_from('\n\t,;:\\"^ BEGIN:VEVENTéé😀')
    ),
    max_size=200,
).map(str.strip)
moments = st.one_of(
    st.integers(0, 37 * 365 * 24 * 60).map(
        lambda minutes: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.tuples(st.sampled_from(CLOCK_CHANGES), st.integers(0, 4 * 60)).map(
        lambda drawn: drawn[0] + timedelta(minutes=drawn[1])
    ),
)


def entry(**changes: Any) -> Entry:
    """A session: oracle 8.2's first of 2027, 13.30 on the wall."""
    plain = Entry(
        uid=uid(SESSION_ID, "https://leerkring.example"),
        sequence=0,
        stamped_at=MADE,
        starts_at=datetime(2027, 1, 14, 12, 30, tzinfo=UTC),
        ends_at=datetime(2027, 1, 14, 15, 0, tzinfo=UTC),
        summary="Bijeenkomst KBL",
    )
    return replace(plain, **changes)


def read(content: str) -> Any:
    """The one event of a calendar, as icalendar reads it."""
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert event.errors == []
    return event


@settings(deadline=None)
@given(summary=texts, place=texts, description=texts)
def test_a_71_text_comes_back_as_it_was_typed(summary: str, place: str, description: str) -> None:
    content = calendar([entry(summary=summary, place=place, description=description)])

    theirs, others = read(content), vobject.readOne(content).vevent
    assert str(theirs["SUMMARY"]) == summary
    assert [str(theirs.get(name, "")) for name in ("LOCATION", "DESCRIPTION")] == [place, description]
    assert others.summary.value == summary
    assert [others.getChildValue(name, "") for name in ("location", "description")] == [place, description]


links = st.from_regex(r"https://[a-z]{1,20}\.example/[A-Za-z0-9/?=&;,%:~.-]{0,120}", fullmatch=True)


@settings(deadline=None)
@given(link=links)
def test_where_to_join_online_comes_back_as_it_was_typed(link: str) -> None:
    content = calendar([entry(conference=link)])

    theirs, others = read(content), vobject.readOne(content).vevent
    assert str(theirs["CONFERENCE"]) == link
    assert theirs["CONFERENCE"].params["VALUE"] == "URI"
    assert (
        others.conference.value == link.split(",", maxsplit=1)[0]
    )  # it does not know this property, and reads it as a list


@settings(deadline=None)
@given(starts_at=moments, length=st.integers(1, 600))
def test_br_049_a_moment_comes_back_also_when_the_clock_changes(starts_at: datetime, length: int) -> None:
    ends_at = starts_at + timedelta(minutes=length)
    content = calendar([entry(starts_at=starts_at, ends_at=ends_at)])

    theirs, others = read(content), vobject.readOne(content).vevent
    assert [theirs.decoded(name).astimezone(UTC) for name in ("DTSTART", "DTEND")] == [starts_at, ends_at]
    assert [one.value.astimezone(UTC) for one in (others.dtstart, others.dtend)] == [starts_at, ends_at]


@settings(deadline=None)
@given(summary=texts)
def test_every_line_ends_in_crlf_and_has_at_most_75_octets(summary: str) -> None:
    content = calendar([entry(summary=summary)], name=summary)

    assert content.endswith("END:VCALENDAR\r\n")
    assert content.count("\r\n") == content.count("\n") == content.count("\r")
    assert max(len(line.encode()) for line in content.split("\r\n")) <= MOST_OCTETS


@given(line=texts.filter(lambda line: "\n" not in line))
def test_a_folded_line_unfolds_to_itself_and_no_piece_is_wasted(line: str) -> None:
    pieces = folded(line)[:-2].split("\r\n ")

    assert "".join(pieces) == line
    assert all(len(piece.encode()) > MOST_OCTETS - 5 for piece in pieces[:-1])


@settings(deadline=None)
@given(name=texts)
def test_a_name_in_a_parameter_comes_back_as_it_was_typed(name: str) -> None:
    content = calendar([entry(people=(organizer("leerkring@voorbeeld.example", name),))], method="REQUEST")

    assert str(read(content)["ORGANIZER"].params.get("CN", "")) == name


@pytest.mark.parametrize("year", range(2000, 2038))
def test_the_zone_says_what_the_zone_database_says(year: int) -> None:
    """The summer and winter time of every year, read by the other program from what we write."""
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{TIME_ZONE}END:VCALENDAR\r\n"
    zone: Any = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")[0]
    written = zone.to_tz(lookup_tzid=False)

    days = [date(year, 1, 1) + timedelta(days=day) for day in range(365)]
    moments = [datetime(day.year, day.month, day.day, hour) for day in days for hour in (0, 12)]  # noqa: DTZ001 -- a wall time, in two zones below
    assert [moment.replace(tzinfo=written).utcoffset() for moment in moments] == [
        moment.replace(tzinfo=AMSTERDAM).utcoffset() for moment in moments
    ]


def test_oracle_8_2_half_past_one_stays_half_past_one_in_winter_and_in_summer() -> None:
    assert wall(datetime(2027, 1, 14, 12, 30, tzinfo=UTC)) == ";TZID=Europe/Amsterdam:20270114T133000"
    assert wall(datetime(2027, 5, 13, 11, 30, tzinfo=UTC)) == ";TZID=Europe/Amsterdam:20270513T133000"


def test_f_78_the_hour_that_comes_twice_is_told_apart() -> None:
    first, second = datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)

    assert wall(first) == ";TZID=Europe/Amsterdam:20271031T023000"
    assert wall(second) == ":20271031T013000Z"


def test_a_file_says_what_rfc_5545_asks_of_it() -> None:
    written = calendar([entry(place="Zaal 3, Zwolle", url="https://leerkring.example/bijeenkomsten/1")])

    assert written == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Leerkring//Leerkring//NL\r\nCALSCALE:GREGORIAN\r\n"
        + TIME_ZONE
        + f"BEGIN:VEVENT\r\nUID:{SESSION_ID}@leerkring.example\r\nDTSTAMP:20261122T030000Z\r\n"
        "LAST-MODIFIED:20261122T030000Z\r\nSEQUENCE:0\r\nDTSTART;TZID=Europe/Amsterdam:20270114T133000\r\n"
        "DTEND;TZID=Europe/Amsterdam:20270114T160000\r\nSUMMARY:Bijeenkomst KBL\r\nSTATUS:CONFIRMED\r\n"
        "CLASS:PUBLIC\r\nTRANSP:OPAQUE\r\nLOCATION:Zaal 3\\, Zwolle\r\n"
        "URL:https://leerkring.example/bijeenkomsten/1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_wish_6_the_time_of_who_does_not_come_stays_free() -> None:
    assert [str(read(calendar([entry(is_free=free)]))["TRANSP"]) for free in (True, False)] == ["TRANSPARENT", "OPAQUE"]


def test_a_feed_says_its_name_and_when_to_come_back_in_old_and_new_words() -> None:
    head = calendar([], name="Leerkring: KBL").split("BEGIN:VTIMEZONE")[0].split("\r\n")

    assert head[4:-1] == [
        "NAME:Leerkring: KBL",
        "X-WR-CALNAME:Leerkring: KBL",
        "X-WR-TIMEZONE:Europe/Amsterdam",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]


def test_an_invitation_is_read_by_the_other_program_as_one() -> None:
    people = (
        organizer("leerkring@voorbeeld.example", "KBL"),
        attendee("lea@voorbeeld.example", "NEEDS-ACTION", asks=True),
    )
    moved = recurrence_id(datetime(2027, 1, 14, 12, 30, tzinfo=UTC))
    content = calendar([entry(people=people, recurrence=(moved,), sequence=2)], method="REQUEST")

    event = read(content)
    asked = event["ATTENDEE"]
    assert icalendar.Calendar.from_ical(content)["METHOD"] == "REQUEST"
    assert (event["SEQUENCE"], str(event["ORGANIZER"])) == (2, "mailto:leerkring@voorbeeld.example")
    assert (str(asked), asked.params["PARTSTAT"], asked.params["RSVP"]) == (
        "mailto:lea@voorbeeld.example",
        "NEEDS-ACTION",
        "TRUE",
    )
    assert event.decoded("RECURRENCE-ID") == datetime(2027, 1, 14, 13, 30, tzinfo=AMSTERDAM)
