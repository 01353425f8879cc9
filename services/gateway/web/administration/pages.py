"""Looking after the platform: which networks there are, and letting one begin. Nothing inside a network is decided here (C034)."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.administration.health import shown
from services.gateway.web.forms import Form
from services.gateway.web.network_labels import CHOSEN_KINDS
from services.gateway.web.steering.tie_pages import NEW_GROUP_FIELDS, begin
from services.gateway.web.visit import Answer, Here, Refused, Visit

pages = APIRouter()
FIELDS = ("kind", "organiser", *NEW_GROUP_FIELDS)


@pages.get("/beheer")
async def administration(visit: Here, na: str | None = None) -> Response:
    """Show all networks with where they are in their life."""
    answer = await _for_administrators(visit, na)
    networks = answer.data["networks"] or {"edges": [], "pageInfo": {"hasNextPage": False}}
    by_status: dict[str, list[dict[str, Any]]] = {}
    for edge in networks["edges"]:
        by_status.setdefault(edge["node"]["status"], []).append(edge["node"])
    return visit.page(
        "administration/overview.html",
        by_status=by_status,
        more=networks["pageInfo"],
        health=shown(answer.data["platformHealth"]),
        begins=na is None,
    )


@pages.get("/beheer/netwerk")
async def new_network(visit: Here) -> Response:
    """Ask for a network, and for its first coordinator."""
    await _for_administrators(visit, None)
    return visit.page("administration/network.html", form=Form())


@pages.post("/beheer/netwerk")
async def begin_network(visit: Here) -> Response:
    """Let a network begin."""
    await _for_administrators(visit, None)
    form = await visit.form()
    kind = form.value("kind")
    outcome = await begin(
        visit,
        form,
        kind=kind if kind in CHOSEN_KINDS else CHOSEN_KINDS[0],
        organiser=form.value("organiser") or None,
    )
    if outcome.faults:
        return visit.page("administration/network.html", status=422, form=form.again(outcome.faults, FIELDS))
    return visit.go(f"/netwerken/{outcome.result['slug']}", done="netwerk-begonnen")


async def _for_administrators(visit: Visit, after: str | None) -> Answer:
    visit.people_only()
    answer = await visit.ask("administration/administration.graphql", after=after)
    if "PLATFORM_ADMIN" not in answer["viewer"]["platformRoles"]:
        raise Refused("ADMINISTRATOR_NEEDED")
    return answer
