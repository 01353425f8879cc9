"""My calendar: a secret address that a phone or computer fetches sessions from, and one session as a file."""

from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.language import translations, words
from services.gateway.web.visit import Here, Visit
from shared.ics import MEDIA_TYPE

pages = APIRouter()
ALL = "alle"
EVERY_NETWORK = words("Al je netwerken")
FIELDS = ("network", "words")


@pages.get("/ik/kalender")
async def my_calendar(visit: Here) -> Response:
    """Show what comes, my addresses, and how they get on a phone."""
    visit.people_only()
    return await _show(visit, None)


@pages.post("/ik/kalender")
async def reset(visit: Here) -> Response:
    """Make an address, and show it this once: it is stored nowhere, and the one before it is over."""
    visit.people_only()
    form = await visit.form()
    network = form.value("network")
    outcome = await visit.change(
        "calendars/reset.graphql",
        clientMutationId=form.key,
        networkId=None if network in {"", ALL} else network,
        isNeutral=form.value("words") == "few",
        language=str(visit.language),
    )
    if outcome.faults:
        return await _show(visit, form.again(outcome.faults, FIELDS), status=422)
    return await _show(visit, None, made=outcome.result)


async def _show(visit: Visit, form: Form | None, *, status: int = 200, made: dict[str, Any] | None = None) -> Response:
    mine = (await visit.ask("calendars/calendar.graphql"))["mine"]
    is_young = any(membership["perspective"] == "YOUNG_PERSON" for membership in mine["memberships"])
    networks = [one["network"] for one in mine["memberships"] if one["network"]]
    return visit.page(
        "calendars/calendar.html",
        status=status,
        mine=mine,
        networks=networks,
        network_options=[(ALL, translations(visit.language).gettext(EVERY_NETWORK))]
        + [(network["id"], network["shortName"] or network["name"]) for network in networks],
        form=form or Form.filled({"network": ALL, "words": "few" if is_young else "whole"}),
        made=made,
        opens=made["url"].replace("https://", "webcal://").replace("http://", "webcal://") if made else "",
    )


@pages.get("/kalender/{token}.ics")
async def feed(visit: Here, request: Request, token: Annotated[str, Path(max_length=200)]) -> Response:
    """Give a calendar program what stands behind an address; 410 once that is over (J16)."""
    answer = await visit.ask("calendars/feed.graphql", token=token)
    found = answer["calendarFeed"]
    if found["isOver"]:
        return Response(status_code=410, media_type="text/plain")
    return _calendar(request, found["text"], "leerkring.ics")


@pages.get("/bijeenkomsten/{session_id}.ics")
async def session(visit: Here, request: Request, session_id: UUID) -> Response:
    """Give one session as a file."""
    answer = await visit.ask(
        "calendars/session.graphql", id=global_id("Session", session_id), language=str(visit.language)
    )
    return _calendar(request, answer["sessionCalendar"]["text"], "bijeenkomst.ics", shown=False)


def _calendar(request: Request, text: str, name: str, *, shown: bool = True) -> Response:
    """Answer with a calendar, or with nothing where the program has this one already (RFC 9110 13.1.2)."""
    content = text.encode()
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=0, must-revalidate"}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if known & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return Response(content, media_type=MEDIA_TYPE, headers=headers)
