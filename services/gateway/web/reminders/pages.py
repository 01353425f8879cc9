"""The reminder of a session: add words of one's own, choose when it goes, and see the mail before it does."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
FIELDS = ("words", "days_before")
OFFERED = (7, 3, 2, 1)
"""So many days before a session its reminder can leave; programs may say any number up to two weeks."""
NOT_AT_ALL = 0
MOST_DAYS = 14
MOST_LOOKED_AT = 8000
"""More than may be kept; what is longer cannot be looked at either."""


@pages.get("/bijeenkomsten/{session_id}/herinnering")
async def reminder(visit: Here, session_id: SessionId) -> Response:
    """Show the reminder of a session as it stands, and what was added to it."""
    return await _page(visit, session_id, None)


@pages.post("/bijeenkomsten/{session_id}/herinnering")
async def write_reminder(visit: Here, session_id: SessionId) -> Response:
    """Show the mail with these words, or keep them."""
    visit.people_only()
    form = await visit.form()
    if form.value("look"):
        return await _page(visit, session_id, form)
    outcome = await visit.change(
        "reminders/write.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        words=form.value("words"),
        version=form.number("version") or 0,
        daysBefore=form.number("days_before"),
    )
    if outcome.faults:
        return await _page(visit, session_id, form.again(outcome.faults, FIELDS), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}/herinnering", done="herinnering-bewaard")


async def _page(visit: Visit, session_id: UUID, form: Form | None, *, status: int = 200) -> Response:
    visit.people_only()
    answer = await visit.ask("reminders/reminder.graphql", id=global_id("Session", session_id))
    session, kept = answer["session"], answer["reminderWords"]
    if not session["viewerMayChange"] or session["status"] == "DRAFT":
        raise NoSuchPage
    if form is None:
        form = Form.filled({"words": kept["words"], "version": kept["version"], "days_before": kept["daysBefore"]})
    mail = await visit.ask(
        "reminders/look.graphql",
        id=global_id("Session", session_id),
        words=form.value("words")[:MOST_LOOKED_AT],
        language=visit.language.value,
        days=_days(form),
    )
    return visit.page(
        "reminders/reminder.html",
        status=status,
        session=session,
        mail=mail.data["reminderPreview"],
        form=form,
        is_kept=(form.value("words"), _days(form)) == (kept["words"], kept["daysBefore"]),
        offered=sorted({*OFFERED, kept["daysBefore"]} - {NOT_AT_ALL}, reverse=True),
    )


def _days(form: Form) -> int | None:
    days = form.number("days_before")
    return days if days is not None and 0 <= days <= MOST_DAYS else None
