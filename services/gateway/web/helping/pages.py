"""Helping people who have no mail address to take part, and the page on which somebody takes up an account of their own."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.labels import AGES, PERSPECTIVES
from services.gateway.web.language import words
from services.gateway.web.refusals import Fault
from services.gateway.web.rights import network_with
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()
Found = dict[str, Any]
Token = Annotated[str, Path(max_length=200)]


@pages.get("/netwerken/{slug}/geholpen")
async def helped(visit: Here, slug: str) -> Response:
    """Show whom one helps, and add somebody."""
    return _page(visit, await _network(visit, slug), Form.filled({"language": "nl"}))


@pages.post("/netwerken/{slug}/geholpen")
async def add(visit: Here, slug: str) -> Response:
    """Let somebody without a mail address take part."""
    network = await _network(visit, slug)
    form = await visit.form()
    age, perspective = form.value("age"), form.value("perspective")
    if not form.value("name").strip():
        form.fault("name", words("Kies samen een schuilnaam en vul die in."))
    if perspective not in ({one["code"] for one in network["perspectives"]} or set(PERSPECTIVES)):
        form.fault("perspective", words("Kies vanuit welke kant deze persoon meedoet."))
    if age not in AGES:
        form.fault("age", words("Vertel of deze persoon 16 jaar of ouder is."))
    if form.faults:
        return _page(visit, network, form, status=422)
    outcome = await visit.change(
        "helping/add.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        name=form.value("name"),
        perspective=perspective,
        age=age,
        guardianEmail=form.value("guardian_email") or None,
        guardianLanguage="en" if form.value("language") == "en" else "nl",
    )
    if outcome.faults:
        fields = ("name", "perspective", "age", "guardian_email")
        faults = [fault if fault.field != "display_name" else Fault("name", fault.sentence) for fault in outcome.faults]
        return _page(visit, network, form.again(faults, fields), status=422)
    waits = outcome.result["status"] == "AWAITING_PARENTAL_PERMISSION"
    return visit.go(f"/netwerken/{slug}/geholpen", done="erbij-wacht" if waits else "erbij")


@pages.post("/netwerken/{slug}/geholpen/{membership_id}/account")
async def offer(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Offer somebody an account of their own."""
    network = await _network(visit, slug)
    form, field = await visit.form(), f"email-{membership_id}"
    outcome = await visit.change(
        "helping/offer.graphql",
        clientMutationId=form.key,
        membershipId=global_id("Membership", membership_id),
        email=form.value(field),
        language="en" if form.value(f"language-{membership_id}") == "en" else "nl",
    )
    if outcome.faults:
        faults = [Fault(field if fault.field == "email" else "", fault.sentence) for fault in outcome.faults]
        return _page(visit, network, form.again(faults, (field,)), status=422)
    return visit.go(f"/netwerken/{slug}/geholpen", done="account-aangeboden")


@pages.post("/netwerken/{slug}/geholpen/{membership_id}/stoppen")
async def stop(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Stop for somebody."""
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "helping/stop.graphql", clientMutationId=form.key, membershipId=global_id("Membership", membership_id)
    )
    if outcome.faults:
        return _page(visit, network, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}/geholpen", done="gestopt-voor")


@pages.get("/eigen-account/{token}")
async def account(visit: Here, token: Token) -> Response:
    """Show what is offered; looking changes nothing (A-01)."""
    return await _offer(visit, token, Form())


@pages.post("/eigen-account/{token}")
async def take(visit: Here, token: Token) -> Response:
    """Have an account from here on."""
    form = await visit.form()
    outcome = await visit.change("helping/take.graphql", clientMutationId=form.key, token=token)
    if outcome.faults:
        return await _offer(visit, token, form.again(outcome.faults, ()), status=409)
    return visit.go("/inloggen", done="eigen-account")


async def _offer(visit: Visit, token: str, form: Form, *, status: int = 200) -> Response:
    answer = await visit.ask("helping/account.graphql", token=token)
    if answer.failed("accountOffer"):
        raise OutOfOrder
    offered = answer.data["accountOffer"]
    return visit.page(
        "helping/account.html", status=404 if offered is None else status, token=token, offered=offered, form=form
    )


def _page(visit: Visit, network: Found, form: Form, *, status: int = 200) -> Response:
    return visit.page(
        "helping/helped.html", status=status, network=network, helped=network["helpedParticipants"], form=form
    )


async def _network(visit: Visit, slug: str) -> Found:
    return await network_with(visit, "helping/helped.graphql", slug, "helpedParticipants", needs="HELPER_NEEDED")
