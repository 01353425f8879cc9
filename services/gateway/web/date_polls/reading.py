"""What a coordinator types to open a date poll, and how it is read: a date on each line, with its own time where it has one."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from services.gateway.web.formatting import local
from services.gateway.web.forms import Form, read_date, read_time
from services.gateway.web.language import words
from services.gateway.web.series_labels import SESSION_TYPES

FIELDS = (
    "title",
    "dates",
    "starts",
    "ends",
    "place",
    "link",
    "type",
    "words",
    "answer_until",
    "perspectives",
    "needed_ids",
    "school_regions",
)
SEVERAL = ("perspectives", "needed_ids", "school_regions")
"""What is ticked: a field that is sent more than once."""
ZONE = ZoneInfo("Europe/Amsterdam")
USUAL_TYPE = "REGULAR"
LAST_MINUTE = time(23, 59)
LONGEST_SAID = 60
"""How much of a line that cannot be read is said again."""
LINE = re.compile(
    r"(?:[a-z]+dag\s+|[a-z]+day\s+)?(?P<on>.+?)"
    r"(?:[,\s]+(?P<starts>\d{1,2}[.:u]\d{2})(?:\s*(?:-|–|tot|to)\s*(?P<ends>\d{1,2}[.:u]\d{2}))?(?:\s*uur)?)?"
)


def usual_form(perspectives: list[dict[str, Any]]) -> Form:
    """What is asked most: an afternoon, and everybody should be able to come."""
    form = Form.filled({"starts": "13.30", "ends": "16.00", "type": USUAL_TYPE})
    form.several["perspectives"] = [item["code"] for item in perspectives]
    return form


def form_like(earlier: dict[str, Any], perspectives: list[dict[str, Any]], now: datetime) -> Form:
    """What an earlier poll asked, to be asked once more: the dates that are still to come, each with its time."""
    dates = sorted((local(one["startsAt"]), local(one["endsAt"])) for one in earlier["dates"])
    begin, end = dates[0]
    coming = lines_again((at, until) for at, until in dates if at > local(now))
    told = {name: earlier[name] or "" for name in ("title", "words", "place", "link", "type")} | {"dates": coming}
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
            form.fault(
                "dates",
                words("We kunnen deze regel niet lezen: %(about)s. Schrijf een datum zo: 14-1-2027"),
                _said(line),
            )
            break
        on, begins, finishes = read
        begin, end = begins or starts, finishes or ends
        if begin and end:
            found.append((_moment(on, begin), _moment(on, end)))
            if any(_is_skipped(moment) for moment in found[-1]):
                form.fault(
                    "dates", words("Die tijd bestaat op die dag niet, door de zomertijd: %(about)s."), _said(line)
                )
                break
    return sorted(found)


def read_type(form: Form) -> str:
    """Of what kind the sessions are that the dates become; the usual one where nothing was said."""
    return form.value("type") if form.value("type") in SESSION_TYPES else USUAL_TYPE


def read_until(form: Form) -> datetime | None:
    """Read until when people can answer: the end of the day that was written."""
    on = read_date(form.value("answer_until"))
    if on is None:
        form.fault("answer_until", words("Schrijf de datum zo: 14-1-2027"))
        return None
    return _moment(on, LAST_MINUTE)


def lines_of(kept: list[str], starts: time | None, ends: time | None) -> str:
    """The lines of dates that were kept in the year planner, as 2027-01-14 or 2027-01-14 13:30.

    starts, ends: of the rule; a date that starts at another time lasts as long, and says until when.
    """
    lines = []
    for one in kept[:100]:
        day, _, at = one.partition(" ")
        on, begins = read_date(day), read_time(at)
        if on is None:
            continue
        line = f"{on.day}-{on.month}-{on.year}"
        if begins and starts and ends and begins != starts:
            length = datetime.combine(on, ends) - datetime.combine(on, starts)
            line += f" {begins:%H.%M} tot {datetime.combine(on, begins) + length:%H.%M}"
        lines.append(line)
    return "\n".join(lines)


def lines_again(moments: Iterable[tuple[datetime, datetime]]) -> str:
    """The lines that say these moments, as people write them."""
    return "\n".join(f"{at.day}-{at.month}-{at.year} {at:%H.%M} tot {until:%H.%M}" for at, until in moments)


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


def _said(line: str) -> str:
    return line if len(line) <= LONGEST_SAID else line[:LONGEST_SAID] + "…"


def _is_skipped(moment: datetime) -> bool:
    """Whether the clock skips this time on this day."""
    return moment.astimezone(UTC).astimezone(ZONE).time() != moment.time()


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=ZONE)
