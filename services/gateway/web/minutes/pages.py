"""The minutes of a session, for who reads, comments, answers, establishes and corrects; and what changed in a version."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.minutes.reading import fetch_minutes, with_stories
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, NoSuchPage, Outcome, Refused, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
NOTHING_SAID = words("Schrijf op wat je wilt zeggen.")


@pages.get("/bijeenkomsten/{session_id}/verslag")
async def minutes(visit: Here, session_id: SessionId) -> Response:
    """Show the minutes of a session."""
    visit.people_only()
    return await _page(visit, session_id, Form.filled({"kind": "comment"}))


@pages.get("/bijeenkomsten/{session_id}/verslag/versies/{number}")
async def version(visit: Here, session_id: SessionId, number: int) -> Response:
    """Show what one version changed."""
    visit.people_only()
    answer = await visit.ask(
        "minutes/version.graphql",
        id=global_id("Session", session_id),
        minutesId=global_id("Minutes", session_id),
        number=min(number, 2**31 - 1),
    )
    return visit.page("minutes/version.html", session=answer["session"], version=answer["minutesVersion"])


@pages.post("/bijeenkomsten/{session_id}/verslag/opmerking")
async def comment(visit: Here, session_id: SessionId) -> Response:
    """Say something of the minutes, or object to them."""
    visit.people_only()
    form = await visit.form()
    about = form.value("about")
    outcome = await visit.change(
        "minutes/comment.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        agendaPointId=_point(about) if about else None,
        text=form.value("text"),
        isObjection=form.value("kind") == "objection",
    )
    if outcome.faults:
        return await _again(visit, session_id, form, _faults(outcome), ("text",))
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done="opmerking-gemaakt")


@pages.post("/bijeenkomsten/{session_id}/verslag/opmerkingen/{comment_id}")
async def answer(visit: Here, session_id: SessionId, comment_id: UUID) -> Response:
    """Say what was done with a comment."""
    visit.people_only()
    form = await visit.form()
    field = f"answer-{comment_id}"
    adopted = form.value(f"adopted-{comment_id}")
    if adopted not in {"yes", "no"}:
        raise Refused("REFUSAL")
    outcome = await visit.change(
        "minutes/answer.graphql",
        clientMutationId=form.key,
        commentId=global_id("MinutesComment", comment_id),
        answer=form.value(field),
        isAdopted=adopted == "yes",
    )
    if outcome.faults:
        said = [Fault(field if fault.field == "answer" else "", fault.sentence) for fault in outcome.faults]
        return await _again(visit, session_id, form, said, (field,))
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done="opmerking-beantwoord")


@pages.post("/bijeenkomsten/{session_id}/verslag/vaststellen")
async def establish(visit: Here, session_id: SessionId) -> Response:
    """Establish the minutes."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "minutes/establish.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _again(visit, session_id, form, outcome.faults, (), status=409)
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done="verslag-vastgesteld")


@pages.post("/bijeenkomsten/{session_id}/verslag/aanvulling")
async def add(visit: Here, session_id: SessionId) -> Response:
    """Correct established minutes."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "minutes/addendum.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        text=form.value("text"),
    )
    if outcome.faults:
        return await _again(visit, session_id, form, _faults(outcome), ("text",))
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done="aanvulling-bewaard")


def _faults(outcome: Outcome) -> list[Fault]:
    """What is wrong with words of somebody's own: a field called text is asked for otherwise elsewhere."""
    is_empty = [problem["code"] == "REQUIRED" for problem in outcome.problems] or [False] * len(outcome.faults)
    return [
        Fault(fault.field, NOTHING_SAID) if empty else fault
        for fault, empty in zip(outcome.faults, is_empty, strict=True)
    ]


async def _again(
    visit: Visit, session_id: UUID, form: Form, faults: list[Fault], fields: tuple[str, ...], *, status: int = 422
) -> Response:
    return await _page(visit, session_id, form.again(faults, fields), status=status)


async def _page(visit: Visit, session_id: UUID, form: Form, *, status: int = 200) -> Response:
    answer_ = await fetch_minutes(visit, session_id)
    found = with_stories(answer_["minutes"])
    if found["version"] == 0 and not found["told"]:
        return visit.go(f"/bijeenkomsten/{session_id}/verslag/schrijven")
    parts = [part for part in found["parts"] or [] if part["agendaPointId"]]
    return visit.page(
        "minutes/minutes.html",
        status=status,
        minutes=found,
        session=found["session"],
        network=found["session"]["network"],
        titles={part["agendaPointId"]: part["title"] for part in parts},
        about=[(plain_id(part["agendaPointId"]), part["title"]) for part in parts],
        waiting=[one for one in found["comments"] or [] if one["isAdopted"] is None],
        objected=any(one["isObjection"] and not one["isAdopted"] for one in found["comments"] or []),
        form=form,
    )


def _point(text: str) -> str:
    try:
        return global_id("AgendaPoint", UUID(text))
    except ValueError:
        raise NoSuchPage from None
