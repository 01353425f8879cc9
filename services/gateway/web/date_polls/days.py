"""What speaks against the days that somebody typed, so that it is seen before anybody is asked (BR-041, BR-045)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from services.gateway.web.formatting import local
from services.gateway.web.forms import Form
from services.gateway.web.sessions.planning import SCHOOL_ENDS, chosen_regions
from services.gateway.web.visit import Visit

LONGEST_LOOK = timedelta(days=730)
"""How far from the first day is looked: the year planner looks at two years at a time."""
NOT_THERE = frozenset({"DRAFT", "CANCELLED"})
SATURDAY = 5
Moments = Sequence[tuple[datetime, datetime]]


async def looked_at(visit: Visit, network: dict[str, Any], form: Form, moments: Moments) -> list[dict[str, Any]]:
    """The dates in order, each with what speaks against it; nothing where that cannot be told now."""
    spans = await _spans(visit, network, form, moments)
    taken = await _taken(visit, network, moments)
    dates = []
    for begin, end in moments:
        reasons = [one["reason"] for one in spans if _is_in(begin.date(), one)]
        if any(begin < until and since < end for since, until in taken):
            reasons.append({"kind": "OWN_SESSION", "isHard": True})
        verdict = "HARD" if any(one["isHard"] for one in reasons) else "SOFT" if reasons else "FREE"
        dates.append({"startsAt": begin.isoformat(), "endsAt": end.isoformat(), "reasons": reasons, "verdict": verdict})
    return dates


def is_all_in_class(dates: Iterable[dict[str, Any]], counted: Sequence[str]) -> bool:
    """Whether young people should be able to come, and are at school on every date: none is later, or on a free day (BR-045)."""
    return "YOUNG_PERSON" in counted and all(
        local(one["startsAt"]).time() < SCHOOL_ENDS
        and local(one["startsAt"]).weekday() < SATURDAY
        and not any(reason["kind"] in {"SCHOOL_HOLIDAY", "PUBLIC_HOLIDAY"} for reason in one["reasons"])
        for one in dates
    )


async def _spans(visit: Visit, network: dict[str, Any], form: Form, moments: Moments) -> list[dict[str, Any]]:
    """Runs of days with the same thing against them, from the first date to the last; none where the service refuses to say."""
    (begin, end), last = moments[0], moments[-1][0].date()
    first = begin.date()
    outcome = await visit.change(
        "date_polls/days.graphql",
        networkId=network["id"],
        rule={
            "everyMonths": 6,
            "day": first.day,
            "starts": begin.time().isoformat(),
            "ends": end.time().isoformat(),
            "fromOn": first.isoformat(),
            "untilOn": min(max(last, first + timedelta(days=1)), first + LONGEST_LOOK).isoformat(),
        },
        schoolRegions=chosen_regions(form),
    )
    return [] if outcome.faults else list(outcome.result["spans"])


async def _taken(visit: Visit, network: dict[str, Any], moments: Moments) -> list[tuple[datetime, datetime]]:
    """When the network meets already, all of it together."""
    since, until = moments[0][0] - timedelta(days=1), moments[-1][1]
    answer = await visit.ask(
        "date_polls/taken.graphql", slug=network["slug"], since=since.isoformat(), until=until.isoformat()
    )
    found = (answer["network"] or {}).get("sessions") or {"nodes": ()}
    return [
        (datetime.fromisoformat(one["startsAt"]), datetime.fromisoformat(one["endsAt"]))
        for one in found["nodes"]
        if one["status"] not in NOT_THERE and not one["perspective"]
    ]


def _is_in(day: date, span: dict[str, Any]) -> bool:
    return date.fromisoformat(span["fromOn"]) <= day <= date.fromisoformat(span["untilOn"])
