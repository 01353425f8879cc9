"""Calendar programs as a test meets them: they read an invitation and answer it by mail, written with a library of their own."""

from datetime import datetime
from email.message import EmailMessage
from typing import Any

import icalendar


def replied(
    invitation: EmailMessage,
    answer: str,
    *,
    at: datetime,
    recurs_at: datetime | None = None,
    number: int = 0,
    method: str = "REPLY",
    **changes: Any,
) -> bytes:
    """The mail with which a calendar answers an invitation (RFC 5546 3.2.3).

    answer: ACCEPTED, TENTATIVE or DECLINED. recurs_at: of one time of a series. number: which calendar in the mail.
    changes: properties that stand otherwise than they should; None leaves one out.
    """
    parts = [part for part in invitation.walk() if part.get_content_type() == "text/calendar"]
    content = parts[number].get_payload(decode=True)
    assert isinstance(content, bytes)
    asked: Any = icalendar.Calendar.from_ical(content)
    events = asked.walk("VEVENT")
    event = next((one for one in events if "RECURRENCE-ID" in one and one["RECURRENCE-ID"].dt == recurs_at), events[0])
    said = icalendar.Event()
    said.add("uid", event["UID"])
    said.add("sequence", event["SEQUENCE"])
    said.add("dtstamp", at)
    if recurs_at is not None:
        said.add("recurrence-id", recurs_at)
    said["ORGANIZER"] = event["ORGANIZER"]
    attendee = icalendar.vCalAddress(str(event["ATTENDEE"]))
    attendee.params["PARTSTAT"] = answer
    said["ATTENDEE"] = attendee
    for name, value in changes.items():
        said.pop(name.upper(), None)
        if value is not None:
            said.add(name, value)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Een andere kalender//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(said)
    mail = EmailMessage()
    mail["From"] = str(event["ATTENDEE"]).removeprefix("mailto:")
    mail["To"] = str(said.get("ORGANIZER", "iemand@leerkring.example")).removeprefix("mailto:")
    mail["Subject"] = f"{answer}: Bijeenkomst"
    mail.set_content("Ja.")
    mail.add_alternative(calendar.to_ical().decode(), subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()
