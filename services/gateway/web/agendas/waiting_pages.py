"""Points that wait for a session: proposing one, changing it, answering it, taking it back."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.agendas.reading import POINT_FIELDS, questions_to_choose, read_id
from services.gateway.web.forms import Form
from services.gateway.web.labels import PURPOSES
from services.gateway.web.language import words
from services.gateway.web.moderation.writing import writes_again_on
from services.gateway.web.people.everybody import fetch_everybody
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, NoSuchPage, Outcome, Refused, Visit

pages = APIRouter()
PointId = Annotated[UUID, Path()]
SAID_AT = {"question_id": "question", "owner_id": "owner"}
"""At which field of the form a fault stands that the schema knows by another name."""


@pages.get("/netwerken/{slug}/agendapunten")
async def backlog(visit: Here, slug: str, na: str | None = None) -> Response:
    """Show what waits for a session, and a form to propose a point."""
    visit.people_only()
    return await _backlog_page(visit, slug, Form.filled({"minutes": 20}), after=na)


@pages.post("/netwerken/{slug}/agendapunten")
async def propose(visit: Here, slug: str) -> Response:
    """Propose a point for no session yet."""
    visit.people_only()
    form = await visit.form()
    network = (await visit.ask("agendas/backlog.graphql", slug=slug))["network"]
    outcome = await visit.change(
        "agendas/propose.graphql", clientMutationId=form.key, networkId=network["id"], **_filled(form)
    )
    if outcome.faults:
        return await _backlog_page(visit, slug, form.again(_said(outcome.faults), POINT_FIELDS), status=422)
    return visit.go(f"/netwerken/{slug}/agendapunten", done="punt-voorgesteld")


@pages.get("/agendapunten/{point_id}/veranderen")
async def ask_to_change(visit: Here, point_id: PointId) -> Response:
    """Show a point, to say it in other words."""
    visit.people_only()
    return await _point_page(visit, point_id, None)


@pages.post("/agendapunten/{point_id}/veranderen")
async def change(visit: Here, point_id: PointId) -> Response:
    """Keep a point in other words."""
    visit.people_only()
    form = await visit.form()
    owner = read_id(form.value("owner"))
    outcome = await visit.change(
        "agendas/change.graphql",
        clientMutationId=form.key,
        agendaPointId=global_id("AgendaPoint", point_id),
        ownerId=global_id("Person", owner) if owner else None,
        version=form.number("version") or 0,
        **_filled(form),
    )
    if outcome.faults:
        return await _point_page(visit, point_id, form.again(_said(outcome.faults), POINT_FIELDS), status=422)
    return visit.go(await _where(visit, point_id), done="punt-veranderd")


@pages.get("/agendapunten/{point_id}/antwoord")
async def ask_to_answer(visit: Here, point_id: PointId) -> Response:
    """Ask what becomes of a point."""
    visit.people_only()
    return await _answer_page(visit, point_id, Form())


@pages.post("/agendapunten/{point_id}/antwoord")
async def answer(visit: Here, point_id: PointId) -> Response:
    """Give a point its place, keep it for later, or say that it comes on no agenda."""
    visit.people_only()
    form = await visit.form()
    what = form.value("what")
    if what not in {"PARK", "DECLINE"} and read_id(what) is None:
        form.fault("what", words("Kies wat er met het punt gebeurt."))
        return await _answer_page(visit, point_id, form, status=422)
    outcome = await _answered(visit, point_id, form, what)
    if outcome.faults:
        again = form.again(outcome.faults, ("what", "reason"))
        return await _answer_page(visit, point_id, again, status=422)
    if what in {"PARK", "DECLINE"}:
        slug = form.value("slug")
        return visit.go(f"/netwerken/{slug}/agendapunten", done="punt-beantwoord")
    return visit.go(f"/bijeenkomsten/{what}/agenda", done="punt-geplaatst")


@pages.post("/agendapunten/{point_id}/terugnemen")
async def withdraw(visit: Here, point_id: PointId) -> Response:
    """Take back a point that waits."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "agendas/withdraw.graphql",
        clientMutationId=form.key,
        agendaPointId=global_id("AgendaPoint", point_id),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        raise Refused(outcome.code)
    return visit.go(f"/netwerken/{outcome.result['network']['slug']}/agendapunten", done="punt-teruggenomen")


async def _answered(visit: Visit, point_id: UUID, form: Form, what: str) -> Outcome:
    about = {
        "clientMutationId": form.key,
        "agendaPointId": global_id("AgendaPoint", point_id),
        "version": form.number("version") or 0,
    }
    if what == "PARK":
        return await visit.change("agendas/park.graphql", reason=form.value("reason"), **about)
    if what == "DECLINE":
        return await visit.change("agendas/decline.graphql", reason=form.value("reason"), **about)
    return await visit.change("agendas/accept.graphql", sessionId=global_id("Session", UUID(what)), **about)


async def _backlog_page(
    visit: Visit, slug: str, form: Form, *, after: str | None = None, status: int = 200
) -> Response:
    found = await visit.ask("agendas/backlog.graphql", slug=slug, after=after)
    network = found["network"]
    if network["agendaBacklog"] is None and not found.failed("network.agendaBacklog"):
        raise Refused("NOT_A_MEMBER")
    return visit.page(
        "agendas/backlog.html",
        status=status,
        network=network,
        form=form,
        fresh=Form,
        failed=found.failed,
        questions=questions_to_choose(network),
        again_on=writes_again_on(network),
    )


async def _point(visit: Visit, point_id: UUID) -> dict[str, Any]:
    now = visit.context.clock.now().isoformat()
    found = await visit.ask("agendas/point.graphql", id=global_id("AgendaPoint", point_id), **{"from": now})
    point: dict[str, Any] = found["node"]
    if point["network"] is None:
        raise NoSuchPage
    return point


async def _where(visit: Visit, point_id: UUID) -> str:
    point = await _point(visit, point_id)
    session = point["session"]
    if session is None:
        return f"/netwerken/{point['network']['slug']}/agendapunten"
    address = f"/bijeenkomsten/{plain_id(session['id'])}"
    return f"{address}/agenda" if session["viewerMayArrange"] else address


async def _point_page(visit: Visit, point_id: UUID, form: Form | None, *, status: int = 200) -> Response:
    point = await _point(visit, point_id)
    if not point["viewerMayChange"]:
        raise Refused("NOT_YOUR_AGENDA_POINT")
    network, owner = point["network"], point["owner"]
    stands = {
        "title": point["title"],
        "note": point["note"],
        "content_note": point["contentNote"] or "",
        "purpose": point["purpose"],
        "minutes": point["minutes"],
        "question": plain_id(point["question"]["id"]) if point["question"] else "",
        "owner": plain_id(owner["person"]["id"]) if owner else "",
    }
    if point["viewerMayAnswer"]:
        await fetch_everybody(visit, network)
    members = (network["members"] or {"nodes": []})["nodes"] if point["viewerMayAnswer"] else []
    return visit.page(
        "agendas/point.html",
        status=status,
        point=point,
        network=network,
        form=form or Form.filled(stands),
        members=members,
        questions=questions_to_choose(network, point["question"]),
    )


async def _answer_page(visit: Visit, point_id: UUID, form: Form, *, status: int = 200) -> Response:
    point = await _point(visit, point_id)
    if not point["viewerMayAnswer"]:
        raise Refused("AGENDA_POINT_ANSWERED" if point["status"] == "DECLINED" else "FACILITATOR_NEEDED")
    sessions = (point["network"]["sessions"] or {"nodes": []})["nodes"]
    return visit.page(
        "agendas/answer.html",
        status=status,
        point=point,
        network=point["network"],
        form=form,
        sessions=[one for one in sessions if one["viewerMayArrange"]],
    )


def _filled(form: Form) -> dict[str, Any]:
    purpose, question = form.value("purpose"), read_id(form.value("question"))
    return {
        "title": form.value("title"),
        "note": form.value("note"),
        "contentNote": form.value("content_note"),
        "purpose": purpose if purpose in PURPOSES else None,
        "minutes": form.number("minutes"),
        "questionId": global_id("Question", question) if question else None,
    }


def _said(faults: list[Fault]) -> list[Fault]:
    return [Fault(SAID_AT.get(fault.field, fault.field), fault.sentence) for fault in faults]
