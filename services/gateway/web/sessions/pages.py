"""When a network meets, and what a session is about."""

from itertools import groupby
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.contact_refusals import CONTACT
from services.gateway.web.formatting import local
from services.gateway.web.forms import Form
from services.gateway.web.labels import PURPOSES
from services.gateway.web.moderation.writing import writes_again_on
from services.gateway.web.refusals import sentence_for
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
POINT_FIELDS = ("title", "purpose", "minutes", "note", "content_note")


@pages.get("/netwerken/{slug}/bijeenkomsten")
async def sessions(visit: Here, slug: str, geweest: bool = False, na: str | None = None) -> Response:
    """Show when a network meets, or when it met."""
    now = visit.context.clock.now().isoformat()
    span = {"until": now} if geweest else {"from": now}
    answer = await visit.ask("sessions/sessions.graphql", slug=slug, after=na, **span)
    network = answer["network"]
    found = [edge["node"] for edge in (network["sessions"] or {"edges": []})["edges"]]
    ideas = [] if geweest else [one for one in found if one["status"] == "DRAFT"]
    certain = [one for one in found if one not in ideas]
    years = [(year, list(group)) for year, group in groupby(certain, lambda item: local(item["startsAt"]).year)]
    series = dict.fromkeys(plain_id(one["seriesId"]) for one in found if one["seriesId"])
    return visit.page(
        "sessions/sessions.html",
        network=network,
        years=years,
        ideas=ideas,
        series=list(series),
        past=geweest,
        fresh=Form,
        failed=answer.failed,
    )


@pages.get("/bijeenkomsten/{session_id}")
async def session(visit: Here, session_id: SessionId) -> Response:
    """Show a session with its agenda, and a form to add a point."""
    return await _session(visit, session_id, Form.filled({"minutes": 20}))


@pages.post("/bijeenkomsten/{session_id}/agendapunten")
async def add_point(visit: Here, session_id: SessionId) -> Response:
    """Put a point on the agenda."""
    visit.people_only()
    form = await visit.form()
    purpose = form.value("purpose")
    outcome = await visit.change(
        "sessions/add_point.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        title=form.value("title"),
        note=form.value("note"),
        contentNote=form.value("content_note"),
        purpose=purpose if purpose in PURPOSES else None,
        minutes=form.number("minutes"),
    )
    if outcome.faults:
        return await _session(visit, session_id, form.again(outcome.faults, POINT_FIELDS), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}", done="punt-erop")


@pages.get("/bijeenkomsten/{session_id}/agendapunten/{point_id}/weghalen")
async def ask_to_remove(visit: Here, session_id: SessionId, point_id: UUID) -> Response:
    """Ask whether a point may go."""
    visit.people_only()
    return await _remove_page(visit, session_id, point_id, Form())


@pages.post("/bijeenkomsten/{session_id}/agendapunten/{point_id}/weghalen")
async def remove_point(visit: Here, session_id: SessionId, point_id: UUID) -> Response:
    """Take a point off the agenda, and offer to put it back."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "sessions/remove_point.graphql",
        clientMutationId=form.key,
        agendaPointId=global_id("AgendaPoint", point_id),
        version=form.number("version") or 0,
        reason=form.value("reason"),
    )
    if outcome.faults:
        again = form.again(outcome.faults, ("reason",))
        status = 422 if outcome.code in {"REASON_REQUIRED", *CONTACT} else 409
        return await _remove_page(visit, session_id, point_id, again, status=status)
    if form.value("reason"):
        return visit.go(f"/bijeenkomsten/{session_id}", done="punt-beantwoord")
    answer = await visit.ask("sessions/session.graphql", id=global_id("Session", session_id))
    back = Form.filled({name: form.value(name) for name in POINT_FIELDS})
    return visit.page("sessions/removed.html", session=answer["session"], form=back)


async def _session(visit: Visit, session_id: UUID, form: Form, *, status: int = 200) -> Response:
    answer = await visit.ask("sessions/session.graphql", id=global_id("Session", session_id))
    found = answer["session"]
    return visit.page(
        "sessions/session.html",
        status=status,
        session=found,
        again_on=await _again_on(visit, found),
        minutes=answer.data["minutes"],
        carried=answer.data["carriedActionPoints"],
        form=form,
        fresh=Form,
        failed=answer.failed,
    )


async def _again_on(visit: Visit, session: dict[str, Any]) -> str | None:
    """From which day who reads can add a point; asked only of who takes part and cannot, though the agenda is open."""
    if session["place"] is None or session["viewerMayAddPoint"] or not _is_open(visit, session):
        return None
    network = session["network"]
    return writes_again_on((await visit.ask("sessions/limited.graphql", slug=network["slug"])).data["network"])


def _is_open(visit: Visit, session: dict[str, Any]) -> bool:
    comes = session["status"] in ("CONFIRMED", "AGENDA_PUBLISHED") and session["network"] is not None
    return comes and visit.context.clock.now() < local(session["startsAt"])


async def _remove_page(visit: Visit, session_id: UUID, point_id: UUID, form: Form, *, status: int = 200) -> Response:
    answer = await visit.ask("sessions/session.graphql", id=global_id("Session", session_id))
    found = answer["session"]
    points: list[dict[str, Any]] = found["agendaPoints"] or []
    point = next((point for point in points if plain_id(point["id"]) == str(point_id)), None)
    if point is None:
        raise NoSuchPage
    if not point["viewerMayRemove"] and not form.faults:
        form.fault("", sentence_for(_why_it_stays(visit, found)))
    return visit.page("sessions/remove.html", status=status, session=found, point=point, form=form)


def _why_it_stays(visit: Visit, session: dict[str, Any]) -> str:
    """Which refusal somebody who sees a point, but may not take it off, would get."""
    if session["status"] == "CANCELLED":
        return "SESSION_CANCELLED"
    return "NOT_YOUR_AGENDA_POINT" if _is_open(visit, session) else "SESSION_HAS_BEGUN"
