"""Tokens for programs: make one, which is shown once, and revoke one."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.devices.pages import is_fresh
from services.gateway.web.forms import Form
from services.gateway.web.visit import Here, Visit

pages = APIRouter()
FIELDS = ("name", "scope", "days")
BEGIN = {"scope": "READ", "days": "90"}


@pages.get("/ik/apparaten/programmas")
async def tokens(visit: Here) -> Response:
    """Show my tokens, and ask for a new one."""
    visit.people_only()
    return await _tokens(visit, Form.filled(BEGIN))


@pages.post("/ik/apparaten/programmas")
async def make_token(visit: Here) -> Response:
    """Make a token, and show it this once: it stands in no address and is stored nowhere."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "devices/make_token.graphql",
        clientMutationId=form.key,
        name=form.value("name"),
        scope="READ_WRITE" if form.value("scope") == "READ_WRITE" else "READ",
        days=form.number("days") or 0,
    )
    if outcome.faults:
        return await _tokens(visit, form.again(outcome.faults, FIELDS), status=422)
    return await _tokens(visit, Form.filled(BEGIN), made=outcome.result)


@pages.post("/ik/apparaten/programmas/{token_id}/intrekken")
async def revoke_token(visit: Here, token_id: UUID) -> Response:
    """Revoke a token; it counts at once."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "devices/revoke_token.graphql",
        clientMutationId=form.key,
        machineTokenId=global_id("MachineToken", token_id),
    )
    if outcome.faults and outcome.code != "NOT_FOUND":
        return await _tokens(visit, Form(faults=outcome.faults), status=422)
    return visit.go("/ik/apparaten/programmas", done="code-ingetrokken")


async def _tokens(visit: Visit, form: Form, *, status: int = 200, made: dict[str, Any] | None = None) -> Response:
    mine = (await visit.ask("devices/tokens.graphql"))["mine"]
    return visit.page("devices/tokens.html", status=status, mine=mine, fresh=is_fresh(mine), form=form, made=made)
