"""What coordinators decide about their network: its settings, and going on as another one."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.labels import PERSPECTIVES, THEMES
from services.gateway.web.network_labels import NETWORK_CADENCES, NEXT_STATUSES, REGIONS
from services.gateway.web.steering.finding import Choice, choose
from services.gateway.web.steering.rights import Steered, for_coordinators
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
LIVING = {"PREPARING", "ACTIVE", "PAUSED"}
"""Only a network that still goes on can go on with the work of another."""
FIELDS = (
    "name",
    "short_name",
    "mission_nl",
    "mission_en",
    "organiser",
    "rhythm_months",
    "digest_cadence",
    "status",
    "perspectives",
    "themes",
    "regions",
)
COMPARED = {
    "name": "name",
    "missionNl": "mission_nl",
    "missionEn": "mission_en",
    "organiser": "organiser",
    "rhythmMonths": "rhythm_months",
    "digestCadence": "digest_cadence",
}


@pages.get("/netwerken/{slug}/instellingen")
async def settings(visit: Here, slug: str) -> Response:
    """Show what can be decided, and what asks for something."""
    steered = await for_coordinators(visit, slug)
    return visit.page("steering/overview.html", network=steered.network, form=Form())


@pages.get("/netwerken/{slug}/instellingen/gegevens")
async def facts(visit: Here, slug: str) -> Response:
    """Ask what the network says of itself."""
    steered = await for_coordinators(visit, slug)
    return _facts_page(visit, steered, _filled(steered.network))


@pages.post("/netwerken/{slug}/instellingen/gegevens")
async def change_facts(visit: Here, slug: str) -> Response:
    """Change what the network says of itself."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    rhythm, status = form.number("rhythm_months"), form.value("status")
    outcome = await visit.change(
        "steering/update.graphql",
        clientMutationId=form.key,
        networkId=steered.network["id"],
        version=form.number("version") or 0,
        name=form.value("name"),
        shortName=form.value("short_name") or None,
        status=status if status in NEXT_STATUSES else None,
        missionNl=form.value("mission_nl"),
        missionEn=form.value("mission_en"),
        organiser=form.value("organiser") or None,
        rhythmMonths=-1 if form.value("rhythm_months") and rhythm is None else rhythm,
        digestCadence=cadence_in(form),
        perspectives=asked_in(form),
        themes=[code for code in form.several.get("themes", []) if code in THEMES],
        regions=[code for code in form.several.get("regions", []) if code in REGIONS],
    )
    if outcome.faults:
        newer = outcome.newer or {}
        again = form.again(outcome.faults, FIELDS)
        if "version" in newer:
            again.values["version"] = str(newer["version"])
        differs = {mine: newer[theirs] for theirs, mine in COMPARED.items() if theirs in newer}
        differs = {name: told for name, told in differs.items() if str(told or "") != form.value(name)}
        return _facts_page(visit, steered, again, differs=differs, status=409 if newer else 422)
    return visit.go(f"/netwerken/{slug}/instellingen", done="netwerk-bewaard")


@pages.get("/netwerken/{slug}/instellingen/opvolger")
async def successor(visit: Here, slug: str) -> Response:
    """Ask which network goes on with the work, and tell what will happen."""
    return _successor_page(visit, await for_coordinators(visit, slug), Form())


@pages.post("/netwerken/{slug}/instellingen/opvolger")
async def succeed(visit: Here, slug: str) -> Response:
    """Ask another network to go on as it; at once for who coordinates both."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    choice = await choose(visit, form, "successor_slug", but=slug, statuses=LIVING, at_once=False)
    if not choice.slug:
        status = 422 if form.faults else 200
        return _successor_page(visit, steered, form.again([], ("words",)), choice=choice, status=status)
    outcome = await visit.change(
        "steering/succeed.graphql",
        clientMutationId=form.key,
        networkId=steered.network["id"],
        version=form.number("version") or 0,
        successorSlug=choice.slug,
    )
    if outcome.faults:
        return _successor_page(visit, steered, form.again(outcome.faults, ("words",)), status=422)
    if outcome.result["status"] == "SUCCEEDED":
        return visit.go(f"/netwerken/{slug}", done="overgegaan")
    return visit.go(f"/netwerken/{slug}/instellingen", done="overgaan-gevraagd")


@pages.get("/netwerken/{slug}/meegaan")
async def going_along(visit: Here, slug: str) -> Response:
    """Ask a member whether they go along into the successor."""
    return await _going_along_page(visit, slug, Form())


@pages.post("/netwerken/{slug}/meegaan")
async def go_along(visit: Here, slug: str) -> Response:
    """Take part in the successor, by choice."""
    visit.people_only()
    form = await visit.form()
    answer = await visit.ask("steering/going_along.graphql", slug=slug, successor=slug)
    side = form.value("perspective")
    outcome = await visit.change(
        "steering/follow.graphql",
        clientMutationId=form.key,
        networkId=answer["network"]["id"],
        perspective=side if side in PERSPECTIVES else None,
    )
    if outcome.faults:
        return await _going_along_page(visit, slug, form.again(outcome.faults, ("perspective",)), status=422)
    return visit.go(f"/netwerken/{outcome.result['slug']}", done="meegegaan")


def asked_in(form: Form) -> list[dict[str, Any]]:
    """The perspectives that were ticked in a form, with how many people are needed at least; no number is one."""
    return [
        {"code": code, "minimum": form.number(f"minimum_{code}") or 1}
        for code in form.several.get("perspectives", [])
        if code in PERSPECTIVES
    ]


def cadence_in(form: Form) -> str | None:
    """How often the overview should come to who chose nothing; None where nothing of it was filled in."""
    cadence = form.value("digest_cadence")
    return cadence if cadence in NETWORK_CADENCES else None


def _filled(network: dict[str, Any]) -> Form:
    form = Form.filled(
        {
            "name": network["name"],
            "short_name": network["shortName"] or "",
            "mission_nl": network["missionNl"],
            "mission_en": network["missionEn"],
            "organiser": network["organiser"] or "",
            "rhythm_months": network["rhythmMonths"] or "",
            "digest_cadence": network["digestCadence"],
            "status": network["status"],
            "version": network["version"],
            **{f"minimum_{one['code']}": one["minimum"] for one in network["perspectives"]},
        }
    )
    form.several = {
        "perspectives": [one["code"] for one in network["perspectives"]],
        "themes": network["themes"],
        "regions": network["regions"],
    }
    return form


def _facts_page(
    visit: Visit, steered: Steered, form: Form, *, differs: dict[str, Any] | None = None, status: int = 200
) -> Response:
    return visit.page(
        "steering/facts.html",
        status=status,
        network=steered.network,
        form=form,
        differs=differs or {},
        statuses=NEXT_STATUSES.get(steered.network["status"], ()),
    )


def _successor_page(
    visit: Visit, steered: Steered, form: Form, *, choice: Choice | None = None, status: int = 200
) -> Response:
    return visit.page("steering/successor.html", status=status, network=steered.network, choice=choice, form=form)


async def _going_along_page(visit: Visit, slug: str, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    answer = await visit.ask("steering/going_along.graphql", slug=slug, successor=slug)
    network = answer["network"]
    leads_to = [one["toSlug"] for one in network["relations"] if one["type"] == "SUCCEEDED_BY" and one["isNetwork"]]
    if not leads_to or not network["viewerMembership"]:
        raise NoSuchPage
    answer = await visit.ask("steering/going_along.graphql", slug=slug, successor=leads_to[0])
    if not form.faults:
        form = Form.filled({"perspective": network["viewerMembership"]["perspective"]})
    return visit.page(
        "steering/going_along.html", status=status, network=network, successor=answer["successor"], form=form
    )
