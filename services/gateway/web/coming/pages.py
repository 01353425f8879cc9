"""Whether I come to a session, and for a coordinator who does: seats, who is missing, and who was there."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.coming_labels import ANSWERS, NEEDS
from services.gateway.web.formatting import local
from services.gateway.web.forms import Form
from services.gateway.web.labels import PERSPECTIVES
from services.gateway.web.language import words
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, Refused, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
RELEASE_DAYS = 3
"""What is proposed where no seats are kept yet."""
FIELDS = ("answer", "companions", "support", "needs", "note", "series")
SAID_AT = {"access_note": "note", "accessNote": "note"}
"""At which field of the form a fault stands that the schema knows by another name."""
PRESENT = {"ja": True, "nee": False}


@pages.get("/bijeenkomsten/{session_id}/kom-je")
async def asked(visit: Here, session_id: SessionId) -> Response:
    """Ask whether I come, who comes along, and what I need."""
    visit.people_only()
    return await _answering(visit, session_id, None)


@pages.post("/bijeenkomsten/{session_id}/kom-je")
async def answer(visit: Here, session_id: SessionId) -> Response:
    """Say whether I come: with one button, or with all that I want to say."""
    visit.people_only()
    form = await visit.form()
    said = form.value("answer")
    if said not in ANSWERS:
        form.fault("answer", words("Kies of je komt."))
        return await _answering(visit, session_id, form, status=422)
    given: dict[str, Any] = {
        "answer": said,
        "companions": form.number("companions") or 0,
        "withSupportPerson": form.value("support") == "ja",
    }
    if form.value("all"):
        given["accessNeeds"] = [need for need in form.several.get("needs", []) if need in NEEDS]
        given["accessNote"] = form.value("note")
    if form.value("series") == "ja":
        found = await _found(visit, session_id)
        outcome = await visit.change(
            "coming/answer_series.graphql", clientMutationId=form.key, seriesId=found["seriesId"] or "", **given
        )
    else:
        outcome = await visit.change(
            "coming/answer.graphql", clientMutationId=form.key, sessionId=global_id("Session", session_id), **given
        )
    if outcome.faults:
        faults = [Fault(SAID_AT.get(fault.field, fault.field), fault.sentence) for fault in outcome.faults]
        return await _answering(visit, session_id, form.again(faults, FIELDS), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}", done="komst-gezegd")


@pages.get("/bijeenkomsten/{session_id}/wie-komt")
async def who(visit: Here, session_id: SessionId, na: str | None = None) -> Response:
    """Show a coordinator who comes, who is missing, and how the seats stand."""
    visit.people_only()
    return await _who(visit, session_id, None, after=na)


@pages.post("/bijeenkomsten/{session_id}/plaatsen")
async def seats(visit: Here, session_id: SessionId) -> Response:
    """Say how many seats there are, and how many are kept for whom."""
    visit.people_only()
    form = await visit.form()
    typed = {code: form.value(f"kept-{code}") for code in PERSPECTIVES}
    for field in ("capacity", "release_days", *(f"kept-{code}" for code in PERSPECTIVES)):
        if form.value(field) and form.number(field) is None:
            form.fault(field, words("Vul een heel getal in."))
    if form.faults:
        return await _who(visit, session_id, form, status=422)
    outcome = await visit.change(
        "coming/set_seats.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        capacity=form.number("capacity"),
        kept=[{"perspective": code, "seats": form.number(f"kept-{code}") or 0} for code in typed if typed[code]],
        releaseDays=form.number("release_days"),
    )
    if outcome.faults:
        return await _who(visit, session_id, form.again(outcome.faults, ("capacity", "release_days")), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}/wie-komt", done="plaatsen-bewaard")


@pages.post("/bijeenkomsten/{session_id}/vragen-om-te-komen")
async def ask(visit: Here, session_id: SessionId) -> Response:
    """Ask a perspective to come."""
    visit.people_only()
    form = await visit.form()
    perspective = form.value("perspective")
    outcome = await visit.change(
        "coming/ask.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        perspective=perspective if perspective in PERSPECTIVES else next(iter(PERSPECTIVES)),
    )
    if outcome.faults:
        return await _who(visit, session_id, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/bijeenkomsten/{session_id}/wie-komt", done="groep-gevraagd")


@pages.get("/bijeenkomsten/{session_id}/aanwezigheid")
async def attendance(visit: Here, session_id: SessionId, na: str | None = None) -> Response:
    """Ask who was there."""
    visit.people_only()
    return await _attendance(visit, session_id, Form(), after=na)


@pages.post("/bijeenkomsten/{session_id}/aanwezigheid")
async def record(visit: Here, session_id: SessionId) -> Response:
    """Write down who was there."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "coming/record.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        people=[
            {"personId": global_id("Person", UUID(name.removeprefix("was-"))), "wasThere": PRESENT[value]}
            for name, value in form.values.items()
            if name.startswith("was-") and value in PRESENT and _is_id(name.removeprefix("was-"))
        ],
    )
    if outcome.faults:
        return await _attendance(visit, session_id, form.again(outcome.faults, ()), after=None, status=409)
    if following := form.value("next"):
        return await _attendance(visit, session_id, Form(), after=following)
    return visit.go(f"/bijeenkomsten/{session_id}", done="aanwezigheid-bewaard")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


async def _found(visit: Visit, session_id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = (await visit.ask("coming/answering.graphql", id=global_id("Session", session_id)))[
        "session"
    ]
    if found["coming"] is None:
        raise Refused("NOT_A_MEMBER")
    return found


async def _answering(visit: Visit, session_id: UUID, form: Form | None, *, status: int = 200) -> Response:
    found = await _found(visit, session_id)
    coming = found["coming"]
    if not coming["viewerMayAnswer"]:
        raise Refused("SESSION_CANCELLED" if found["status"] == "CANCELLED" else "ANSWERING_IS_OVER")
    if form is None:
        mine = coming["viewerAnswer"] or {"answer": "", "companions": 0, "withSupportPerson": False}
        form = Form.filled(
            {"answer": mine["answer"], "companions": mine["companions"], "note": coming["viewerAccessNote"]}
        )
        form.several = {
            "needs": list(coming["viewerAccessNeeds"]),
            "support": ["ja"] if mine["withSupportPerson"] else [],
        }
    return visit.page("coming/answer.html", status=status, session=found, form=form)


async def _who(
    visit: Visit, session_id: UUID, form: Form | None, *, after: str | None = None, status: int = 200
) -> Response:
    told = await visit.ask("coming/who.graphql", id=global_id("Session", session_id), after=after)
    found = told["session"]
    if found["coming"] is None or found["coming"]["seats"] is None:
        raise Refused("NOT_A_MEMBER" if found["coming"] is None else "COORDINATOR_NEEDED")
    stand = found["coming"]["seats"]
    form = form or Form()
    form.values.setdefault("capacity", "" if stand["capacity"] is None else str(stand["capacity"]))
    days = stand["releaseDays"] if stand["kept"] else RELEASE_DAYS
    form.values.setdefault("release_days", "" if days is None else str(days))
    for one in stand["kept"]:
        form.values.setdefault(f"kept-{one['perspective']}", str(one["seats"]))
    return visit.page(
        "coming/who.html",
        status=status,
        session=found,
        people=told.data["sessionPeople"],
        failed=told.failed,
        form=form,
    )


async def _attendance(visit: Visit, session_id: UUID, form: Form, *, after: str | None, status: int = 200) -> Response:
    told = await visit.ask("coming/attendance.graphql", id=global_id("Session", session_id), after=after)
    found = told["session"]
    if found["attendance"] is None:
        raise Refused("NOT_A_MEMBER")
    if not found["attendance"]["viewerMayRecord"]:
        is_early = local(found["startsAt"]) > visit.context.clock.now()
        why = "SESSION_NOT_BEGUN" if is_early else "RECORDER_NEEDED"
        raise Refused("SESSION_CANCELLED" if found["status"] == "CANCELLED" else why)
    people = told.data["sessionPeople"]
    coordinates = found["coming"] is not None and found["coming"]["seats"] is not None
    for one in people["nodes"] if people else []:
        before = {"COMING": True, "NOT_COMING": False}.get(one["answer"] or "")
        was_there = before if one["wasThere"] is None else one["wasThere"]
        if was_there is not None:
            form.values.setdefault(f"was-{plain_id(one['personId'])}", "ja" if was_there else "nee")
    return visit.page(
        "coming/attendance.html",
        status=status,
        session=found,
        people=people,
        failed=told.failed,
        form=form,
        coordinates=coordinates,
        sees_answers=coordinates and not found["attendance"]["isRecorded"],
    )
