"""What speaks against the dates that somebody typed, so that it is seen before anybody is asked (BR-041, BR-045)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from services.gateway.web.formatting import local
from services.gateway.web.forms import Form
from services.gateway.web.sessions.planning import SCHOOL_ENDS, chosen_regions
from services.gateway.web.visit import Visit

SATURDAY = 5
Moments = Sequence[tuple[datetime, datetime]]


async def looked_at(visit: Visit, network: dict[str, Any], form: Form, moments: Moments) -> list[dict[str, Any]]:
    """The dates in order, each with what the year planner says of it; nothing of them where agenda refuses to look."""
    dates = [{"startsAt": begin.isoformat(), "endsAt": end.isoformat()} for begin, end in moments]
    begin, end = moments[0]
    first = begin.date()
    outcome = await visit.change(
        "date_polls/days.graphql",
        networkId=network["id"],
        rule={  # of dates that were typed there is none: it is not looked at
            "everyMonths": 1,
            "day": first.day,
            "starts": begin.time().isoformat(),
            "ends": end.time().isoformat(),
            "fromOn": first.isoformat(),
            "untilOn": first.isoformat(),
        },
        moments=dates,
        schoolRegions=chosen_regions(form),
    )
    if outcome.faults:
        return [{**one, "reasons": [], "verdict": "FREE"} for one in dates]
    return list(outcome.result["dates"])


def is_all_in_class(dates: Iterable[dict[str, Any]], counted: Sequence[str]) -> bool:
    """Whether young people should be able to come, and are at school on every date: none is later, or on a free day (BR-045)."""
    return "YOUNG_PERSON" in counted and all(
        local(one["startsAt"]).time() < SCHOOL_ENDS
        and local(one["startsAt"]).weekday() < SATURDAY
        and not any(reason["kind"] in {"SCHOOL_HOLIDAY", "PUBLIC_HOLIDAY"} for reason in one["reasons"])
        for one in dates
    )
