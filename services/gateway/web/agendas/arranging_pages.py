"""Arranging the agenda of a session: its order, publishing it, what it did not reach, and the programme to print."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.agendas.reading import at_points, placed, read_ids, timed
from services.gateway.web.formatting import local
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, NoSuchPage, Outcome, Refused, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
NOTICE_DAYS = 7
TOO_LONG = words("De agenda is te lang. Geef een punt minder minuten, of verplaats een punt naar een andere keer.")
"""What helps who arranges; who proposes one point is told otherwise."""


@pages.get("/bijeenkomsten/{session_id}/agenda")
async def agenda(visit: Here, session_id: SessionId) -> Response:
    """Show the agenda to who arranges it."""
    visit.people_only()
    return await _arrange_page(visit, session_id, Form())


@pages.post("/bijeenkomsten/{session_id}/agenda")
async def arrange(visit: Here, session_id: SessionId) -> Response:
    """Keep the order and the minutes, with one point moved up or down where that was asked."""
    visit.people_only()
    form = await visit.form()
    ids = [str(id_) for id_ in read_ids(form.several.get("point", []))]
    for name, by in (("up", -1), ("down", 1)):
        if form.value(name):
            ids = placed(ids, form.value(name), by)
    minutes = {id_: form.number(f"minutes-{id_}") for id_ in ids}
    for id_, number in minutes.items():
        if not number:
            form.fault(f"minutes-{id_}", words("Schrijf het aantal minuten als getal, bijvoorbeeld 20."))
    if form.faults:
        return await _arrange_page(visit, session_id, form, status=422)
    outcome = await visit.change(
        "agendas/arrange.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        points=[
            {"agendaPointId": global_id("AgendaPoint", UUID(id_)), "minutes": number} for id_, number in minutes.items()
        ],
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _arrange_page(visit, session_id, form.again(_faults(outcome), ()), status=409)
    moved = form.value("up") or form.value("down")
    here = f"/bijeenkomsten/{session_id}/agenda"
    if form.value("publish"):
        return visit.go(f"{here}/publiceren")
    return visit.go(f"{here}?verzet={moved}") if moved else visit.go(here, done="agenda-bewaard")


@pages.get("/bijeenkomsten/{session_id}/agenda/publiceren")
async def ask_to_publish(visit: Here, session_id: SessionId) -> Response:
    """Show what members will get, before they get it."""
    visit.people_only()
    return await _publish_page(visit, session_id, Form())


@pages.post("/bijeenkomsten/{session_id}/agenda/publiceren")
async def publish(visit: Here, session_id: SessionId) -> Response:
    """Publish the agenda."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "agendas/publish.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        shortNoticeReason=form.value("short_notice_reason"),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _publish_page(visit, session_id, form, faults=_faults(outcome), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}", done="agenda-gepubliceerd")


@pages.get("/bijeenkomsten/{session_id}/agenda/na-afloop")
async def ask_what_was_reached(visit: Here, session_id: SessionId) -> Response:
    """Ask which points a session reached."""
    visit.people_only()
    return await _carry_page(visit, session_id, None)


@pages.post("/bijeenkomsten/{session_id}/agenda/na-afloop")
async def carry_over(visit: Here, session_id: SessionId) -> Response:
    """Keep what was reached, and let the rest go on."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "agendas/carry.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        reached=[global_id("AgendaPoint", id_) for id_ in read_ids(form.several.get("reached", []))],
        to="BACKLOG" if form.value("to") == "BACKLOG" else "NEXT",
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _carry_page(visit, session_id, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/bijeenkomsten/{session_id}", done="punten-doorgeschoven")


@pages.get("/bijeenkomsten/{session_id}/programma")
async def programme(visit: Here, session_id: SessionId) -> Response:
    """Show the programme of the day, to print: times, points and what is still open (BR-051), and no names."""
    found = await _session(visit, session_id)
    if found["agendaPoints"] is None:
        visit.people_only()
        raise Refused("NOT_A_MEMBER")
    left = await visit.ask("agendas/left_open.graphql", id=global_id("Session", session_id))
    carried = left.data["carriedActionPoints"]
    return visit.page("agendas/programme.html", session=found, points=timed(found), carried=carried)


async def _session(visit: Visit, session_id: UUID) -> dict[str, Any]:
    answer = await visit.ask("agendas/agenda.graphql", id=global_id("Session", session_id))
    found: dict[str, Any] = answer["session"]
    return found


async def _to_arrange(visit: Visit, session_id: UUID) -> dict[str, Any]:
    found = await _session(visit, session_id)
    if not found["viewerMayArrange"]:
        raise Refused(_why_not(found))
    return found


async def _arrange_page(visit: Visit, session_id: UUID, form: Form, *, status: int = 200) -> Response:
    found = await _to_arrange(visit, session_id)
    return visit.page(
        "agendas/arrange.html",
        status=status,
        session=found,
        points=timed(found),
        form=form,
        moved=visit.request.query_params.get("verzet", ""),
    )


async def _publish_page(
    visit: Visit, session_id: UUID, form: Form, *, faults: list[Fault] | None = None, status: int = 200
) -> Response:
    found = await _to_arrange(visit, session_id)
    if found["publishedAt"]:
        raise Refused("AGENDA_PUBLISHED")
    points = timed(found)
    if faults:
        form = form.again(at_points(faults, points), ("short_notice_reason",))
    left = visit.context.clock.now()
    is_late = (local(found["startsAt"]) - left).total_seconds() < NOTICE_DAYS * 86_400
    return visit.page("agendas/publish.html", status=status, session=found, points=points, form=form, is_late=is_late)


async def _carry_page(visit: Visit, session_id: UUID, form: Form | None, *, status: int = 200) -> Response:
    found = await _session(visit, session_id)
    if not found["viewerMayCarryOver"]:
        raise Refused("FACILITATOR_NEEDED" if found["status"] in {"HELD", "CANCELLED"} else "SESSION_NOT_OVER")
    points = found["agendaPoints"] or []
    if not points:
        raise NoSuchPage
    if form is None:
        form = Form.filled({"to": "NEXT"})
        is_recorded = any(point["reachedAt"] for point in points) or found["status"] == "CANCELLED"
        form.several["reached"] = [plain_id(point["id"]) for point in points if point["reachedAt"] or not is_recorded]
    return visit.page("agendas/carry.html", status=status, session=found, points=points, form=form)


def _faults(outcome: Outcome) -> list[Fault]:
    return [Fault("", TOO_LONG)] if outcome.code == "AGENDA_TOO_LONG" else outcome.faults


def _why_not(session: dict[str, Any]) -> str:
    if session["agendaPoints"] is None:
        return "NOT_A_MEMBER"
    if session["status"] == "CANCELLED":
        return "SESSION_CANCELLED"
    is_over = session["viewerMayCarryOver"] or session["status"] == "HELD"
    return "SESSION_HAS_BEGUN" if is_over else "FACILITATOR_NEEDED"
