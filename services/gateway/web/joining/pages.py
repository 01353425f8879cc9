"""An invitation, for who holds its link: who invites for what; saying yes after signing in."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.labels import PERSPECTIVES
from services.gateway.web.language import words
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()
Token = Annotated[str, Path(max_length=200)]


@pages.get("/uitnodiging/{token}")
async def invitation(visit: Here, token: Token) -> Response:
    """Show who invites for what; looking changes nothing (A-01)."""
    return _page(visit, token, await _seen(visit, token), Form())


@pages.post("/uitnodiging/{token}")
async def accept(visit: Here, token: Token) -> Response:
    """Say yes, signed in with the address the invitation was sent to (A-18)."""
    visit.people_only()
    form = await visit.form()
    seen = await _seen(visit, token)
    if seen is None:
        return _page(visit, token, None, form)
    chosen = form.value("perspective")
    if seen["isPersonal"]:
        outcome = await visit.change("joining/accept.graphql", clientMutationId=form.key, token=token)
    elif seen["perspective"] is None and chosen not in _codes(seen["network"]):
        form.fault("perspective", words("Kies eerst vanuit welke kant je meedoet."))
        return _page(visit, token, seen, form, status=422)
    else:
        outcome = await visit.change(
            "joining/join.graphql", clientMutationId=form.key, token=token, perspective=chosen or None
        )
    if outcome.faults:
        again = form.again(outcome.faults, ("perspective",))
        return _page(visit, token, seen, again, status=409, for_other=outcome.code == "INVITATION_FOR_OTHER")
    return visit.go(f"/netwerken/{seen['network']['slug']}", done="welkom-in-het-netwerk")


def _codes(network: dict[str, Any]) -> set[str]:
    return {one["code"] for one in network["perspectives"]} or set(PERSPECTIVES)


async def _seen(visit: Visit, token: str) -> dict[str, Any] | None:
    answer = await visit.ask("joining/invitation.graphql", token=token)
    if answer.failed("invitation"):
        raise OutOfOrder
    found: dict[str, Any] | None = answer.data["invitation"]
    return found


def _page(
    visit: Visit,
    token: str,
    seen: dict[str, Any] | None,
    form: Form,
    *,
    status: int = 200,
    for_other: bool = False,
) -> Response:
    if seen is None:
        return visit.page("joining/over.html", status=404)
    return visit.page("joining/invitation.html", status=status, token=token, seen=seen, form=form, for_other=for_other)
