"""The networks, and what one of them is: its aim, its balance, its rhythm, who takes part."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.labels import THEMES, in_ring_order
from services.gateway.web.network_labels import KINDS, REGIONS
from services.gateway.web.templates import in_order
from services.gateway.web.ties import ties_of
from services.gateway.web.visit import Here

pages = APIRouter()
LIVING = {"PREPARING", "ACTIVE", "PAUSED"}
"""Where nobody is missed any more, the page does not ask for them."""
MISSED = ("YOUNG_PERSON", "PARENT")
"""Whose voice the field expects in every learning network; where they are not asked for, the page says so."""


@pages.get("/netwerken")
async def networks(
    visit: Here,
    soort: Annotated[str, Query()] = "",
    onderwerp: Annotated[str, Query()] = "",
    regio: Annotated[str, Query()] = "",
    na: str | None = None,
) -> Response:
    """Show networks, mine first: all, or those of one kind, theme or region."""
    filters = Form.filled(
        {
            "soort": soort if soort in KINDS else "",
            "onderwerp": onderwerp if onderwerp in THEMES else "",
            "regio": regio if regio in REGIONS else "",
        }
    )
    answer = await visit.ask(
        "networks/networks.graphql",
        after=na,
        kind=filters.value("soort") or None,
        theme=filters.value("onderwerp") or None,
        region=filters.value("regio") or None,
    )
    found = answer["networks"]
    memberships = (answer.data["viewer"] or {}).get("memberships") or []
    roles = {membership["network"]["id"]: membership for membership in memberships if membership["network"]}
    nodes = [edge["node"] for edge in found["edges"]]
    return visit.page(
        "networks/networks.html",
        mine=[node for node in nodes if node["id"] in roles],
        others=[node for node in nodes if node["id"] not in roles],
        roles=roles,
        filters=filters,
        more=found["pageInfo"],
    )


@pages.get("/netwerken/{slug}")
async def network(visit: Here, slug: str) -> Response:
    """Show one network."""
    now = visit.context.clock.now().isoformat()
    answer = await visit.ask("networks/network.graphql", slug=slug, **{"from": now})
    found = answer["network"]
    return visit.page(
        "networks/network.html",
        network=found,
        members=_by_perspective(found["members"]),
        missing=[item for item in in_order(found["perspectives"]) if not item["present"] and found["status"] in LIVING],
        not_asked=[code for code in MISSED if code not in {item["code"] for item in found["perspectives"]}],
        tied=ties_of(found),
        successor=next((one for one in found["relations"] if one["type"] == "SUCCEEDED_BY"), None),
        failed=answer.failed,
    )


def _by_perspective(members: dict[str, Any] | None) -> list[tuple[str, list[dict[str, Any]]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for edge in (members or {"edges": []})["edges"]:
        grouped.setdefault(edge["node"]["perspective"], []).append(edge["node"])
    return [(code, grouped[code]) for code in in_ring_order(list(grouped))]
