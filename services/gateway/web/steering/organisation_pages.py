"""An organisation by itself: in which networks it takes part, and where it brings knowledge in (C003)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form, read_date
from services.gateway.web.refusals import Fault, field_sentence
from services.gateway.web.visit import Here, NoSuchPage, Outcome, Visit

pages = APIRouter()


@pages.get("/organisaties/{organisation_id}")
async def organisation(visit: Here, organisation_id: UUID) -> Response:
    """Show it to anybody."""
    return await _page(visit, organisation_id, Form())


@pages.post("/organisaties/{organisation_id}")
async def stop_contributing(visit: Here, organisation_id: UUID) -> Response:
    """Stop bringing knowledge into one network, as the linking pin there."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "steering/end_broker.graphql", clientMutationId=form.key, partnerId=form.value("partner_id")
    )
    if outcome.faults:
        return await _page(visit, organisation_id, form.again(outcome.faults, ()), status=422)
    return visit.go(f"/organisaties/{organisation_id}", done="kennis-gestopt")


async def change_broker(visit: Visit, form: Form) -> Outcome:
    """Let an organisation begin or stop to bring knowledge in."""
    partner = form.value("partner_id")
    if form.value("broker") == "nee":
        return await visit.change("steering/end_broker.graphql", clientMutationId=form.key, partnerId=partner)
    day = read_date(form.value("until_on"))
    if form.value("until_on") and day is None:
        return Outcome({}, [Fault("until_on", field_sentence("until_on", "NO_SUCH_DATE"))])
    return await visit.change(
        "steering/name_broker.graphql",
        clientMutationId=form.key,
        partnerId=partner,
        version=form.number("version") or 0,
        untilOn=day.isoformat() if day else None,
    )


async def _page(visit: Visit, organisation_id: UUID, form: Form, *, status: int = 200) -> Response:
    answer = await visit.ask("steering/organisation.graphql", id=global_id("Organisation", organisation_id))
    found = answer["organisation"]
    if found is None:
        raise NoSuchPage
    return visit.page("steering/organisation.html", status=status, organisation=found, form=form)
