"""Planning a series: say the rhythm, look at the dates before anything is saved, leave some out, confirm."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.formatting import local
from services.gateway.web.forms import Form
from services.gateway.web.refusals import Fault
from services.gateway.web.sessions.planning import FIELDS, left_out, read_rule, usual_form
from services.gateway.web.visit import Here, Refused, Visit

pages = APIRouter()


@pages.get("/netwerken/{slug}/bijeenkomsten/plannen")
async def plan(visit: Here, slug: str, request: Request) -> Response:
    """Ask for the rhythm of a series; what was said before stands in the form again."""
    network = await _coordinated(visit, slug)
    said = Form.sent(request.query_params) if request.query_params else None
    return _form_page(visit, network, said or usual_form(visit.context.clock.now(), network["rhythmMonths"]))


@pages.get("/netwerken/{slug}/bijeenkomsten/plannen/nakijken")
async def look(visit: Here, slug: str, request: Request) -> Response:
    """Show the dates that the rule gives; nothing is saved."""
    network = await _coordinated(visit, slug)
    return await _look_page(visit, network, Form.sent(request.query_params))


@pages.post("/netwerken/{slug}/bijeenkomsten/plannen")
async def confirm(visit: Here, slug: str) -> Response:
    """Plan the sessions that were kept."""
    network = await _coordinated(visit, slug)
    form = await visit.form()
    rule = read_rule(form)
    if form.faults:
        return _form_page(visit, network, form, status=422)
    outcome = await visit.change(
        "sessions/plan_series.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        rule=rule,
        place=form.value("place"),
        without=left_out(form),
    )
    if outcome.faults:
        again = form.again(outcome.faults, FIELDS)
        return await _look_page(visit, network, again, status=422)
    return visit.go(f"/netwerken/{slug}/bijeenkomsten", done="gepland")


async def _coordinated(visit: Visit, slug: str) -> dict[str, Any]:
    visit.people_only()
    network: dict[str, Any] = (await visit.ask("sessions/plan.graphql", slug=slug))["network"]
    if not (network["viewerMembership"] or {}).get("coordinates"):
        raise Refused("COORDINATOR_NEEDED")
    return network


def _form_page(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    return visit.page("sessions/plan.html", status=status, network=network, form=form)


async def _look_page(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    said: list[Fault] = list(form.faults)
    form.faults = []
    rule = read_rule(form)
    if form.faults:
        return _form_page(visit, network, form, status=422)
    outcome = await visit.change("sessions/preview.graphql", networkId=network["id"], rule=rule)
    if outcome.faults:
        return _form_page(visit, network, form.again(outcome.faults, FIELDS), status=422)
    form.faults = said
    dates = outcome.result["sessions"]
    days = [local(item["startsAt"]).date().isoformat() for item in dates]
    out = (
        set(left_out(form))
        if form.several.get("dates")
        else {day for day, item in zip(days, dates, strict=True) if item["clashes"]}
    )
    return visit.page(
        "sessions/look.html",
        status=status,
        network=network,
        form=form,
        rule=rule,
        query=urlencode({name: form.value(name) for name in FIELDS if name in form.values and name != "dates"}),
        dates=list(zip(days, dates, strict=True)),
        out=out,
        members=outcome.result["members"],
    )
