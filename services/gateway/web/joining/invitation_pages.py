"""Inviting people, for coordinators: one address, a list of them, and a link for several."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.labels import PERSPECTIVES, ROLES
from services.gateway.web.rights import network_with
from services.gateway.web.visit import Here, Visit

pages = APIRouter()
Network = dict[str, Any]


@pages.get("/netwerken/{slug}/uitnodigingen")
async def invitations(visit: Here, slug: str, na: str | None = None) -> Response:
    """Show who is invited, and invite somebody."""
    network = await _network(visit, slug, na)
    return _page(visit, network, Form.filled({"language": "nl"}))


@pages.post("/netwerken/{slug}/uitnodigingen")
async def invite(visit: Here, slug: str) -> Response:
    """Invite one address."""
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "joining/invite.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        email=form.value("email"),
        perspective=_chosen(form, network) or "PROFESSIONAL",
        role=form.value("role") if form.value("role") in ROLES else None,
        language=_language(form),
    )
    if outcome.faults:
        return _page(visit, network, form.again(outcome.faults, ("email", "perspective", "role")), status=422)
    return visit.go(f"/netwerken/{slug}/uitnodigingen", done="uitgenodigd")


@pages.get("/netwerken/{slug}/uitnodigingen/lijst")
async def ask_list(visit: Here, slug: str) -> Response:
    """Ask for a list of people."""
    network = await _network(visit, slug)
    return visit.page("joining/list.html", network=network, form=Form.filled({"language": "nl"}))


@pages.post("/netwerken/{slug}/uitnodigingen/lijst")
async def send_list(visit: Here, slug: str) -> Response:
    """Report on a list line by line; and once that is confirmed, invite who is right."""
    network = await _network(visit, slug)
    form = await visit.form()
    if form.value("verbeter"):
        return visit.page("joining/list.html", network=network, form=form.again((), ()))
    confirms = form.value("bevestigd") == "ja"
    outcome = await visit.change(
        "joining/many.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        people=form.value("people"),
        perspective=_chosen(form, network),
        language=_language(form),
        confirm=confirms,
    )
    if outcome.faults:
        again = form.again(outcome.faults, ("people",))
        return visit.page("joining/list.html", status=422, network=network, form=again)
    if confirms:
        return visit.go(f"/netwerken/{slug}/uitnodigingen", done="lijst-uitgenodigd")
    checked = form.again((), ())
    return visit.page("joining/report.html", network=network, report=outcome.result, form=checked)


@pages.post("/netwerken/{slug}/uitnodigingen/open")
async def open_link(visit: Here, slug: str) -> Response:
    """Make a link for several people, and show it this once."""
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "joining/open.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        perspective=_chosen(form, network),
        cap=form.number("cap") or 0,
        days=form.number("days") or 0,
    )
    if outcome.faults:
        return _page(visit, network, form.again(outcome.faults, ("cap", "days")), status=422)
    address = f"{visit.site.settings.address}/uitnodiging/{outcome.result['token']}"
    return visit.page("joining/link.html", network=network, address=address)


@pages.post("/netwerken/{slug}/uitnodigingen/open/{link_id}/sluiten")
async def close_link(visit: Here, slug: str, link_id: UUID) -> Response:
    """Let nobody join with a link any more."""
    names = {"openInvitationId": global_id("OpenInvitation", link_id)}
    return await _changed(visit, slug, "joining/close.graphql", names, "link-gesloten")


@pages.post("/netwerken/{slug}/uitnodigingen/{invitation_id}/opnieuw")
async def resend(visit: Here, slug: str, invitation_id: UUID) -> Response:
    """Send an invitation again."""
    names = {"invitationId": global_id("Invitation", invitation_id)}
    return await _changed(visit, slug, "joining/resend.graphql", names, "opnieuw-uitgenodigd")


@pages.post("/netwerken/{slug}/uitnodigingen/{invitation_id}/intrekken")
async def withdraw(visit: Here, slug: str, invitation_id: UUID) -> Response:
    """Take an invitation back."""
    names = {"invitationId": global_id("Invitation", invitation_id)}
    return await _changed(visit, slug, "joining/withdraw.graphql", names, "uitnodiging-ingetrokken")


async def _changed(visit: Visit, slug: str, mutation: str, names: dict[str, str], done: str) -> Response:
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(mutation, clientMutationId=form.key, **names)
    if outcome.faults:
        return _page(visit, network, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}/uitnodigingen", done=done)


def _page(visit: Visit, network: Network, form: Form, *, status: int = 200) -> Response:
    nodes = network["invitations"]["nodes"]
    return visit.page(
        "joining/invitations.html",
        status=status,
        network=network,
        waiting=[one for one in nodes if one["status"] == "OPEN"],
        over=[one for one in nodes if one["status"] != "OPEN"],
        form=form,
    )


def _chosen(form: Form, network: Network) -> str | None:
    code = form.value("perspective")
    return code if code in ({one["code"] for one in network["perspectives"]} or set(PERSPECTIVES)) else None


def _language(form: Form) -> str:
    return "en" if form.value("language") == "en" else "nl"


async def _network(visit: Visit, slug: str, after: str | None = None) -> Network:
    parts = ("invitations", "openInvitations")
    return await network_with(
        visit, "joining/invitations.graphql", slug, *parts, needs="COORDINATOR_NEEDED", after=after
    )
