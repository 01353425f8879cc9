"""What a coordinator types to open a date poll, and how it is read: a date on each line, with its own time where it has one."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from services.gateway.web.formatting import local
from services.gateway.web.forms import Form, read_date, read_time
from services.gateway.web.language import words

FIELDS = ("title", "dates", "starts", "ends", "place", "words", "answer_until", "perspectives", "needed_ids")
SEVERAL = ("perspectives", "needed_ids")
"""What is ticked: a field that is sent more than once."""
ZONE = ZoneInfo("Europe/Amsterdam")
LAST_MINUTE = time(23, 59)
LINE = re.compile(
    r"(?:[a-z]+dag\s+|[a-z]+day\s+)?(?P<on>.+?)"
    r"(?:[,\s]+(?P<starts>\d{1,2}[.:u]\d{2})(?:\s*(?:-|–|tot|to)\s*(?P<ends>\d{1,2}[.:u]\d{2}))?(?:\s*uur)?)?"
)


def usual_form(perspectives: list[dict[str, Any]]) -> Form:
    """What is asked most: an afternoon, and everybody should be able to come."""
    form = Form.filled({"starts": "13.30", "ends": "16.00"})
    form.several["perspectives"] = [item["code"] for item in perspectives]
    return form


def form_like(earlier: dict[str, Any], perspectives: list[dict[str, Any]], now: datetime) -> Form:
    """What an earlier poll asked, to be asked once more: the dates that are still to come, each with its time."""
    dates = sorted((local(one["startsAt"]), local(one["endsAt"])) for one in earlier["dates"])
    begin, end = dates[0]
    coming = [f"{at.day}-{at.month}-{at.year} {at:%H.%M} tot {until:%H.%M}" for at, until in dates if at > local(now)]
    told = {name: earlier[name] or "" for name in ("title", "words", "place")} | {"dates": "\n".join(coming)}
    form = Form.filled(told | {"starts": f"{begin:%H.%M}", "ends": f"{end:%H.%M}"})
    form.several["perspectives"] = [item["code"] for item in perspectives]
    asked = earlier["dates"][0]["needed"] or []
    form.several["needed_ids"] = [one["person"]["person"]["id"] for one in asked if one["person"]]
    return form


def read_moments(form: Form) -> list[tuple[datetime, datetime]]:
    """Read when each date starts and ends; what cannot be read becomes a fault at its field."""
    starts, ends = _time(form, "starts"), _time(form, "ends")
    lines = [line.strip() for line in form.value("dates").split("\n") if line.strip()]
    if not lines:
        form.fault("dates", words("Schrijf minstens één datum op, elke datum op een eigen regel."))
    found: list[tuple[datetime, datetime]] = []
    for line in lines:
        read = _line(line)
        if read is None:
            form.fault("dates", words("Een van de regels kunnen we niet lezen. Schrijf een datum zo: 14-1-2027"))
            break
        on, begins, finishes = read
        begin, end = begins or starts, finishes or ends
        if begin and end:
            found.append((_moment(on, begin), _moment(on, end)))
    return sorted(found)


def read_until(form: Form) -> datetime | None:
    """Read until when people can answer: the end of the day that was written."""
    on = read_date(form.value("answer_until"))
    if on is None:
        form.fault("answer_until", words("Schrijf de datum zo: 14-1-2027"))
        return None
    return _moment(on, LAST_MINUTE)


def lines_of(kept: list[str]) -> str:
    """The lines of dates that were kept in the year planner, as 2027-01-14 or 2027-01-14 13:30."""
    lines = []
    for one in kept[:100]:
        day, _, at = one.partition(" ")
        on, begins = read_date(day), read_time(at)
        if on:
            lines.append(f"{on.day}-{on.month}-{on.year}" + (f" {begins:%H.%M}" if begins else ""))
    return "\n".join(lines)


def last_chance(moments: list[tuple[datetime, datetime]], now: datetime) -> str:
    """Until when answering makes sense if nobody says: two weeks, and before the first date."""
    days = 14
    until = local(now).date().toordinal() + days
    if moments:
        until = min(until, local(moments[0][0]).date().toordinal() - 1)
    on = date.fromordinal(max(until, local(now).date().toordinal() + 1))
    return f"{on.day}-{on.month}-{on.year}"


def _line(line: str) -> tuple[date, time | None, time | None] | None:
    found = LINE.fullmatch(line.lower())
    on = read_date(found["on"]) if found else None
    if found is None or on is None:
        return None
    times = [read_time(found[name]) if found[name] else None for name in ("starts", "ends")]
    if any(found[name] and not at for name, at in zip(("starts", "ends"), times, strict=True)):
        return None
    return on, times[0], times[1]


def _time(form: Form, name: str) -> time | None:
    found = read_time(form.value(name))
    if found is None:
        form.fault(name, words("Schrijf de tijd zo: 13.30"))
    return found


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=ZONE)
