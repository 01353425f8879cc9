"""How much mail somebody wants about one session, or about its series."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
LEVELS = ("FOLLOWED", "USUAL", "MUTED")


@pages.get("/bijeenkomsten/{session_id}/mail")
async def session_mail(visit: Here, session_id: SessionId) -> Response:
    """Show how much mail the visitor gets about a session."""
    visit.people_only()
    return await _page(visit, session_id, None)


@pages.post("/bijeenkomsten/{session_id}/mail")
async def choose(visit: Here, session_id: SessionId) -> Response:
    """Keep what was chosen."""
    visit.people_only()
    form = await visit.form()
    if form.value("level") not in LEVELS:
        form.fault("level", words("Maak een keuze."))
        return await _page(visit, session_id, form, status=422)
    outcome = await visit.change(
        "reminders/choose.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        level=form.value("level"),
        wholeSeries=form.value("scope") == "series",
    )
    if outcome.faults:
        return await _page(visit, session_id, form.again(outcome.faults, ("level",)), status=409)
    return visit.go(f"/bijeenkomsten/{session_id}", done="mail-gekozen")


async def _page(visit: Visit, session_id: UUID, form: Form | None, *, status: int = 200) -> Response:
    session = global_id("Session", session_id)
    series = (await visit.ask("reminders/session.graphql", id=session))["session"]["seriesId"]
    answer = await visit.ask("reminders/mail.graphql", id=session, series=series)
    chosen = answer.data["sessionMail"]
    if answer["session"]["place"] is None:
        raise NoSuchPage
    if form is None:
        told = {"level": chosen["level"], "scope": "series" if chosen["isOfSeries"] else "session"} if chosen else {}
        form = Form.filled(told)
    return visit.page("reminders/mail.html", status=status, session=answer["session"], form=form)
