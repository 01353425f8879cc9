"""Ideas for sessions: plan one by itself, confirm one or all, throw them away; only coordinators see them until then."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.forms import Form, read_date, read_time
from services.gateway.web.language import words
from services.gateway.web.refusals import Fault
from services.gateway.web.series_labels import SESSION_TYPES
from services.gateway.web.sessions.who_plans import planned_by
from services.gateway.web.visit import Here, Refused, Visit

pages = APIRouter()
FIELDS = ("type", "perspective", "on", "starts", "ends", "place", "link")
NETWORK = "series/network.graphql"


@pages.get("/netwerken/{slug}/bijeenkomsten/nieuw")
async def new(visit: Here, slug: str, request: Request) -> Response:
    """Ask for one session; a link may say of which kind it is, for whom, and before which session."""
    network = await planned_by(visit, NETWORK, slug)
    form = Form.sent(request.query_params)
    form.values.setdefault("type", "REGULAR")
    return _new_page(visit, network, form)


@pages.post("/netwerken/{slug}/bijeenkomsten/nieuw")
async def plan(visit: Here, slug: str) -> Response:
    """Plan one session, as an idea."""
    network = await planned_by(visit, NETWORK, slug)
    form = await visit.form()
    on, starts, ends = read_date(form.value("on")), read_time(form.value("starts")), read_time(form.value("ends"))
    if on is None:
        form.fault("on", words("Schrijf de datum zo: 14-1-2027"))
    for name, found in (("starts", starts), ("ends", ends)):
        if found is None:
            form.fault(name, words("Schrijf de tijd zo: 13.30"))
    if on is None or starts is None or ends is None:
        return _new_page(visit, network, form, status=422)
    type_ = form.value("type") if form.value("type") in SESSION_TYPES else "REGULAR"
    before = form.value("voor")
    outcome = await visit.change(
        "series/plan.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        on=on.isoformat(),
        starts=starts.isoformat(),
        ends=ends.isoformat(),
        type=type_,
        perspective=(form.value("perspective") or None) if type_ == "PRE_MEETING" else None,
        place=form.value("place"),
        link=form.value("link"),
        forSessionId=global_id("Session", UUID(before)) if before and type_ == "PRE_MEETING" else None,
    )
    if outcome.faults:
        return _new_page(visit, network, form.again(outcome.faults, FIELDS), status=422)
    return visit.go(f"/bijeenkomsten/{plain_id(outcome.result['id'])}", done="idee-gemaakt")


@pages.post("/netwerken/{slug}/bijeenkomsten/ideeen/bevestigen")
async def confirm(visit: Here, slug: str) -> Response:
    """Let the ideas that were ticked take place."""
    return await _drafts(visit, slug, "series/confirm.graphql", done="ideeen-bevestigd")


@pages.post("/netwerken/{slug}/bijeenkomsten/ideeen/weggooien")
async def discard(visit: Here, slug: str) -> Response:
    """Throw the ideas that were ticked away."""
    return await _drafts(visit, slug, "series/discard.graphql", done="ideeen-weg")


async def _drafts(visit: Visit, slug: str, document: str, *, done: str) -> Response:
    visit.people_only()
    form = await visit.form()
    chosen = [global_id("Session", UUID(one)) for one in form.several.get("ideas", []) if len(one) == 36]
    if not chosen:
        return visit.go(f"/netwerken/{slug}/bijeenkomsten")
    outcome = await visit.change(document, clientMutationId=form.key, sessionIds=chosen)
    if outcome.faults:
        raise Refused(outcome.code)
    return visit.go(f"/netwerken/{slug}/bijeenkomsten", done=done)


def _new_page(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    form.faults = [Fault("on" if fault.field == "from_on" else fault.field, fault.sentence) for fault in form.faults]
    return visit.page("series/new.html", status=status, network=network, form=form)
