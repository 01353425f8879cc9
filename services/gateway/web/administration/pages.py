"""Looking after the platform: which networks there are, and letting one begin. Nothing inside a network is decided here (C034)."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.administration.health import shown
from services.gateway.web.forms import Form
from services.gateway.web.labels import PERSPECTIVES
from services.gateway.web.network_labels import CHOSEN_KINDS
from services.gateway.web.steering.pages import cadence_in
from services.gateway.web.steering.tie_pages import NEW_GROUP_FIELDS, begin
from services.gateway.web.visit import Answer, Here, NoSuchPage, Refused, Visit
from shared.beginnings import BEGINNINGS

pages = APIRouter()
COORDINATOR_FIELDS = ("coordinator_name", "coordinator_email", "coordinator_perspective")
FIELDS = ("kind", *NEW_GROUP_FIELDS, "organiser", "rhythm_months", "digest_cadence")


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
        unled=answer.data["unledNetworks"] or [],
        begins=na is None,
    )


@pages.get("/beheer/netwerk")
async def new_network(visit: Here, soort: str = "") -> Response:
    """Ask for a network, and for its first coordinator; filled in as its kind begins, to change (C020)."""
    await _for_administrators(visit, None)
    kind = soort if soort in CHOSEN_KINDS else CHOSEN_KINDS[0]
    begins = BEGINNINGS[kind]
    form = Form.filled(
        {
            "kind": kind,
            "soort": kind,
            "rhythm_months": begins.rhythm_months,
            "digest_cadence": begins.digest_cadence,
            "coordinator_perspective": "PROFESSIONAL" if "PROFESSIONAL" in begins.asks else next(iter(begins.asks)),
            **{f"minimum_{code}": minimum for code, minimum in begins.asks.items()},
        }
    )
    form.several = {"perspectives": list(begins.asks)}
    return visit.page("administration/network.html", form=form)


@pages.post("/beheer/netwerk")
async def begin_network(visit: Here) -> Response:
    """Let a network begin."""
    await _for_administrators(visit, None)
    form = await visit.form()
    kind, rhythm = form.value("kind"), form.number("rhythm_months")
    outcome = await begin(
        visit,
        form,
        kind=kind if kind in CHOSEN_KINDS else CHOSEN_KINDS[0],
        organiser=form.value("organiser") or None,
        rhythmMonths=-1 if form.value("rhythm_months") and rhythm is None else rhythm or 0,
        digestCadence=cadence_in(form),
    )
    if outcome.faults:
        return visit.page("administration/network.html", status=422, form=form.again(outcome.faults, FIELDS))
    return visit.go(f"/netwerken/{outcome.result['slug']}", done="netwerk-begonnen")


@pages.get("/beheer/netwerk/{slug}/coordinator")
async def new_coordinator(visit: Here, slug: str) -> Response:
    """Ask who could coordinate a network that nobody coordinates."""
    return _coordinator_page(visit, await _unled(visit, slug), Form.filled({"coordinator_perspective": "PROFESSIONAL"}))


@pages.post("/beheer/netwerk/{slug}/coordinator")
async def ask_to_coordinate(visit: Here, slug: str) -> Response:
    """Invite somebody to coordinate it."""
    network = await _unled(visit, slug)
    form = await visit.form()
    side = form.value("coordinator_perspective")
    outcome = await visit.change(
        "administration/ask_to_coordinate.graphql",
        clientMutationId=form.key,
        networkId=network["networkId"],
        coordinatorEmail=form.value("coordinator_email"),
        coordinatorName=form.value("coordinator_name"),
        coordinatorPerspective=side if side in PERSPECTIVES else "PROFESSIONAL",
    )
    if outcome.faults:
        return _coordinator_page(visit, network, form.again(outcome.faults, COORDINATOR_FIELDS), status=422)
    return visit.go("/beheer", done="coordinator-gevraagd")


def _coordinator_page(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    return visit.page("administration/coordinator.html", status=status, network=network, form=form)


async def _unled(visit: Visit, slug: str) -> dict[str, Any]:
    answer = await _for_administrators(visit, None)
    for network in answer.data["unledNetworks"] or ():
        if network["slug"] == slug:
            found: dict[str, Any] = network
            return found
    raise NoSuchPage


async def _for_administrators(visit: Visit, after: str | None) -> Answer:
    visit.people_only()
    answer = await visit.ask("administration/administration.graphql", after=after)
    if "PLATFORM_ADMIN" not in answer["viewer"]["platformRoles"]:
        raise Refused("ADMINISTRATOR_NEEDED")
    return answer
