"""How a mail that comes in is read: the answer of a calendar (RFC 5546), a report that a mail did not arrive (RFC 3464), or neither."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email import message_from_bytes, policy
from email.message import Message
from typing import Any, Final
from zoneinfo import ZoneInfo

MOST_OCTETS: Final = 1024 * 1024
MOST_PARTS: Final = 100
MOST_CALENDAR: Final = 128 * 1024
ADDRESSED: Final = ("Delivered-To", "X-Original-To", "To", "Cc")
PARTSTAT: Final = {"ACCEPTED": "COMING", "TENTATIVE": "MAYBE", "DECLINED": "NOT_COMING"}
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
_ZONE = ZoneInfo("Europe/Amsterdam")


class Unread(ValueError):
    """A mail of which nothing can be made; the sentence tells its sender why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a calendar answered. addresses: to which it was sent, and who asked. recurs_at: which time of a series; None: all of them."""

    addresses: tuple[str, ...]
    uid: str
    attendee: str
    answer: str
    sequence: int
    stamped_at: datetime
    recurs_at: datetime | None


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report that mails did not arrive, for good."""

    message_ids: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Automatic:
    """What a program sent by itself (RFC 3834), and which asks nothing of us: it is never answered."""


def read_mail(content: bytes) -> Reply | Bounce | Automatic:
    """Read one mail (RFC 5322), as a mail server hands it over. Raises Unread, and nothing else, whatever stands in it."""
    if len(content) > MOST_OCTETS:
        raise Unread("This mail is too large for this address.")
    try:
        return _read(content)
    except Unread:
        raise
    except Exception as error:  # anybody can send anything: parts within parts within parts, names of no encoding, …
        raise Unread("This mail cannot be read.") from error


def _read(content: bytes) -> Reply | Bounce | Automatic:
    message = message_from_bytes(content, policy=policy.compat32)
    parts = list(_parts(message))
    report = _bounce(message, parts)
    if report is not None:
        return report
    calendars = [part for part in parts if part.get_content_type() in {"text/calendar", "application/ics"}]
    if calendars:
        return _reply(message, calendars[0])
    if _is_automatic(message):
        return Automatic()
    raise Unread("Nobody reads mail at this address. To say whether you come, use the link in the invitation.")


def _parts(message: Message) -> Iterator[Message]:
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        if part.is_multipart():
            waiting += [one for one in part.get_payload() if isinstance(one, Message)]


def _is_automatic(message: Message) -> bool:
    submitted = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    is_bulk = str(message.get("Precedence", "")).strip().lower() in {"bulk", "junk", "list", "auto_reply"}
    came_from_nobody = str(message.get("Return-Path", "")).strip() == "<>"
    return submitted != "no" or is_bulk or came_from_nobody or message.get_content_type() == "multipart/report"


def _bounce(message: Message, parts: list[Message]) -> Bounce | None:
    if message.get_content_type() != "multipart/report":
        return None
    fields: dict[str, str] = {}
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else []:
                if isinstance(block, Message):
                    fields |= {name.lower(): str(value).strip() for name, value in block.items()}
    status = fields.get("status", "").split(" ")[0][:12]
    if fields.get("action", "").lower() != "failed" or not status.startswith("5"):
        return None  # later, relayed or delivered: nothing is lost
    found: list[str] = []
    for part in parts:
        if part is not message and part.get("Message-ID") is not None:
            found += _MESSAGE_ID.findall(str(part["Message-ID"]))
        elif part.get_content_type() == "text/rfc822-headers":
            headers = message_from_bytes(_content(part), policy=policy.compat32)
            found += _MESSAGE_ID.findall(str(headers.get("Message-ID", "")))
    return Bounce(tuple(dict.fromkeys(found)), status) if found else None


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return content if isinstance(content, bytes) else b""


def _reply(message: Message, part: Message) -> Reply:
    content = _content(part)
    if len(content) > MOST_CALENDAR:
        raise Unread("The calendar in this mail is too large.")
    import icalendar  # a few megabytes that who gets no replies by mail need not hold

    try:
        calendar: Any = icalendar.Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
        method = str(calendar.get("METHOD", "")).upper()
    except Exception as error:
        raise Unread("The calendar in this mail cannot be read.") from error
    if method == "COUNTER":
        raise Unread("Another time cannot be proposed by mail. Answer whether you come, or write to the coordinator.")
    if method != "REPLY" or len(events) != 1:
        raise Unread("Only the answer to one invitation can be read here.")
    return _read_event(message, events[0])


def _read_event(message: Message, event: Any) -> Reply:
    attendees = event.get("ATTENDEE")
    attendees = attendees if isinstance(attendees, list) else [attendees]
    if len(attendees) != 1 or attendees[0] is None or event.get("UID") is None or event.get("DTSTAMP") is None:
        raise Unread("The answer in this mail is not complete.")
    said = str(attendees[0].params.get("PARTSTAT", "")).upper()
    if said not in PARTSTAT:
        raise Unread("Only yes, maybe or no can be read here.")
    addresses = [str(value) for name in ADDRESSED for value in message.get_all(name, [])]
    if event.get("ORGANIZER") is not None:
        addresses.append(str(event["ORGANIZER"]))
    recurs = event.get("RECURRENCE-ID")
    return Reply(
        addresses=tuple(address[:400] for address in addresses[:50]),
        uid=str(event["UID"])[:300],
        attendee=re.sub(r"^mailto:", "", str(attendees[0]), flags=re.IGNORECASE).strip()[:254],
        answer=PARTSTAT[said],
        sequence=max(0, min(int(event.get("SEQUENCE", 0)), 2**31 - 1)),
        stamped_at=_moment(event["DTSTAMP"].dt),
        recurs_at=None if recurs is None else _moment(recurs.dt),
    )


def _moment(value: date) -> datetime:
    """A moment in UTC; without a zone it is by the clock in the Netherlands."""
    at = value if isinstance(value, datetime) else datetime.combine(value, time())
    return (at if at.tzinfo is not None else at.replace(tzinfo=_ZONE)).astimezone(UTC)
