"""Changing a session that was confirmed: another day, time or place, or that it does not take place."""

from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.formatting import local
from services.gateway.web.forms import Form, read_date, read_time
from services.gateway.web.language import words
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, Refused, Visit
from shared.ics import ZONE

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
FIELDS = ("on", "starts", "ends", "place", "reason")
SAID_AT = {"starts_at": "on", "startsAt": "on", "ends_at": "ends", "endsAt": "ends"}
"""At which field of the form a fault stands that the schema knows by another name."""


@pages.get("/bijeenkomsten/{session_id}/veranderen")
async def change(visit: Here, session_id: SessionId) -> Response:
    """Ask how a session changes."""
    visit.people_only()
    return await _show(visit, session_id, None)


@pages.post("/bijeenkomsten/{session_id}/verplaatsen")
async def move(visit: Here, session_id: SessionId) -> Response:
    """Give a session another day, time or place."""
    visit.people_only()
    form = await visit.form()
    on, starts, ends = read_date(form.value("on")), read_time(form.value("starts")), read_time(form.value("ends"))
    if on is None:
        form.fault("on", words("Schrijf de datum zo: 14-1-2027"))
    for name, found in (("starts", starts), ("ends", ends)):
        if found is None:
            form.fault(name, words("Schrijf de tijd zo: 13.30"))
    if on is None or starts is None or ends is None:
        return await _show(visit, session_id, form, status=422)
    zone = ZoneInfo(ZONE)
    outcome = await visit.change(
        "sessions/move_session.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        startsAt=datetime.combine(on, starts, tzinfo=zone).isoformat(),
        endsAt=datetime.combine(on, ends, tzinfo=zone).isoformat(),
        place=form.value("place"),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _again(visit, session_id, form, outcome.faults)
    return visit.go(f"/bijeenkomsten/{session_id}", done="verplaatst")


@pages.post("/bijeenkomsten/{session_id}/afzeggen")
async def cancel(visit: Here, session_id: SessionId) -> Response:
    """Call a session off."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "sessions/cancel_session.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        reason=form.value("reason"),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _again(visit, session_id, form, outcome.faults)
    return visit.go(f"/bijeenkomsten/{session_id}", done="afgezegd")


async def _again(visit: Visit, session_id: UUID, form: Form, faults: list[Fault]) -> Response:
    said = [Fault(SAID_AT.get(fault.field, fault.field), fault.sentence) for fault in faults]
    return await _show(visit, session_id, form.again(said, FIELDS), status=422)


async def _show(visit: Visit, session_id: UUID, form: Form | None, *, status: int = 200) -> Response:
    found = (await visit.ask("sessions/session.graphql", id=global_id("Session", session_id)))["session"]
    if not found["viewerMayChange"]:
        raise Refused("SESSION_CANCELLED" if found["status"] == "CANCELLED" else "COORDINATOR_NEEDED")
    stands = {
        "on": f"{local(found['startsAt']):%-d-%-m-%Y}",
        "starts": f"{local(found['startsAt']):%H.%M}",
        "ends": f"{local(found['endsAt']):%H.%M}",
        "place": found["place"] or "",
    }
    if form is not None:
        for name, value in stands.items():
            form.values.setdefault(name, value)
    return visit.page("sessions/change.html", status=status, session=found, form=form or Form.filled(stands))
