"""Documents of a session: put one there as a link, and take it away."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.visit import Here, NoSuchPage, Refused, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]
FIELDS = ("title", "url")


@pages.get("/bijeenkomsten/{session_id}/documenten")
async def documents(visit: Here, session_id: SessionId) -> Response:
    """Ask for a document."""
    return await _page(visit, session_id, Form())


@pages.post("/bijeenkomsten/{session_id}/documenten")
async def add(visit: Here, session_id: SessionId) -> Response:
    """Put a document with a session."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "series/add_document.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        title=form.value("title"),
        url=form.value("url"),
    )
    if outcome.faults:
        return await _page(visit, session_id, form.again(outcome.faults, FIELDS), status=422)
    return visit.go(f"/bijeenkomsten/{session_id}", done="document-erbij")


@pages.post("/bijeenkomsten/{session_id}/documenten/{document_id}/weghalen")
async def remove(visit: Here, session_id: SessionId, document_id: UUID) -> Response:
    """Take a document away."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "series/remove_document.graphql",
        clientMutationId=form.key,
        documentId=global_id("SessionDocument", document_id),
    )
    if outcome.faults:
        raise Refused(outcome.code)
    return visit.go(f"/bijeenkomsten/{session_id}", done="document-weg")


async def _page(visit: Visit, session_id: UUID, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    found = (await visit.ask("series/documents.graphql", id=global_id("Session", session_id)))["session"]
    if not found["viewerMayAddDocument"]:
        raise NoSuchPage
    return visit.page("series/document.html", status=status, session=found, network=found["network"], form=form)
