"""The answer to a network that wants to go on as this one, and taking one's own wish back."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.steering.rights import Steered, for_coordinators
from services.gateway.web.visit import Here, NoSuchPage

pages = APIRouter()


@pages.get("/netwerken/{slug}/instellingen/opvolging/{succession_id}")
async def wish(visit: Here, slug: str, succession_id: UUID) -> Response:
    """Tell what another network asks, and what a yes does."""
    steered = await for_coordinators(visit, slug)
    asked = _wish_in(steered, succession_id)
    return visit.page("steering/succession.html", network=steered.network, wish=asked, form=Form())


@pages.post("/netwerken/{slug}/instellingen/opvolging/{succession_id}")
async def answer(visit: Here, slug: str, succession_id: UUID) -> Response:
    """Say yes or no to a network that wants to go on as this one."""
    steered = await for_coordinators(visit, slug)
    asked = _wish_in(steered, succession_id)
    form = await visit.form()
    accepts = form.value("answer") == "yes"
    outcome = await visit.change(
        "steering/answer_succession.graphql",
        clientMutationId=form.key,
        successionId=asked["id"],
        accepts=accepts,
        words=form.value("words"),
    )
    if outcome.faults:
        again = form.again(outcome.faults, ("words",))
        return visit.page("steering/succession.html", status=422, network=steered.network, wish=asked, form=again)
    return visit.go(f"/netwerken/{slug}/instellingen", done="opvolging-ja" if accepts else "opvolging-nee")


@pages.post("/netwerken/{slug}/instellingen/opvolging/{succession_id}/intrekken")
async def withdraw(visit: Here, slug: str, succession_id: UUID) -> Response:
    """Take back the wish to go on as another network, or put its no away."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "steering/withdraw_succession.graphql",
        clientMutationId=form.key,
        successionId=global_id("Succession", succession_id),
    )
    if outcome.faults:
        again = form.again(outcome.faults, ())
        return visit.page("steering/overview.html", status=409, network=steered.network, form=again)
    return visit.go(f"/netwerken/{slug}/instellingen", done="opvolging-ingetrokken")


def _wish_in(steered: Steered, succession_id: UUID) -> dict[str, Any]:
    wanted = global_id("Succession", succession_id)
    found = [one for one in steered.network["successions"] or [] if one["id"] == wanted and not one["isOwn"]]
    if not found:
        raise NoSuchPage
    return dict(found[0])
