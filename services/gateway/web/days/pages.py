"""The day itself: who leads it runs the session, everybody else follows and asks for a turn."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.day_labels import CHECK_INS
from services.gateway.web.days.reading import expected, fetch_day, neighbours
from services.gateway.web.forms import Form
from services.gateway.web.labels import PERSPECTIVES, PURPOSES
from services.gateway.web.refusals import Fault, sentence_for
from services.gateway.web.visit import Answer, Here, Outcome, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
MOST_OTHERS = 100
PEOPLE_IN_A_GROUP = 4
ONE_LINE = ("words", "answer")


@pages.get("/dag-offline.js")
async def worker(visit: Here) -> Response:
    """The script that keeps the page of the day readable without a connection; it reaches no other pages."""
    headers = {"Service-Worker-Allowed": "/bijeenkomsten/", "Cache-Control": "no-cache"}
    return Response(visit.site.static.content("day-worker.js"), media_type="text/javascript", headers=headers)


@pages.get("/bijeenkomsten/{session_id}/vandaag")
async def day(visit: Here, session_id: SessionId) -> Response:
    """Show how far a session is."""
    visit.people_only()
    return await show_day(visit, session_id, Form())


@pages.post("/bijeenkomsten/{session_id}/vandaag/begin")
async def start(visit: Here, session_id: SessionId) -> Response:
    """Start the session."""
    return await _change(visit, session_id, "days/start.graphql", at="nu")


@pages.post("/bijeenkomsten/{session_id}/vandaag/punt")
async def go(visit: Here, session_id: SessionId) -> Response:
    """Go on with a point, or back to it."""
    form = await _form(visit)
    point = _id("AgendaPoint", form.value("point"))
    return await _change(visit, session_id, "days/go.graphql", form, at="nu", agendaPointId=point)


@pages.post("/bijeenkomsten/{session_id}/vandaag/einde")
async def end(visit: Here, session_id: SessionId) -> Response:
    """End the session."""
    return await _change(visit, session_id, "days/end.graphql", at="nu")


@pages.post("/bijeenkomsten/{session_id}/vandaag/incheckvraag")
async def check_in(visit: Here, session_id: SessionId) -> Response:
    """Choose the question with which everybody begins."""
    form = await _form(visit)
    chosen = form.value("check_in")
    if chosen not in CHECK_INS:
        chosen = "OWN" if form.value("words") else "ARRIVE"
    words = form.value("words")
    done = "incheckvraag-gekozen"
    return await _change(
        visit, session_id, "days/check_in.graphql", form, at="inchecken", done=done, checkIn=chosen, words=words
    )


@pages.post("/bijeenkomsten/{session_id}/vandaag/beurt")
async def ask_turn(visit: Here, session_id: SessionId) -> Response:
    """Say that one wants to say something."""
    return await _change(visit, session_id, "days/ask.graphql", at="beurten")


@pages.post("/bijeenkomsten/{session_id}/vandaag/beurt-voor")
async def ask_turn_for(visit: Here, session_id: SessionId) -> Response:
    """Write somebody without a phone down."""
    form = await _form(visit)
    chosen = form.value("perspective")
    perspective = chosen if chosen in PERSPECTIVES else next(iter(PERSPECTIVES))
    return await _change(visit, session_id, "days/ask_for.graphql", form, at="beurten", perspective=perspective)


@pages.post("/bijeenkomsten/{session_id}/vandaag/beurten/{turn_id}/geef")
async def give_turn(visit: Here, session_id: SessionId, turn_id: UUID) -> Response:
    """Let the next one speak."""
    turn = global_id("SpeakingTurn", turn_id)
    return await _change(visit, session_id, "days/give.graphql", at="beurten", for_session=False, turnId=turn)


@pages.post("/bijeenkomsten/{session_id}/vandaag/beurten/{turn_id}/klaar")
async def end_turn(visit: Here, session_id: SessionId, turn_id: UUID) -> Response:
    """Say that a turn is over, or not wanted any more."""
    turn = global_id("SpeakingTurn", turn_id)
    return await _change(visit, session_id, "days/end_turn.graphql", at="beurten", for_session=False, turnId=turn)


@pages.post("/bijeenkomsten/{session_id}/vandaag/parkeren")
async def park(visit: Here, session_id: SessionId) -> Response:
    """Park a line."""
    form = await _form(visit)
    words = form.value("words")
    return await _change(
        visit, session_id, "days/park.graphql", form, at="parkeerplaats", done="geparkeerd", words=words
    )


@pages.post("/bijeenkomsten/{session_id}/vandaag/parkeren/{line_id}/antwoord")
async def answer_line(visit: Here, session_id: SessionId, line_id: UUID) -> Response:
    """Answer a parked line."""
    form = await _form(visit)
    said: dict[str, Any] = {"parkedLineId": global_id("ParkedLine", line_id), "answer": form.value("answer")}
    said |= {"version": form.number("version") or 0}
    done = "regel-beantwoord"
    return await _change(
        visit, session_id, "days/answer_line.graphql", form, at="parkeerplaats", done=done, for_session=False, **said
    )


@pages.post("/bijeenkomsten/{session_id}/vandaag/parkeren/{line_id}/voorstel")
async def propose_line(visit: Here, session_id: SessionId, line_id: UUID) -> Response:
    """Propose a parked line as an agenda point."""
    form = await _form(visit)
    purpose = form.value("purpose")
    said: dict[str, Any] = {"parkedLineId": global_id("ParkedLine", line_id), "version": form.number("version") or 0}
    said |= {"purpose": purpose if purpose in PURPOSES else "EXPLORE", "minutes": form.number("minutes") or 0}
    done = "regel-voorgesteld"
    return await _change(
        visit, session_id, "days/propose_line.graphql", form, at="parkeerplaats", done=done, for_session=False, **said
    )


@pages.get("/bijeenkomsten/{session_id}/vandaag/groepjes")
async def groups(visit: Here, session_id: SessionId) -> Response:
    """Show the groups; to who leads, also who can be in them."""
    visit.people_only()
    return await _show_groups(visit, session_id, None)


@pages.post("/bijeenkomsten/{session_id}/vandaag/groepjes")
async def make_groups(visit: Here, session_id: SessionId) -> Response:
    """Make groups, or make them anew."""
    form = await _form(visit)
    others = {code: min(form.number(f"others_{code}") or 0, MOST_OTHERS) for code in PERSPECTIVES}
    outcome = await visit.change(
        "days/make_groups.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        personIds=[_id("Person", one) for one in form.several.get("people", [])],
        others=[{"perspective": code, "count": count} for code, count in others.items() if count],
        groups=form.number("groups") or 0,
    )
    if outcome.faults:
        return await _show_groups(visit, session_id, form.again(outcome.faults, ("groups",)), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}/vandaag/groepjes", done="groepjes-gemaakt")


async def show_day(
    visit: Visit, session_id: UUID, form: Form, *, at: str = "", status: int = 200, **content: Any
) -> Response:
    """Write the page of the day. at: the part of the page where the form that was refused stands."""
    answer = await fetch_day(visit, session_id)
    session, found = answer["session"], answer["sessionDay"]
    now = visit.began_at
    return visit.page(
        "days/day.html",
        status=status,
        session=session,
        day=found,
        form=form,
        at=at,
        times=expected(session, found, now),
        now=now,
        failed=answer.failed,
        **{"newer": None, "about": ""} | neighbours(session, found) | content,
    )


async def _show_groups(visit: Visit, session_id: UUID, form: Form | None, *, status: int = 200) -> Response:
    answer = await fetch_day(visit, session_id, "days/groups.graphql")
    people = _people(answer)
    made = answer["sessionDay"]["groups"] or []
    coming = _expected_people(answer)
    if form is None:
        seated = [place["member"]["person"]["id"] for group in made for place in group["places"] if place["member"]]
        ticked = seated or coming or [one["person"]["id"] for one in people]
        form = Form.filled({"groups": len(made) or max(2, round(len(people) / PEOPLE_IN_A_GROUP))})
        form.several["people"] = [plain_id(one) for one in ticked]
        for place in (place for group in made for place in group["places"] if not place["member"]):
            name = f"others_{place['perspective']}"
            form.values[name] = str(int(form.values.get(name, "0")) + 1)
    return visit.page(
        "days/groups.html",
        status=status,
        session=answer["session"],
        day=answer["sessionDay"],
        people=people,
        knows_who_comes=bool(coming),
        form=form,
        failed=answer.failed,
    )


def _people(answer: Answer) -> list[dict[str, Any]]:
    """Who can be in a group: who takes part now."""
    network = answer["session"]["network"] or {}
    nodes = (network.get("members") or {}).get("nodes") or []
    return [one for one in nodes if one["status"] == "ACTIVE"]


def _expected_people(answer: Answer) -> list[str]:
    """Who said that they come; nobody where who leads may not know that."""
    nodes = (answer.data.get("sessionPeople") or {}).get("nodes") or []
    return [one["personId"] for one in nodes if one["answer"] == "COMING"]


async def _form(visit: Visit) -> Form:
    visit.people_only()
    return await visit.form()


async def _change(
    visit: Visit,
    session_id: UUID,
    document: str,
    form: Form | None = None,
    *,
    at: str,
    done: str = "",
    for_session: bool = True,
    **said: Any,
) -> Response:
    """Change the day and show it again; a refusal stands at the part of the page where the form was."""
    form = form or await _form(visit)
    if for_session:
        said["sessionId"] = global_id("Session", session_id)
    outcome = await visit.change(document, clientMutationId=form.key, **said)
    if outcome.faults:
        return await show_day(visit, session_id, form.again(_faults(outcome), ONE_LINE), at=at, status=422)
    return visit.go(f"/bijeenkomsten/{session_id}/vandaag", done=done)


def _faults(outcome: Outcome) -> list[Fault]:
    """What is wrong; a line that says nothing has one sentence, at whichever field it stands."""
    if outcome.code == "LINE_MISSING":
        return [Fault(fault.field, sentence_for(outcome.code)) for fault in outcome.faults]
    return outcome.faults


def _id(kind: str, text: str) -> str:
    """The global id of a row that a form names; what is no id stays what nobody knows."""
    try:
        return global_id(kind, UUID(text))
    except ValueError:
        return text
