"""House rules for everybody; reporting something; what one reported, and what was decided about oneself."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id, own_address
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.moderation.words import KINDS, REASON_NAMES, REASONS, RESTRICTIONS, TOLD
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
FIELDS = ("reason", "words")
SORTS = {
    "vraag": ("Question", "/vragen/{id}"),
    "agendapunt": ("AgendaPoint", "/"),
    "verslag": ("Minutes", "/bijeenkomsten/{id}/verslag"),
    "onderling-vraag": ("ExpertQuestion", "/"),
    "onderling-antwoord": ("ExpertAnswer", "/"),
    "mens": ("Membership", "/"),
}
"""What can be reported, by the word in the address: its kind, and where it is read."""


@pages.get("/huisregels")
async def rules(visit: Here) -> Response:
    """Say how people treat each other here, and what happens after a report."""
    await visit.ask("moderation/rules.graphql")
    return visit.page("moderation/rules.html")


@pages.get("/melden/{sort}/{about_id}")
async def ask_why(
    visit: Here, sort: str, about_id: UUID, opmerking: UUID | None = None, terug: str | None = None
) -> Response:
    """Ask what is wrong."""
    form = Form.filled({"opmerking": opmerking or "", "terug": _back(sort, about_id, terug)})
    return await _form(visit, sort, about_id, form)


@pages.post("/melden/{sort}/{about_id}")
async def report(visit: Here, sort: str, about_id: UUID) -> Response:
    """Report it."""
    visit.people_only()
    kind = _kind(sort)
    form = await visit.form()
    back = form.values["terug"] = _back(sort, about_id, form.value("terug"))
    if form.value("reason") not in REASON_NAMES:
        form.fault("reason", words("Kies wat er aan de hand is."))
        return await _form(visit, sort, about_id, form.again([], FIELDS), status=422)
    remark = form.value("opmerking")
    outcome = await visit.change(
        "moderation/send.graphql",
        clientMutationId=form.key,
        aboutId=global_id(kind, about_id),
        commentId=global_id("MinutesComment", _uuid(remark)) if remark else None,
        reason=form.value("reason"),
        words=form.value("words"),
    )
    if outcome.faults:
        return await _form(visit, sort, about_id, form.again(outcome.faults, FIELDS), status=422)
    return visit.go(back, done="gemeld")


@pages.get("/netwerken/{slug}/mijn-meldingen")
async def mine(visit: Here, slug: str) -> Response:
    """Show what one reported here, and what was decided about oneself."""
    return await _mine(visit, slug, Form())


@pages.post("/netwerken/{slug}/mijn-meldingen/{restriction_id}")
async def object_to(visit: Here, slug: str, restriction_id: UUID) -> Response:
    """Object to a warning or limit."""
    visit.people_only()
    form = await visit.form()
    field = f"text-{restriction_id}"  # one page can hold several of these forms
    outcome = await visit.change(
        "moderation/object.graphql",
        clientMutationId=form.key,
        restrictionId=global_id("Restriction", restriction_id),
        text=form.value(field),
    )
    if outcome.faults:
        faults = [replace(fault, field=field) if fault.field == "text" else fault for fault in outcome.faults]
        return await _mine(visit, slug, form.again(faults, (field,)), status=422)
    return visit.go(f"/netwerken/{slug}/mijn-meldingen", done="bezwaar-gemaakt")


async def _mine(visit: Visit, slug: str, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    network: dict[str, Any] = (await visit.ask("moderation/mine.graphql", slug=slug))["network"]
    return visit.page(
        "moderation/mine.html",
        status=status,
        network=network,
        form=form,
        kinds=KINDS,
        told=TOLD,
        fresh=Form,
        restriction_names=RESTRICTIONS,
    )


async def _form(visit: Visit, sort: str, about_id: UUID, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    _kind(sort)
    await visit.ask("moderation/report.graphql")
    return visit.page("moderation/report.html", status=status, form=form, sort=sort, about_id=about_id, options=REASONS)


def _kind(sort: str) -> str:
    if sort not in SORTS:
        raise NoSuchPage
    return SORTS[sort][0]


def _back(sort: str, about_id: UUID, wanted: str | None) -> str:
    """Where to go when it is done: where somebody came from, or where the text stands."""
    _kind(sort)
    return own_address(wanted) if wanted else SORTS[sort][1].format(id=about_id)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NoSuchPage from error
