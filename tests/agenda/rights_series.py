"""The rows of the table of rights about sessions together: changes, drafts, the points they start with, and documents."""

from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from shared.api.agenda.documents import AddDocument, DocumentsLetterAsked, DocumentView
from shared.api.agenda.drafts import Drafts, PlanSession
from shared.api.agenda.reminding import SessionReminder, WriteReminder
from shared.api.agenda.series_changes import ChangePreview, ChangeSessions, FreshChange, LookAtChange, WantedChange
from shared.api.agenda.sessions import SessionView
from shared.api.agenda.templates import SetTemplateAgenda, TemplateAgenda
from shared.api.page import Ids
from tests.agenda.rights import NOBODY_MAY, Desk, Expected, coordinated, outside


async def _draft(desk: Desk) -> UUID:
    """A draft of the network, at a moment of its own."""
    desk.changed += 1
    body = PlanSession(on=date(2029, 1, 8) + timedelta(days=desk.changed), starts=time(10, 0), ends=time(12, 0))
    path = f"/networks/{desk.cast.network_id}/sessions"
    session = await desk.ask("POST", path, SessionView, desk.cast.coordinator, body=body)
    return session.id  # type: ignore[no-any-return]  # it was read as a session


async def look_at_change(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}:look-at-change"
    body = LookAtChange(wanted=WantedChange(place="Elders"))
    return "seen" if await desk.ask("POST", path, ChangePreview, person_id, body=body) else "nothing"


async def change(desk: Desk, person_id: UUID | None) -> str:
    session = await desk.session()
    body = ChangeSessions(wanted=WantedChange(place=session.place or "Elders"), version=session.version)
    await desk.ask("POST", f"/sessions/{session.id}:change", Any, person_id, body=body)
    return "changed"


async def undo_change(desk: Desk, person_id: UUID | None) -> str:
    made = await desk.ask(
        "POST", "/drafts:confirm", Any, desk.cast.coordinator, body=Drafts(session_ids=[await _draft(desk)])
    )
    await desk.ask("POST", f"/session-changes/{made['change_id']}:undo", Any, person_id)
    return "undone"


async def fresh_changes(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/session-changes/fresh"
    await desk.ask("GET", path, list[FreshChange], person_id)
    return "listed"


async def plan_session(desk: Desk, person_id: UUID | None) -> str:
    body = PlanSession(on=date(2029, 6, 4), starts=time(10, 0), ends=time(12, 0))
    path = f"/networks/{desk.cast.network_id}/sessions"
    return str((await desk.ask("POST", path, SessionView, person_id, body=body)).status)


async def confirm_drafts(desk: Desk, person_id: UUID | None) -> str:
    await desk.ask("POST", "/drafts:confirm", Any, person_id, body=Drafts(session_ids=[await _draft(desk)]))
    return "confirmed"


async def discard_drafts(desk: Desk, person_id: UUID | None) -> str:
    await desk.ask("POST", "/drafts:discard", Any, person_id, body=Drafts(session_ids=[await _draft(desk)]))
    return "discarded"


async def template(desk: Desk, person_id: UUID | None) -> str:
    path = f"/series/{(await desk.session()).series_id}/template-agenda"
    return str(len((await desk.ask("GET", path, TemplateAgenda, person_id)).points))


async def set_template(desk: Desk, person_id: UUID | None) -> str:
    path = f"/series/{(await desk.session()).series_id}/template-agenda"
    await desk.ask("POST", path, TemplateAgenda, person_id, body=SetTemplateAgenda(points=[]))
    return "set"


async def _document(desk: Desk, person_id: UUID | None) -> DocumentView:
    body = AddDocument(title="Verslag", url="https://documenten.example/")
    path = f"/sessions/{(await desk.session()).id}/documents"
    return await desk.ask("POST", path, DocumentView, person_id, body=body)  # type: ignore[no-any-return]  # as above


async def add_document(desk: Desk, person_id: UUID | None) -> str:
    return (await _document(desk, person_id)).title


async def documents(desk: Desk, person_id: UUID | None) -> str:
    made = await _document(desk, desk.cast.member)
    body = Ids(ids=[made.session_id])
    return "some" if await desk.ask("POST", "/sessions:documents", list[DocumentView], person_id, body=body) else "none"


async def remove_document(desk: Desk, person_id: UUID | None) -> str:
    made = await _document(desk, desk.cast.member)
    await desk.ask("POST", f"/documents/{made.id}:remove", Any, person_id)
    return "removed"


async def documents_letter(desk: Desk, person_id: UUID | None) -> str:
    made = await _document(desk, desk.cast.member)
    body = DocumentsLetterAsked(document_ids=[made.id], reader_ids=[])
    return str(await desk.ask("POST", f"/networks/{made.network_id}/documents:letter", Any, person_id, body=body))


async def pre_meetings(desk: Desk, person_id: UUID | None) -> str:
    body = Ids(ids=[(await desk.session()).id])
    found = await desk.ask("POST", "/sessions:pre-meetings", list[SessionView], person_id, body=body)
    return str(len(found))


async def reminder(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}/reminder"
    return str((await desk.ask("GET", path, SessionReminder, person_id)).version)


async def write_reminder(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}/reminder"
    written = await desk.ask("POST", path, SessionReminder, person_id, body=WriteReminder(words="Kom je?", version=0))
    return str(written.words)


def hidden(done: str) -> Expected:
    """What only who coordinates may do, and others of another network do not know of."""
    return ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", done)


SERIES: dict[str, tuple[Callable[[Desk, UUID | None], Awaitable[str]], Expected]] = {
    "POST /sessions/{session_id}:look-at-change": (look_at_change, coordinated("seen")),
    "POST /sessions/{session_id}:change": (change, coordinated("changed")),
    "POST /session-changes/{change_id}:undo": (undo_change, hidden("undone")),
    "GET /networks/{network_id}/session-changes/fresh": (fresh_changes, coordinated("listed")),
    "POST /networks/{network_id}/sessions": (plan_session, coordinated("DRAFT")),
    "POST /drafts:confirm": (confirm_drafts, ("NOT_SIGNED_IN", *("NOT_FOUND",) * 6, "confirmed")),
    "POST /drafts:discard": (discard_drafts, ("NOT_SIGNED_IN", *("NOT_FOUND",) * 6, "discarded")),
    "GET /series/{series_id}/template-agenda": (template, hidden("0")),
    "POST /series/{series_id}/template-agenda": (set_template, hidden("set")),
    "POST /sessions/{session_id}/documents": (
        add_document,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "Verslag", "Verslag", "Verslag"),
    ),
    "POST /sessions:documents": (documents, (*outside("none"), "some", "some", "some")),
    "POST /networks/{network_id}/documents:letter": (documents_letter, NOBODY_MAY),
    "POST /documents/{document_id}:remove": (
        remove_document,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "NOT_YOUR_DOCUMENT", "removed", "removed"),
    ),
    "GET /sessions/{session_id}/reminder": (reminder, hidden("0")),
    "POST /sessions/{session_id}/reminder": (write_reminder, coordinated("Kom je?")),
    "POST /sessions:pre-meetings": (pre_meetings, ("0",) * 8),
}
