"""The form in which a coordinator says how a network meets, how it is read, and the year as it is shown."""

from datetime import date, datetime, time
from typing import Any

from services.gateway.web.formatting import local
from services.gateway.web.forms import Form, read_date, read_time
from services.gateway.web.labels import NTHS, WEEKDAYS
from services.gateway.web.language import words
from services.gateway.web.year_labels import SCHOOL_REGIONS

FIELDS = (
    "every",
    "nth",
    "weekday",
    "day",
    "starts",
    "ends",
    "latest_end",
    "from_on",
    "until_on",
    "weekdays",
    "school_regions",
    "perspectives",
    "place",
    "link",
    "type",
    "dates",
)
MONTHS = ("1", "2", "3", "4", "6")
WORKDAYS = range(5)
SCHOOL_ENDS = time(15, 30)
WEEKS = ("4w", "6w", "8w", "10w")
DATE_WANTED = words("Schrijf de datum zo: 14-1-2027")
SEVERAL = ("weekdays", "school_regions", "perspectives")
PLACES = {"every_months": "every", "every_weeks": "every", "moments": "dates", "without": "dates"}
"""Where on the form a service's field stands."""


def usual_form(now: datetime, network: dict[str, Any]) -> Form:
    """What is asked most: the coming calendar year, in the network's rhythm, on a Thursday afternoon, for everybody."""
    year = local(now).year + 1
    rhythm = str(network["rhythmMonths"])
    form = Form.filled(
        {
            "every": rhythm if rhythm in MONTHS else "2",
            "nth": 2,
            "weekday": 3,
            "starts": "13.30",
            "ends": "16.00",
            "from_on": f"1-1-{year}",
            "until_on": f"31-12-{year}",
            "type": "REGULAR",
        }
    )
    form.several["weekdays"] = [str(day) for day in WORKDAYS]
    form.several["perspectives"] = [one["code"] for one in network["perspectives"]]
    return form


def read_rule(form: Form) -> dict[str, Any]:
    """Read the rule for GraphQL; what cannot be read becomes a fault at its field."""
    starts, ends = _time(form, "starts"), _time(form, "ends")
    from_on, until_on = _date(form, "from_on"), _date(form, "until_on")
    every = form.value("every")
    if every not in (*MONTHS, *WEEKS):
        form.fault("every", words("Kies een van de mogelijkheden."))
    in_weeks, by_day = every in WEEKS, bool(form.value("day")) and every not in WEEKS
    day = form.number("day")
    if by_day and not (day and day <= 31):
        form.fault("day", words("Kies een dag van 1 tot en met 31."))
    return {
        "everyMonths": int(every) if every in MONTHS else None,
        "everyWeeks": int(every.removesuffix("w")) if in_weeks else None,
        "nth": None if in_weeks or by_day else _choice(form, "nth", [str(nth) for nth in NTHS]),
        "weekday": None if by_day else _choice(form, "weekday", [str(day) for day in range(len(WEEKDAYS))]),
        "day": day if by_day else None,
        "starts": starts.isoformat() if starts else None,
        "ends": ends.isoformat() if ends else None,
        "fromOn": from_on.isoformat() if from_on else None,
        "untilOn": until_on.isoformat() if until_on else None,
    }


def read_wish(form: Form) -> dict[str, Any]:
    """Read for GraphQL what else was wished; what cannot be read becomes a fault at its field."""
    latest = _time(form, "latest_end") if form.value("latest_end") else None
    weekdays = [day for day in range(len(WEEKDAYS)) if str(day) in form.several.get("weekdays", [])]
    return {
        "weekdays": weekdays or list(WORKDAYS),
        "latestEnd": latest.isoformat() if latest else None,
        "schoolRegions": chosen_regions(form),
        "perspectives": form.several.get("perspectives") or None,
    }


def chosen_regions(form: Form) -> list[str] | None:
    """Whose school holidays count; None where nothing was ticked: those of where the network works."""
    return [code for code in form.several.get("school_regions", []) if code in SCHOOL_REGIONS] or None


def after_school(rule: dict[str, Any], dates: list[dict[str, Any]]) -> str:
    """Until when it may last so that it can also begin right after school, where somebody is in class then (BR-045); else empty."""
    if not any(reason["kind"] == "SCHOOL_HOURS" for item in dates for reason in item["reasons"]):
        return ""
    any_day = date(2000, 1, 1)
    starts, ends = (datetime.combine(any_day, time.fromisoformat(rule[name])) for name in ("starts", "ends"))
    latest = datetime.combine(any_day, SCHOOL_ENDS) + (ends - starts)
    return f"{latest:%H.%M}" if latest.date() == any_day else ""


def moments_kept(form: Form) -> list[dict[str, str]]:
    """The dates that were kept, each a day with the time at which it starts."""
    found = []
    for kept in form.several.get("keep", []):
        day, _, starts = kept.partition(" ")
        if read_date(day) and read_time(starts):
            found.append({"on": day, "starts": f"{starts}:00"})
    return found


def repeated(form: Form) -> list[tuple[str, str]]:
    """What was said on the form, to send along or to go back with."""
    single = [(name, form.value(name)) for name in FIELDS if name in form.values and name not in (*SEVERAL, "dates")]
    return [*single, *((name, value) for name in SEVERAL for value in form.several.get(name, []))]


def _time(form: Form, name: str) -> time | None:
    found = read_time(form.value(name))
    if found is None:
        form.fault(name, words("Schrijf de tijd zo: 13.30"))
    return found


def _date(form: Form, name: str) -> date | None:
    found = read_date(form.value(name))
    if found is None:
        form.fault(name, DATE_WANTED)
    return found


def _choice(form: Form, name: str, allowed: list[str]) -> int | None:
    if form.value(name) not in allowed:
        form.fault(name, words("Kies een van de mogelijkheden."))
        return None
    return int(form.value(name))
