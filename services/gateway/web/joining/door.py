"""Who does not take part yet: asking to take part in two steps, seeing how that stands, taking it back."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.labels import AGES, PERSPECTIVES
from services.gateway.web.language import words
from services.gateway.web.refusals import field_sentence
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()
HAS_A_PLACE = {"PLACE_IS_KEPT": "plek-bewaard", "PARENTAL_PERMISSION_REQUIRED": "wacht-op-toestemming"}
"""Who has a place already goes to their own page, where they come back or see what they wait for; what it says then."""


@pages.get("/netwerken/{slug}/meedoen/vraag")
async def question(visit: Here, slug: str, kant: str = "") -> Response:
    """Ask the one question of the network, once the perspective is chosen."""
    network = await _network(visit, slug)
    form = Form.filled({"perspective": kant})
    check_side(form, kant, network)
    if form.faults:
        return _page(visit, network, form, status=422)
    return visit.page("joining/question.html", network=network, form=form)


@pages.post("/netwerken/{slug}/meedoen/vraag")
async def ask(visit: Here, slug: str) -> Response:
    """Ask to take part."""
    network = await _network(visit, slug)
    form = await visit.form()
    chosen = form.value("perspective")
    check_side(form, chosen, network)
    if form.faults:
        return _page(visit, network, form, status=422)
    age = form.value("age") if form.value("age") in AGES else None
    if network["asksAge"] and age is None:
        form.fault("age", words("Vertel of je 16 jaar of ouder bent."))
        if not form.value("answer"):
            form.fault("answer", field_sentence("answer", "REQUIRED"))
        return visit.page("joining/question.html", status=422, network=network, form=form)
    outcome = await visit.change(
        "joining/ask.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        perspective=chosen,
        answer=form.value("answer"),
        age=age,
    )
    if outcome.code in HAS_A_PLACE:
        return visit.go(f"/netwerken/{slug}/meedoen", done=HAS_A_PLACE[outcome.code])
    if outcome.faults:
        again = form.again(outcome.faults, ("age", "answer"))
        return visit.page("joining/question.html", status=422, network=network, form=again)
    return visit.go(f"/netwerken/{slug}/meedoen", done="aangemeld")


@pages.post("/netwerken/{slug}/meedoen/intrekken")
async def take_back(visit: Here, slug: str) -> Response:
    """Take one's request back."""
    network = await _network(visit, slug)
    form = await visit.form()
    request = network["joining"]["request"]
    if request is None:
        return visit.go(f"/netwerken/{slug}/meedoen")
    outcome = await visit.change("joining/take_back.graphql", clientMutationId=form.key, joinRequestId=request["id"])
    if outcome.faults:
        return _page(visit, network, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}/meedoen", done="aanmelding-ingetrokken")


async def door(visit: Visit, slug: str) -> Response:
    """Show somebody who does not take part how they can, or how their request stands."""
    return _page(visit, await _network(visit, slug), Form())


def _page(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    request = network["joining"]["request"]
    return visit.page("joining/door.html", status=status, network=network, asked=request, form=form)


def check_side(form: Form, chosen: str, network: dict[str, Any]) -> None:
    """Say at its question that no perspective of this network was chosen."""
    if chosen not in ({one["code"] for one in network["perspectives"]} or PERSPECTIVES):
        form.fault("perspective", words("Kies eerst vanuit welke kant je meedoet."))


async def _network(visit: Visit, slug: str) -> dict[str, Any]:
    visit.people_only()
    answer = await visit.ask("joining/door.graphql", slug=slug)
    network: dict[str, Any] = answer["network"] | {"asksAge": (answer.data["mine"] or {}).get("ageBand") is None}
    if network["joining"] is None:
        raise OutOfOrder
    return network
