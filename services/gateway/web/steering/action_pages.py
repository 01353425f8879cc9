"""An action that was left, for the coordinators of the successor: who does it from now on, and until when (J22)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form, read_date
from services.gateway.web.language import words
from services.gateway.web.minutes.reading import owner_sent, owners_in
from services.gateway.web.people.everybody import fetch_everybody
from services.gateway.web.steering.rights import Steered, for_coordinators
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()


@pages.get("/netwerken/{slug}/instellingen/afspraken/{action_id}")
async def action(visit: Here, slug: str, action_id: UUID) -> Response:
    """Ask who does it, and until when."""
    return await _page(visit, await for_coordinators(visit, slug), action_id, Form())


@pages.post("/netwerken/{slug}/instellingen/afspraken/{action_id}")
async def adopt(visit: Here, slug: str, action_id: UUID) -> Response:
    """Go on with it."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    day = read_date(form.value("due_on"))
    if not form.value("owner"):
        form.fault("owner", words("Kies wie het doet."))
    if day is None:
        form.fault("due_on", words("Schrijf de datum zo: 14-1-2027"))
    if form.faults:
        return await _page(visit, steered, action_id, form, status=422)
    outcome = await visit.change(
        "steering/adopt_action.graphql",
        clientMutationId=form.key,
        networkId=steered.network["id"],
        actionPointId=global_id("ActionPoint", action_id),
        **owner_sent(form.value("owner")),
        dueOn=day.isoformat() if day else None,
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _page(visit, steered, action_id, form.again(outcome.faults, ("owner", "due_on")), status=422)
    return visit.go(f"/netwerken/{slug}/instellingen", done="afspraak-overgenomen")


async def _page(visit: Visit, steered: Steered, action_id: UUID, form: Form, *, status: int = 200) -> Response:
    network: dict[str, Any] = steered.network
    id_ = global_id("ActionPoint", action_id)
    found = next((one for one in network["leftActions"] or [] if one["id"] == id_), None)
    if found is None:
        raise NoSuchPage
    await fetch_everybody(visit, network)
    owners = owners_in(network)
    return visit.page("steering/action.html", status=status, network=network, action=found, owners=owners, form=form)
