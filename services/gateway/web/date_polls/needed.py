"""Without whom the sessions of a date poll cannot be: who can be chosen, and what they said of the dates."""

from typing import Any

from services.gateway.web.forms import Form
from services.gateway.web.people.everybody import fetch_everybody
from services.gateway.web.sessions.who_plans import planned_by
from services.gateway.web.visit import Visit

NETWORK = "date_polls/asking.graphql"
FOR_THEMSELVES = frozenset({"YOUNG_PERSON", "PARENT"})
"""What they say of a date nobody sees, so they are not asked in person, from whichever side they speak now; who coordinates
knows what that means."""
COORDINATING = frozenset({"COORDINATOR", "DEPUTY"})


async def fetch_network(visit: Visit, slug: str) -> dict[str, Any]:
    """The network with everybody in it, for who may open a date poll there now. Raises as planned_by."""
    network = await planned_by(visit, NETWORK, slug)
    await fetch_everybody(visit, network)
    return network


def can_be_needed(network: dict[str, Any]) -> list[dict[str, Any]]:
    """Who can be chosen: first who has a task in the network."""
    found = [
        {"id": one["person"]["id"], "name": one["person"]["displayName"], "roles": one["roles"]}
        for one in (network["members"] or {"nodes": ()})["nodes"]
        if one["status"] == "ACTIVE"
        and (
            FOR_THEMSELVES.isdisjoint(one["perspectives"] or [one["perspective"]])
            or not COORDINATING.isdisjoint(one["roles"])
        )
    ]
    return sorted(found, key=lambda one: not one["roles"])


def present(network: dict[str, Any]) -> set[str]:
    """The groups of which somebody takes part now."""
    return {one["perspective"] for one in (network["members"] or {"nodes": ()})["nodes"] if one["status"] == "ACTIVE"}


def needed(network: dict[str, Any], form: Form) -> list[dict[str, Any]]:
    """Who was ticked."""
    ticked = set(form.several.get("needed_ids", []))
    return [one for one in can_be_needed(network) if one["id"] in ticked]


def is_anybody_missing(dates: list[dict[str, Any]]) -> bool:
    """Whether on one of these dates somebody cannot come without whom it cannot be, or said nothing yet."""
    return any(one["answer"] in {"NO", None} for date in dates for one in date["needed"] or [])
