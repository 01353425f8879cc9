"""Notes of a session: sent by a form, or by the script that also keeps them on the device while there is no connection."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import JSONResponse, Response

from services.gateway.signin.cookies import keep_cookies
from services.gateway.web.addresses import global_id
from services.gateway.web.days.pages import show_day
from services.gateway.web.forms import Form
from services.gateway.web.language import translations, words
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, Outcome, Visit

pages = APIRouter()
STALE = "STALE_VERSION"
OTHERS = Fault(
    "",
    words(
        "In deze browser is nu iemand anders ingelogd dan wie dit schreef. We hebben het niet bewaard: "
        "de tekst staat alleen nog hier. Log zelf opnieuw in en druk dan op Bewaar."
    ),
)
"""A note that was typed under the name of one person, and came in under that of another."""


@pages.post("/bijeenkomsten/{session_id}/vandaag/notities")
async def write_note(visit: Here, session_id: Annotated[UUID, Path()]) -> Response:
    """Keep a note; where somebody else wrote meanwhile, show both texts."""
    visit.people_only()
    form = await visit.form()
    if form.value("who") != visit.who:
        return await _of_others(visit, session_id, form)
    outcome = await visit.change(
        "days/write_note.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        agendaPointId=_point(form.value("point")),
        words=form.value("words"),
        version=form.number("version") or 0,
    )
    if "application/json" in visit.request.headers.get("accept", ""):
        return _for_script(visit, outcome)
    if outcome.faults:
        return await _again(visit, session_id, form, outcome)
    return visit.go(f"/bijeenkomsten/{session_id}/vandaag", done="notitie-bewaard")


def _for_script(visit: Visit, outcome: Outcome) -> Response:
    """Say in JSON what came of it: the version that was kept, the text that stands there now, or a sentence."""
    if not outcome.faults:
        response = JSONResponse({"version": outcome.result["version"]})
    elif outcome.code == STALE and outcome.newer is not None:
        response = JSONResponse({"words": outcome.newer["words"], "version": outcome.newer["version"]}, status_code=409)
    else:
        say = translations(visit.language).gettext
        response = JSONResponse({"fault": say(outcome.faults[0].sentence)}, status_code=422)
    keep_cookies(visit.context, response)
    return response


async def _of_others(visit: Visit, session_id: UUID, form: Form) -> Response:
    """Keep nothing; whoever typed it still has the text before them."""
    if "application/json" in visit.request.headers.get("accept", ""):
        say = translations(visit.language).gettext
        return JSONResponse({"fault": say(OTHERS.sentence), "others": True}, status_code=422)
    return await _again(visit, session_id, form, Outcome({}, [OTHERS]))


async def _again(visit: Visit, session_id: UUID, form: Form, outcome: Outcome) -> Response:
    about = form.value("point")
    again = form.again([], ()) if outcome.code == STALE else form.again(outcome.faults, ())
    if outcome.newer is not None:
        again.values["version"] = str(outcome.newer["version"])
    newer: dict[str, Any] | None = outcome.newer
    return await show_day(visit, session_id, again, at="notities", status=409, newer=newer, about=about)


def _point(text: str) -> str | None:
    """The global id of the point a note is about; None for the session as a whole."""
    if not text:
        return None
    try:
        return global_id("AgendaPoint", UUID(text))
    except ValueError:
        return text
