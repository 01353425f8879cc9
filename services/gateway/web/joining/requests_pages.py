"""Who asks to take part, for coordinators: reading what they wrote, letting them in or saying no, and the question at the door."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.rights import network_with
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
ANSWERS = ("ACCEPT", "DECLINE")


@pages.get("/netwerken/{slug}/aanmeldingen")
async def requests(visit: Here, slug: str, na: str | None = None) -> Response:
    """Show who asks to take part."""
    network = await _network(visit, slug, na)
    return _list(visit, network, Form.filled({"question": network["joining"]["question"] or ""}))


@pages.post("/netwerken/{slug}/aanmeldingen/vraag")
async def set_question(visit: Here, slug: str) -> Response:
    """Set the question at the door."""
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "joining/question.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        question=form.value("question"),
    )
    if outcome.faults:
        return _list(visit, network, form.again(outcome.faults, ("question",)), status=422)
    return visit.go(f"/netwerken/{slug}/aanmeldingen", done="vraag-bewaard")


@pages.get("/netwerken/{slug}/aanmeldingen/{request_id}")
async def request(visit: Here, slug: str, request_id: UUID) -> Response:
    """Show one request, and ask for an answer."""
    network = await _network(visit, slug)
    return visit.page("joining/request.html", network=network, asked=_one(network, request_id), form=Form())


@pages.post("/netwerken/{slug}/aanmeldingen/{request_id}")
async def answer(visit: Here, slug: str, request_id: UUID) -> Response:
    """Let somebody in, or say no."""
    network = await _network(visit, slug)
    form = await visit.form()
    chosen = form.value("outcome")
    if chosen not in ANSWERS:
        form.fault("outcome", words("Kies of deze persoon mee mag doen."))
        faults, code = form.faults, ""
    else:
        outcome = await visit.change(
            "joining/answer.graphql",
            clientMutationId=form.key,
            joinRequestId=global_id("JoinRequest", request_id),
            accepts=chosen == "ACCEPT",
            message=form.value("message"),
            version=form.number("version") or 0,
        )
        faults, code = outcome.faults, outcome.code
    if faults:
        again = form.again(faults, ("outcome", "message"))
        if code == "REQUEST_OVER":
            return _list(visit, network, again, status=409)
        one = _one(network, request_id)
        return visit.page("joining/request.html", status=422, network=network, asked=one, form=again)
    done = "aanmelding-aanvaard" if chosen == "ACCEPT" else "aanmelding-afgewezen"
    return visit.go(f"/netwerken/{slug}/aanmeldingen", done=done)


def _list(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    return visit.page("joining/requests.html", status=status, network=network, form=form)


def _one(network: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    wanted = global_id("JoinRequest", request_id)
    for found in network["joinRequests"]["nodes"]:
        if found["id"] == wanted:
            one: dict[str, Any] = found
            return one
    raise NoSuchPage


async def _network(visit: Visit, slug: str, after: str | None = None) -> dict[str, Any]:
    return await network_with(
        visit, "joining/requests.graphql", slug, "joinRequests", needs="COORDINATOR_NEEDED", after=after
    )
