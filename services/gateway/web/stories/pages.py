"""A story that somebody told: written down, read and decided about by its teller, and words that are taken out on request."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.people.everybody import fetch_everybody
from services.gateway.web.visit import Here, NoSuchPage, Refused, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
StoryId = Annotated[UUID, Path()]


@pages.get("/bijeenkomsten/{session_id}/verslag/verhaal")
async def tell(visit: Here, session_id: SessionId) -> Response:
    """Ask what somebody told, and who."""
    visit.people_only()
    return await _telling(visit, session_id, Form())


@pages.post("/bijeenkomsten/{session_id}/verslag/verhaal")
async def ask(visit: Here, session_id: SessionId) -> Response:
    """Ask who told it whether it may stand in the minutes."""
    visit.people_only()
    form = await visit.form()
    if not form.value("teller"):
        form.fault("teller", words("Kies wie dit vertelde."))
        return await _telling(visit, session_id, form, status=422)
    outcome = await visit.change(
        "stories/ask.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        agendaPointId=_named("AgendaPoint", form.value("about")),
        tellerId=_named("Person", form.value("teller")),
        text=form.value("text"),
        contentNote=form.value("content_note"),
    )
    if outcome.faults:
        again = form.again(outcome.faults, ("text", "content_note", "teller"))
        return await _telling(visit, session_id, again, status=422)
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done="verhaal-gevraagd")


@pages.post("/bijeenkomsten/{session_id}/verslag/verhalen/{story_id}/weg")
async def remove(visit: Here, session_id: SessionId, story_id: StoryId) -> Response:
    """Take it out for its teller."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "stories/remove.graphql", clientMutationId=form.key, storyId=global_id("MinutesStory", story_id)
    )
    if outcome.code:
        raise Refused(outcome.code)
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done="verhaal-weg")


@pages.get("/verhalen/{story_id}")
async def story(visit: Here, story_id: StoryId) -> Response:
    """Show who told it what is asked."""
    visit.people_only()
    return await _story(visit, story_id, Form())


@pages.post("/verhalen/{story_id}")
async def decide(visit: Here, story_id: StoryId) -> Response:
    """Say whether it may stand there."""
    visit.people_only()
    form = await visit.form()
    if form.value("allows") not in {"yes", "no"}:
        raise Refused("REFUSAL")
    allows = form.value("allows") == "yes"
    outcome = await visit.change(
        "stories/answer.graphql",
        clientMutationId=form.key,
        storyId=global_id("MinutesStory", story_id),
        allows=allows,
    )
    if outcome.faults:
        return await _story(visit, story_id, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/verhalen/{story_id}", done="verhaal-ja" if allows else "verhaal-nee")


@pages.get("/bijeenkomsten/{session_id}/verslag/weghalen")
async def look(visit: Here, session_id: SessionId) -> Response:
    """Ask which words go."""
    visit.people_only()
    return await _taking_out(visit, session_id, Form.filled({"what": "words"}))


@pages.post("/bijeenkomsten/{session_id}/verslag/weghalen")
async def take_out(visit: Here, session_id: SessionId) -> Response:
    """Take them out of every version."""
    visit.people_only()
    form = await visit.form()
    whole = form.value("what") == "whole"
    outcome = await visit.change(
        "stories/take_out.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        text="" if whole else form.value("text"),
        whole=whole,
        agendaPointId=_named("AgendaPoint", form.value("about")) if whole else None,
    )
    if outcome.faults:
        return await _taking_out(visit, session_id, form.again(outcome.faults, ("text",)), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done="tekst-weggehaald")


async def _telling(visit: Visit, session_id: UUID, form: Form, *, status: int = 200) -> Response:
    answer = await visit.ask("stories/telling.graphql", id=global_id("Session", session_id))
    session, minutes = answer["session"], answer.data["minutes"]
    if minutes is None or not minutes["viewerMayWrite"]:
        if not (session["network"] or {}).get("viewerMembership"):
            raise NoSuchPage
        raise Refused("ALREADY_ESTABLISHED" if minutes and minutes["status"] == "ESTABLISHED" else "SECRETARY_NEEDED")
    points = {one["id"]: one["title"] for one in session["agendaPoints"] or []}
    points |= {
        part["agendaPointId"]: part["title"] for part in minutes["parts"] or [] if part["agendaPointId"] not in points
    }
    await fetch_everybody(visit, session["network"])
    members = (session["network"]["members"] or {"nodes": []})["nodes"]
    return visit.page(
        "stories/telling.html",
        status=status,
        session=session,
        network=session["network"],
        about=[(plain_id(id_), title) for id_, title in points.items() if id_],
        members=[one for one in members if one["person"]],
        form=form,
    )


async def _story(visit: Visit, story_id: UUID, form: Form, *, status: int = 200) -> Response:
    answer = await visit.ask("stories/story.graphql", id=global_id("MinutesStory", story_id))
    found: dict[str, Any] = answer["node"]
    return visit.page("stories/story.html", status=status, story=found, network=found["network"], form=form)


async def _taking_out(visit: Visit, session_id: UUID, form: Form, *, status: int = 200) -> Response:
    minutes = (await visit.ask("stories/taking_out.graphql", id=global_id("Session", session_id)))["minutes"]
    if not (minutes["viewerMayWrite"] or minutes["viewerMayAddAddendum"]):
        raise Refused("SECRETARY_NEEDED")
    session = minutes["session"]
    return visit.page(
        "stories/taking_out.html",
        status=status,
        minutes=minutes,
        session=session,
        network=session["network"],
        about=[
            (plain_id(part["agendaPointId"]), part["title"]) for part in minutes["parts"] or [] if part["agendaPointId"]
        ],
        form=form,
    )


def _named(kind: str, id_: str) -> str | None:
    try:
        return global_id(kind, UUID(id_)) if id_ else None
    except ValueError:
        raise NoSuchPage from None
