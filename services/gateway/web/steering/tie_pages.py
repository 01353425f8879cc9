"""How a network stands among others, for its coordinators: relations, organisations that take part, and groups inside."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.labels import PERSPECTIVES
from services.gateway.web.network_labels import CHOSEN_RELATIONS, REGIONS
from services.gateway.web.steering.finding import Choice, choose
from services.gateway.web.steering.organisation_pages import change_broker
from services.gateway.web.steering.pages import asked_in
from services.gateway.web.steering.rights import Steered, for_coordinators
from services.gateway.web.visit import Here, Outcome, Visit

pages = APIRouter()
NEW_GROUP_FIELDS = (
    "name",
    "mission_nl",
    "mission_en",
    "perspectives",
    "coordinator_name",
    "coordinator_email",
    "coordinator_perspective",
)


@pages.get("/netwerken/{slug}/instellingen/verbindingen")
async def relations(visit: Here, slug: str) -> Response:
    """Show the relations, and ask for a new one."""
    return _relations_page(visit, await for_coordinators(visit, slug), Form())


@pages.post("/netwerken/{slug}/instellingen/verbindingen")
async def relate(visit: Here, slug: str) -> Response:
    """Tell how this network relates to another one, or take that back."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    if form.value("relation_id"):
        outcome = await visit.change(
            "steering/take_back.graphql", clientMutationId=form.key, relationId=form.value("relation_id")
        )
        done = "losgemaakt"
    else:
        choice = await choose(visit, form, "to_slug", but=slug)
        if not choice.slug:
            status = 422 if form.faults else 200
            return _relations_page(visit, steered, form.again([], ("type", "words")), choice=choice, status=status)
        type_ = form.value("type")
        outcome = await visit.change(
            "steering/relate.graphql",
            clientMutationId=form.key,
            networkId=steered.network["id"],
            type=type_ if type_ in CHOSEN_RELATIONS else CHOSEN_RELATIONS[0],
            toSlug=choice.slug,
        )
        done = "verbonden"
    if outcome.faults:
        return _relations_page(visit, steered, form.again(outcome.faults, ("type", "words")), status=422)
    return visit.go(f"/netwerken/{slug}/instellingen/verbindingen", done=done)


@pages.get("/netwerken/{slug}/instellingen/organisaties")
async def partners(visit: Here, slug: str, zoek: str = "") -> Response:
    """Show which organisations take part, and ask for another one. zoek: a name, where there are too many people to list."""
    return await _partners_page(visit, await for_coordinators(visit, slug), Form(), words=zoek)


@pages.post("/netwerken/{slug}/instellingen/organisaties")
async def change_partners(visit: Here, slug: str) -> Response:
    """Let an organisation take part, choose its linking pin, or let it go."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    outcome = await _partner_change(visit, steered, form)
    if outcome.faults:
        again = form.again(outcome.faults, ("name", "until_on"))
        return await _partners_page(visit, steered, again, words=form.value("zoek"), status=422)
    return visit.go(f"/netwerken/{slug}/instellingen/organisaties", done="organisaties-bewaard")


@pages.get("/netwerken/{slug}/instellingen/werkgroep")
async def new_group(visit: Here, slug: str) -> Response:
    """Ask for a group inside this network."""
    steered = await for_coordinators(visit, slug)
    form = Form.filled({"coordinator_perspective": "PROFESSIONAL"})
    form.several = {"perspectives": [one["code"] for one in steered.network["perspectives"]]}
    return visit.page("steering/group.html", network=steered.network, form=form)


@pages.post("/netwerken/{slug}/instellingen/werkgroep")
async def begin_group(visit: Here, slug: str) -> Response:
    """Let a group begin inside this network."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    kind = "learning_network" if steered.network["kind"] == "network_family" else "working_group"
    outcome = await begin(visit, form, kind=kind, parentId=steered.network["id"])
    if outcome.faults:
        again = form.again(outcome.faults, NEW_GROUP_FIELDS)
        return visit.page("steering/group.html", status=422, network=steered.network, form=again)
    return visit.go(f"/netwerken/{outcome.result['slug']}", done="netwerk-begonnen")


async def begin(visit: Visit, form: Form, **more: Any) -> Outcome:
    """Send what was filled in to let a network begin."""
    side = form.value("coordinator_perspective")
    return await visit.change(
        "steering/create.graphql",
        clientMutationId=form.key,
        name=form.value("name"),
        missionNl=form.value("mission_nl"),
        missionEn=form.value("mission_en"),
        perspectives=asked_in(form),
        regions=[code for code in form.several.get("regions", []) if code in REGIONS],
        coordinatorEmail=form.value("coordinator_email"),
        coordinatorName=form.value("coordinator_name"),
        coordinatorPerspective=side if side in PERSPECTIVES else "PROFESSIONAL",
        **more,
    )


async def _partner_change(visit: Visit, steered: Steered, form: Form) -> Outcome:
    partner, pin = form.value("partner_id"), form.value("linking_pin") or None
    if not partner:
        return await visit.change(
            "steering/add_partner.graphql",
            clientMutationId=form.key,
            networkId=steered.network["id"],
            name=form.value("name"),
            linkingPinId=pin,
        )
    if form.value("remove"):
        return await visit.change("steering/remove_partner.graphql", clientMutationId=form.key, partnerId=partner)
    if form.value("broker"):
        return await change_broker(visit, form)
    return await visit.change(
        "steering/change_partner.graphql",
        clientMutationId=form.key,
        partnerId=partner,
        version=form.number("version") or 0,
        linkingPinId=pin,
    )


def _relations_page(
    visit: Visit, steered: Steered, form: Form, *, choice: Choice | None = None, status: int = 200
) -> Response:
    return visit.page("steering/relations.html", status=status, network=steered.network, choice=choice, form=form)


async def _partners_page(visit: Visit, steered: Steered, form: Form, *, words: str = "", status: int = 200) -> Response:
    members = steered.network["members"] or {"nodes": [], "pageInfo": {"hasNextPage": False}}
    taking_part = [one["person"] for one in members["nodes"] if one["status"] == "ACTIVE"]
    is_long = members["pageInfo"]["hasNextPage"]
    if is_long and words.strip():
        taking_part = await _found(visit, steered.network["slug"], words.strip())
    return visit.page(
        "steering/partners.html",
        status=status,
        network=steered.network,
        people=[(person["id"], person["displayName"]) for person in taking_part],
        is_long=is_long,
        words=words.strip(),
        form=form,
    )


async def _found(visit: Visit, slug: str, words: str) -> list[dict[str, Any]]:
    """Who takes part here and is found by these words."""
    answer = await visit.ask("steering/people_found.graphql", words=words)
    hits = (answer.data["search"] or {"edges": []})["edges"]
    return [hit["node"]["person"] for hit in hits if hit["node"] and hit["network"] and hit["network"]["slug"] == slug]
