"""The form in which a coordinator says when a series meets, and how it is read."""

from datetime import date, datetime, time
from typing import Any

from services.gateway.web.formatting import local
from services.gateway.web.forms import Form, read_date, read_time
from services.gateway.web.labels import NTHS, WEEKDAYS
from services.gateway.web.language import words

FIELDS = ("every_months", "nth", "weekday", "starts", "ends", "from_on", "until_on", "place", "dates")
EVERY = ("1", "2", "3", "4", "6")


def usual_form(now: datetime, rhythm_months: int | None) -> Form:
    """What is asked most: the coming calendar year, in the network's rhythm, on a Thursday afternoon."""
    year = local(now).year + 1
    return Form.filled(
        {
            "every_months": rhythm_months or 2,
            "nth": 2,
            "weekday": 3,
            "starts": "13.30",
            "ends": "16.00",
            "from_on": f"1-1-{year}",
            "until_on": f"31-12-{year}",
        }
    )


def read_rule(form: Form) -> dict[str, Any]:
    """Read the rule for GraphQL; what cannot be read becomes a fault at its field."""
    starts, ends = _time(form, "starts"), _time(form, "ends")
    from_on, until_on = _date(form, "from_on"), _date(form, "until_on")
    return {
        "everyMonths": _choice(form, "every_months", EVERY),
        "nth": _choice(form, "nth", [str(nth) for nth in NTHS]),
        "weekday": _choice(form, "weekday", [str(day) for day in range(len(WEEKDAYS))]),
        "starts": starts.isoformat() if starts else None,
        "ends": ends.isoformat() if ends else None,
        "fromOn": from_on.isoformat() if from_on else None,
        "untilOn": until_on.isoformat() if until_on else None,
    }


def left_out(form: Form) -> list[str]:
    """The days that were shown and not kept, as ISO dates."""
    kept = set(form.several.get("keep", []))
    return [day for day in form.several.get("dates", []) if day not in kept and read_date(day)]


def _time(form: Form, name: str) -> time | None:
    found = read_time(form.value(name))
    if found is None:
        form.fault(name, words("Schrijf de tijd zo: 13.30"))
    return found


def _date(form: Form, name: str) -> date | None:
    found = read_date(form.value(name))
    if found is None:
        form.fault(name, words("Schrijf de datum zo: 14-1-2027"))
    return found


def _choice(form: Form, name: str, allowed: list[str] | tuple[str, ...]) -> int | None:
    if form.value(name) not in allowed:
        form.fault(name, words("Kies een van de mogelijkheden."))
        return None
    return int(form.value(name))
