"""Writing calendars to the letter of RFC 5545: CRLF, lines of 75 octets, escaped text, and one time zone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
PRODUCT: Final = "-//Leerkring//Leerkring//NL"
ZONE: Final = "Europe/Amsterdam"
MOST_OCTETS = 75
REFRESHED_EVERY = "PT6H"
_AMSTERDAM = ZoneInfo(ZONE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")
_IN_TEXT = re.compile(r"[\\;,\n]")
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_IN_PARAMETER = {"^": "^^", "\n": "^n", '"': "^'"}

# The rule that holds since 1996 (directive 2000/84/EC); a test holds it against the zone database, year by year.
TIME_ZONE: Final = "".join(
    f"{line}\r\n"
    for line in (
        "BEGIN:VTIMEZONE",
        f"TZID:{ZONE}",
        "BEGIN:DAYLIGHT",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar.

    uid: the same for good. sequence: rises when a date or a place changes. stamped_at: when it was last changed, or in a
    message (``method``) when that was made. class_: PRIVATE where others who see the calendar should not read it.
    recurrence: ready lines that make it come back, or say which time of a series it is (recurrence_id, recurrence_dates).
    is_free: who reads it does not go there, so their time stays free (TRANSP, RFC 5545 3.8.2.7).
    conference: where to join online (RFC 7986 5.11). people: ready lines of who asks and who is asked (organizer, attendee).
    """

    uid: str
    sequence: int
    stamped_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    status: str = "CONFIRMED"
    is_free: bool = False
    place: str = ""
    description: str = ""
    url: str = ""
    conference: str = ""
    class_: str = "PUBLIC"
    recurrence: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def calendar(entries: Iterable[Entry], *, method: str | None = None, name: str | None = None) -> str:
    """Write a calendar.

    method: what is asked with it (PUBLISH, REQUEST, CANCEL; RFC 5546), None for a file or a feed. name: what a calendar
    program calls a feed, which it then fetches again every six hours (RFC 7986, and the names older programs know).
    """
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    if method is not None:
        head.append(f"METHOD:{method}")
    if name is not None:
        called = text(name)
        head += [f"NAME:{called}", f"X-WR-CALNAME:{called}", f"X-WR-TIMEZONE:{ZONE}"]
        head += [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESHED_EVERY}", f"X-PUBLISHED-TTL:{REFRESHED_EVERY}"]
    return "".join(
        [*(folded(line) for line in head), TIME_ZONE, *(_event(entry) for entry in entries), "END:VCALENDAR\r\n"]
    )


def _event(entry: Entry) -> str:
    stamp = instant(entry.stamped_at)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{text(entry.uid)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART{wall(entry.starts_at)}",
        f"DTEND{wall(entry.ends_at)}",
        *entry.recurrence,
        f"SUMMARY:{text(entry.summary)}",
        f"STATUS:{entry.status}",
        f"CLASS:{entry.class_}",
        f"TRANSP:{'TRANSPARENT' if entry.is_free or entry.status == 'CANCELLED' else 'OPAQUE'}",
    ]
    if entry.place:
        lines.append(f"LOCATION:{text(entry.place)}")
    if entry.description:
        lines.append(f"DESCRIPTION:{text(entry.description)}")
    if entry.url:
        lines.append(f"URL:{entry.url}")
    if entry.conference:
        lines.append(f"CONFERENCE;VALUE=URI;FEATURE=VIDEO,AUDIO:{entry.conference}")
    lines += [*entry.people, "END:VEVENT"]
    return "".join([folded(line) for line in lines])


def uid(id_: UUID, address: str) -> str:
    """By what calendars know this for good: the id, and the house that made it (``address``: where people reach it)."""
    return f"{id_}@{urlsplit(address).hostname}"


def organizer(address: str, name: str) -> str:
    """The line that says who asks; answers go to this mail address."""
    return f"ORGANIZER;CN={quoted(name)}:mailto:{address}"


def attendee(address: str, answer: str, *, asks: bool) -> str:
    """The line that says who is asked. answer: NEEDS-ACTION, ACCEPTED, TENTATIVE or DECLINED. asks: whether an answer is wanted."""
    return (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP={'TRUE' if asks else 'FALSE'}"
        f":mailto:{address}"
    )


def recurrence_id(first_starts_at: datetime) -> str:
    """The line that says which time of a series this is: the moment at which it first stood (RFC 5545 3.8.4.4)."""
    return f"RECURRENCE-ID{wall(first_starts_at)}"


def recurrence_dates(starts: Iterable[datetime]) -> tuple[str, ...]:
    """The lines that say when a series comes back, date by date (RFC 5545 3.8.5.2)."""
    return tuple(f"RDATE{wall(moment)}" for moment in starts)


def wall(moment: datetime) -> str:
    """A moment as what the clock on the wall says then, with its zone; the second half past two of a night in October has no such name."""
    local = moment.astimezone(_AMSTERDAM)
    return f":{instant(moment)}" if local.fold else f";TZID={ZONE}:{local:%Y%m%dT%H%M%S}"


def instant(moment: datetime) -> str:
    """A moment in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """Text as it stands in a property: one line, nothing in it that a reader takes for something else (A-71)."""
    one = _CONTROLS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    return _IN_TEXT.sub(lambda found: _ESCAPED[found[0]], one)


def quoted(value: str) -> str:
    """Text as it stands in a parameter (RFC 6868)."""
    one = _CONTROLS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    return '"' + "".join(_IN_PARAMETER.get(character, character) for character in one) + '"'


def folded(line: str) -> str:
    """A line of a calendar, in pieces of at most 75 octets; no piece ends within a character (RFC 5545 3.1)."""
    if len(line) <= MOST_OCTETS and line.isascii():
        return line + "\r\n"
    octets = line.encode()
    pieces = []
    start, room = 0, MOST_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, MOST_OCTETS - 1  # the space that continues a line counts too
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"
