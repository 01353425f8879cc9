"""Knowing who is behind a schuilnaam: what was asked, asking, agreeing as a second person, looking (PR-5)."""

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
Found = dict[str, Any]


@pages.get("/netwerken/{slug}/schuilnamen")
async def asked(visit: Here, slug: str) -> Response:
    """Show what was asked."""
    return _page(visit, await _network(visit, slug), Form())


@pages.get("/netwerken/{slug}/schuilnamen/{membership_id}")
async def ask_why(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Say what it takes, and ask why."""
    return await _ask(visit, slug, membership_id, Form())


@pages.post("/netwerken/{slug}/schuilnamen/{membership_id}")
async def ask(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Ask to know who somebody is."""
    await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "link_breaking/ask.graphql",
        clientMutationId=form.key,
        membershipId=global_id("Membership", membership_id),
        reason=form.value("reason"),
        raisesDanger=form.value("danger") == "ja",
    )
    if outcome.faults:
        return await _ask(visit, slug, membership_id, form.again(outcome.faults, ("reason",)), status=422)
    return visit.go(f"/netwerken/{slug}/schuilnamen", done="tweede-gevraagd")


@pages.post("/netwerken/{slug}/schuilnamen/{link_break_id}/antwoord")
async def answer(visit: Here, slug: str, link_break_id: UUID) -> Response:
    """Agree as a second person, or do not."""
    network = await _network(visit, slug)
    form = await visit.form()
    if form.value("antwoord") not in {"ja", "nee"}:
        form.fault("", words("Kies ja of nee."))
        return _page(visit, network, form, status=422)
    agrees = form.value("antwoord") == "ja"
    outcome = await visit.change(
        "link_breaking/answer.graphql",
        clientMutationId=form.key,
        linkBreakId=global_id("LinkBreak", link_break_id),
        agrees=agrees,
    )
    if outcome.faults:
        return _page(visit, network, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}/schuilnamen", done="samen-eens" if agrees else "niet-eens")


@pages.post("/netwerken/{slug}/schuilnamen/{link_break_id}/kijk")
async def look(visit: Here, slug: str, link_break_id: UUID) -> Response:
    """Look who somebody is; that is written down, and shown this once."""
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "link_breaking/look.graphql", clientMutationId=form.key, linkBreakId=global_id("LinkBreak", link_break_id)
    )
    if outcome.faults:
        return _page(visit, network, form.again(outcome.faults, ()), status=409)
    return visit.page("link_breaking/opened.html", network=network, address=outcome.result["address"])


async def _ask(visit: Visit, slug: str, membership_id: UUID, form: Form, *, status: int = 200) -> Response:
    network = await _network(visit, slug)
    answer = await visit.ask("link_breaking/person.graphql", membershipId=global_id("Membership", membership_id))
    someone = answer.data["member"]
    if someone is None:
        raise NoSuchPage
    return visit.page("link_breaking/ask.html", status=status, network=network, someone=someone, form=form)


def _page(visit: Visit, network: Found, form: Form, *, status: int = 200) -> Response:
    return visit.page(
        "link_breaking/asked.html", status=status, network=network, asked=network["linkBreaks"], form=form
    )


async def _network(visit: Visit, slug: str) -> Found:
    return await network_with(visit, "link_breaking/asked.graphql", slug, "linkBreaks", needs="KEEPER_NEEDED")
