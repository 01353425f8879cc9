"""The networks, and what one of them is: its aim, its balance, its rhythm, who takes part."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.labels import in_ring_order
from services.gateway.web.visit import Here

pages = APIRouter()
MISSED = ("YOUNG_PERSON", "PARENT")
"""Whose voice the field expects in every learning network; where they are not asked for, the page says so."""


@pages.get("/netwerken")
async def networks(visit: Here, na: str | None = None) -> Response:
    """Show all networks, mine first."""
    answer = await visit.ask("networks/networks.graphql", after=na)
    found = answer["networks"]
    memberships = (answer.data["viewer"] or {}).get("memberships") or []
    roles = {membership["network"]["id"]: membership for membership in memberships if membership["network"]}
    nodes = [edge["node"] for edge in found["edges"]]
    return visit.page(
        "networks/networks.html",
        mine=[node for node in nodes if node["id"] in roles],
        others=[node for node in nodes if node["id"] not in roles],
        roles=roles,
        more=found["pageInfo"],
    )


@pages.get("/netwerken/{slug}")
async def network(visit: Here, slug: str) -> Response:
    """Show one network."""
    now = visit.context.clock.now().isoformat()
    answer = await visit.ask("networks/network.graphql", slug=slug, **{"from": now})
    found = answer["network"]
    known = {edge["node"]["slug"] for edge in (answer.data["networks"] or {"edges": []})["edges"]}
    return visit.page(
        "networks/network.html",
        network=found,
        members=_by_perspective(found["members"]),
        empty=[item["code"] for item in found["perspectives"] if not item["present"]],
        not_asked=[code for code in MISSED if code not in {item["code"] for item in found["perspectives"]}],
        known=known,
        failed=answer.failed,
    )


def _by_perspective(members: dict[str, Any] | None) -> list[tuple[str, list[dict[str, Any]]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for edge in (members or {"edges": []})["edges"]:
        grouped.setdefault(edge["node"]["perspective"], []).append(edge["node"])
    return [(code, grouped[code]) for code in in_ring_order(list(grouped))]
