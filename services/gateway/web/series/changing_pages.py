"""Changing a session, those after it or all of its series: say what, look what it comes to, do it, and take it back; or call one off."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.formatting import local
from services.gateway.web.forms import Form, read_date, read_time
from services.gateway.web.labels import NTHS, WEEKDAYS
from services.gateway.web.language import words
from services.gateway.web.refusals import Fault
from services.gateway.web.series_labels import SESSION_TYPES
from services.gateway.web.visit import Here, Outcome, Refused, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
SCOPES = ("THIS", "FOLLOWING", "ALL")
TAKES_PLACE = ("CONFIRMED", "AGENDA_PUBLISHED")
FIELDS = ("scope", "on", "nth", "weekday", "shift", "starts", "ends", "place", "link", "type", "apart", "reason", "off")
SAID_AT = {"shift_days": "shift", "sessions": ""}
"""At which field of the form a fault stands that the schema knows by another name."""


@pages.get("/bijeenkomsten/{session_id}/veranderen")
async def change(visit: Here, session_id: SessionId, request: Request) -> Response:
    """Ask what changes; what was said before stands in the form again."""
    found = await _to_change(visit, session_id)
    return _form_page(visit, found, Form.sent(request.query_params) if request.query_params else Form())


@pages.get("/bijeenkomsten/{session_id}/veranderen/nakijken")
async def look(visit: Here, session_id: SessionId, request: Request) -> Response:
    """Show what a change comes to; nothing is saved."""
    found = await _to_change(visit, session_id)
    return await _look_page(visit, found, Form.sent(request.query_params))


@pages.post("/bijeenkomsten/{session_id}/veranderen")
async def confirm(visit: Here, session_id: SessionId) -> Response:
    """Change the sessions that were kept."""
    found = await _to_change(visit, session_id)
    form = await visit.form()
    asked = _read(form, found)
    if form.faults:
        return _form_page(visit, found, form, status=422)
    outcome = await visit.change(
        "series/change.graphql",
        clientMutationId=form.key,
        sessionId=found["id"],
        version=form.number("version") or 0,
        without=_left_out(form.several.get("dates", []), form.several.get("keep", [])),
        **asked,
    )
    if outcome.faults:
        return await _look_page(visit, found, form.again(_placed(outcome.faults), FIELDS), status=422)
    done = "veranderd" if outcome.result["changeId"] else "niets-veranderd"
    if asked["scope"] == "THIS" or not found["network"]:
        return visit.go(f"/bijeenkomsten/{session_id}", done=done)
    return visit.go(f"/netwerken/{found['network']['slug']}/bijeenkomsten", done=done)


@pages.post("/netwerken/{slug}/bijeenkomsten/veranderingen/{change_id}/terugdraaien")
async def undo(visit: Here, slug: str, change_id: UUID) -> Response:
    """Take a change back within the hour."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "series/undo.graphql", clientMutationId=form.key, changeId=global_id("SessionChange", change_id)
    )
    if outcome.faults:
        raise Refused(outcome.code)
    return visit.go(f"/netwerken/{slug}/bijeenkomsten", done="verandering-terug")


@pages.post("/bijeenkomsten/{session_id}/afzeggen/nakijken")
async def look_at_cancelling(visit: Here, session_id: SessionId) -> Response:
    """Show what calling a session off comes to; nothing is saved, and the reason stands in no address."""
    form = await visit.form()
    found = await _to_change(visit, session_id)
    if not form.value("reason"):
        form.fault("reason", words("Vertel waarom het niet doorgaat."))
        return _form_page(visit, found, form.again((), FIELDS), status=422)
    outcome = await _look_at_falling(visit, found["id"], _scope(form, "off", found))
    if outcome.faults:
        return _form_page(visit, found, form.again(_placed(outcome.faults), FIELDS), status=422)
    return visit.page(
        "series/cancel.html",
        session=found,
        network=found["network"],
        form=form,
        falling=_falling(outcome.result["sessions"]),
        members=outcome.result["members"],
    )


@pages.post("/bijeenkomsten/{session_id}/afzeggen")
async def cancel(visit: Here, session_id: SessionId) -> Response:
    """Call a session off, or those of its series that were kept."""
    visit.people_only()
    form = await visit.form()
    kept, listed = form.several.get("keep", []), form.several.get("dates", [])
    if listed and not kept:
        return visit.go(f"/bijeenkomsten/{session_id}", done="niets-veranderd")
    id_, scope = global_id("Session", session_id), form.value("off") if form.value("off") in SCOPES else "THIS"
    unseen: list[str] = []
    if listed:  # what was planned since this page was shown goes on: nobody chose that
        looked = await _look_at_falling(visit, id_, scope)
        shown = {global_id("Session", UUID(one)) for one in listed if _is_id(one)}
        now = [] if looked.faults else _falling(looked.result["sessions"])
        unseen = [one["id"] for one in now if one["id"] not in shown]
    outcome = await visit.change(
        "series/cancel.graphql",
        clientMutationId=form.key,
        sessionId=id_,
        reason=form.value("reason"),
        version=form.number("version") or 0,
        scope=scope,
        without=[*_left_out(listed, kept), *unseen],
        withPreMeetings=bool(listed),
    )
    if outcome.faults:
        found = await _to_change(visit, session_id)
        return _form_page(visit, found, form.again(_placed(outcome.faults), FIELDS), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}", done="afgezegd")


async def _look_at_falling(visit: Visit, id_: str, scope: str) -> Outcome:
    document = "series/preview_cancel.graphql"
    return await visit.change(document, sessionId=id_, scope=scope, changes={}, withExceptions=True)


def _scope(form: Form, name: str, found: dict[str, Any]) -> str:
    return form.value(name) if found["seriesId"] and form.value(name) in SCOPES else "THIS"


def _left_out(listed: list[str], kept: list[str]) -> list[str]:
    return [global_id("Session", UUID(one)) for one in listed if one not in set(kept) and _is_id(one)]


def _falling(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What would not take place: the sessions of a preview in which nothing else changes, each with what is before it.

    Also what is still to be before one that is off already.
    """
    falling: list[dict[str, Any]] = []
    for one in (each for each in shown if each["session"]["status"] != "DRAFT"):
        beforehand = [each for each in one["session"]["preMeetings"] or () if each["status"] in TAKES_PLACE]
        if one["stays"] == "AS_IT_IS":
            falling += [one["session"], *beforehand]
        elif one["stays"] == "CANCELLED":
            falling += beforehand
    return falling


def _read(form: Form, found: dict[str, Any]) -> dict[str, Any]:
    """Read a change for GraphQL: only what is other than it is. What cannot be read becomes a fault at its field."""
    scope = _scope(form, "scope", found)
    stands = _stands(found)
    changes: dict[str, Any] = {}
    for name in ("starts", "ends"):
        time = read_time(form.value(name) or stands[name])
        if time is None:
            form.fault(name, words("Schrijf de tijd zo: 13.30"))
        elif time != read_time(stands[name]):
            changes[name] = time.isoformat()
    on = read_date(form.value("on") or stands["on"])
    if on is None:
        form.fault("on", words("Schrijf de datum zo: 14-1-2027"))
    elif scope == "THIS" and on != read_date(stands["on"]):
        changes["on"] = on.isoformat()
    if scope != "THIS":
        changes |= _other_days(form)
    for name in ("place", "link"):
        if name in form.values and form.value(name) != stands[name]:
            changes[name] = form.value(name)
    if form.value("type") in SESSION_TYPES and form.value("type") != found["type"]:
        changes["type"] = form.value("type")
    exceptions = bool(form.value("apart"))
    return {"scope": scope, "changes": changes, "withExceptions": exceptions, "withPreMeetings": True}


def _other_days(form: Form) -> dict[str, int]:
    days: dict[str, int] = {}
    if form.value("weekday") in map(str, range(len(WEEKDAYS))):
        days["weekday"] = int(form.value("weekday"))
        if form.value("nth") in map(str, NTHS):
            days["nth"] = int(form.value("nth"))
    elif form.value("nth"):
        form.fault("weekday", words("Kies ook een weekdag."))
    shift = form.value("shift")
    if shift and shift.lstrip("-").isdigit() and len(shift) < 4:
        days["shiftDays"] = int(shift)
    elif shift:
        form.fault("shift", words("Schrijf een getal op, bijvoorbeeld 7 of -7."))
    return days


async def _to_change(visit: Visit, session_id: UUID) -> dict[str, Any]:
    visit.people_only()
    found: dict[str, Any] = (await visit.ask("series/session.graphql", id=global_id("Session", session_id)))["session"]
    if not found["viewerMayChange"]:
        raise Refused("SESSION_CANCELLED" if found["status"] == "CANCELLED" else "COORDINATOR_NEEDED")
    return found


def _stands(found: dict[str, Any]) -> dict[str, str]:
    return {
        "scope": "THIS",
        "off": "THIS",
        "on": f"{local(found['startsAt']):%-d-%-m-%Y}",
        "starts": f"{local(found['startsAt']):%H.%M}",
        "ends": f"{local(found['endsAt']):%H.%M}",
        "place": found["place"] or "",
        "link": found["link"] or "",
        "type": found["type"],
    }


def _form_page(visit: Visit, found: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    for name, value in _stands(found).items():
        form.values.setdefault(name, value)
    return visit.page("series/change.html", status=status, session=found, form=form, network=found["network"])


async def _look_page(visit: Visit, found: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    said = list(form.faults)
    form.faults = []
    asked = _read(form, found)
    if form.faults:
        return _form_page(visit, found, form, status=422)
    outcome = await visit.change("series/preview.graphql", sessionId=found["id"], **asked)
    if outcome.faults:
        return _form_page(visit, found, form.again(_placed(outcome.faults), FIELDS), status=422)
    form.faults = said
    shown = outcome.result["sessions"]
    changing = [one for one in shown if one["stays"] is None]
    listed, kept = form.several.get("dates", []), form.several.get("keep", [])
    pairs = [(name, form.value(name)) for name in FIELDS if name in form.values and name not in {"reason", "off"}]
    return visit.page(
        "series/look.html",
        status=status,
        session=found,
        network=found["network"],
        form=form,
        shown=shown,
        can_confirm=any(
            not one["problems"] for one in changing if one["session"]["perspective"] == found["perspective"]
        ),
        is_told=any(one["isTold"] and one["session"]["status"] != "DRAFT" for one in changing),
        has_apart=any(one["stays"] == "STANDS_APART" for one in shown),
        out=set(listed) - set(kept),
        members=outcome.result["members"],
        repeated=pairs,
        query=urlencode(pairs),
        with_apart=urlencode([*(pair for pair in pairs if pair[0] != "apart"), ("apart", "1")]),
        id_of=plain_id,
    )


def _placed(faults: list[Fault]) -> list[Fault]:
    placed = [Fault(SAID_AT.get(fault.field, fault.field), fault.sentence) for fault in faults]
    return list(dict.fromkeys(placed))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
