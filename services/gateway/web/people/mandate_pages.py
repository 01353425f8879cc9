"""To what somebody was appointed: recording it, for coordinators, and saying that it is over (C056)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form, read_date
from services.gateway.web.people.pages import somebody
from services.gateway.web.refusals import FIELD_SENTENCES
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
FIELDS = ("task", "appointed_by", "from_on", "until_on")


@pages.get("/netwerken/{slug}/mensen/{membership_id}/mandaat")
async def ask_for_mandate(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Ask to what somebody was appointed."""
    network, someone = await somebody(visit, slug, membership_id)
    return visit.page("people/mandate.html", network=network, someone=someone, form=Form())


@pages.post("/netwerken/{slug}/mensen/{membership_id}/mandaat")
async def record(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Write down to what somebody was appointed."""
    network, someone = await somebody(visit, slug, membership_id)
    form = await visit.form()
    for name in ("task", "appointed_by"):
        if not form.value(name):
            form.fault(name, FIELD_SENTENCES["REQUIRED"])
    days = {name: read_date(form.value(name)) for name in ("from_on", "until_on")}
    if days["from_on"] is None:
        form.fault("from_on", FIELD_SENTENCES["NO_SUCH_DATE" if form.value("from_on") else "REQUIRED"])
    if days["until_on"] is None and form.value("until_on"):
        form.fault("until_on", FIELD_SENTENCES["NO_SUCH_DATE"])
    if form.faults or days["from_on"] is None:
        again = form.again([], FIELDS)
        return visit.page("people/mandate.html", status=422, network=network, someone=someone, form=again)
    outcome = await visit.change(
        "people/record_mandate.graphql",
        clientMutationId=form.key,
        membershipId=global_id("Membership", membership_id),
        task=form.value("task"),
        appointedBy=form.value("appointed_by"),
        fromOn=days["from_on"].isoformat(),
        untilOn=days["until_on"].isoformat() if days["until_on"] else None,
    )
    if outcome.faults:
        again = form.again(outcome.faults, FIELDS)
        return visit.page("people/mandate.html", status=422, network=network, someone=someone, form=again)
    return visit.go(f"/netwerken/{slug}/mensen", done="mandaat-bewaard")


@pages.post("/netwerken/{slug}/mensen/mandaat/{mandate_id}/voorbij")
async def end(visit: Here, slug: str, mandate_id: UUID) -> Response:
    """Say, as a coordinator, that a mandate is over."""
    return await _end(visit, mandate_id, f"/netwerken/{slug}/mensen")


@pages.post("/netwerken/{slug}/meedoen/mandaat/{mandate_id}/voorbij")
async def end_mine(visit: Here, slug: str, mandate_id: UUID) -> Response:
    """Say that one's own mandate is over."""
    return await _end(visit, mandate_id, f"/netwerken/{slug}/meedoen")


async def _end(visit: Visit, mandate_id: UUID, address: str) -> Response:
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "people/end_mandate.graphql", clientMutationId=form.key, mandateId=global_id("Mandate", mandate_id)
    )
    if outcome.faults:
        raise NoSuchPage
    return visit.go(address, done="mandaat-voorbij")
