"""What agenda is asked about sessions together: changes, drafts, the points they start with, and their documents."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.documents import AddDocument, DocumentRemoved, DocumentView
from shared.api.agenda.drafts import Drafts, DraftsDiscarded, PlanSession
from shared.api.agenda.series_changes import (
    ChangePreview,
    ChangeSessions,
    FreshChange,
    LookAtChange,
    SessionsChanged,
)
from shared.api.agenda.sessions import SessionView
from shared.api.agenda.templates import SetTemplateAgenda, TemplateAgenda
from shared.api.page import Ids

OWNER = "agenda"


def look_at_change(session_id: UUID, request: LookAtChange) -> Inquiry[ChangePreview]:
    """What a change would come to; nothing is saved."""
    return post(OWNER, f"/sessions/{session_id}:look-at-change", ChangePreview, request)


def change_sessions(session_id: UUID, request: ChangeSessions, key: str | None) -> Inquiry[SessionsChanged]:
    """Change this session, those from it on, or all of its series."""
    return post(OWNER, f"/sessions/{session_id}:change", SessionsChanged, request, key)


def undo_change(change_id: UUID, key: str | None) -> Inquiry[SessionsChanged]:
    """Take a change back within the hour."""
    return post(OWNER, f"/session-changes/{change_id}:undo", SessionsChanged, None, key)


def fresh_changes(network_id: UUID) -> Inquiry[list[FreshChange]]:
    """The changes that can still be taken back. Raises NotAllowed for who does not coordinate."""
    return get(OWNER, f"/networks/{network_id}/session-changes/fresh", list[FreshChange])


def plan_session(network_id: UUID, request: PlanSession, key: str | None) -> Inquiry[SessionView]:
    """Plan one session, as a draft."""
    return post(OWNER, f"/networks/{network_id}/sessions", SessionView, request, key)


def confirm_drafts(request: Drafts, key: str | None) -> Inquiry[SessionsChanged]:
    """Let drafts take place."""
    return post(OWNER, "/drafts:confirm", SessionsChanged, request, key)


def discard_drafts(request: Drafts, key: str | None) -> Inquiry[DraftsDiscarded]:
    """Throw drafts away."""
    return post(OWNER, "/drafts:discard", DraftsDiscarded, request, key)


def template_agenda(series_id: UUID) -> Inquiry[TemplateAgenda]:
    """With which points the sessions of a series start. Raises NotFound, NotAllowed."""
    return get(OWNER, f"/series/{series_id}/template-agenda", TemplateAgenda)


def set_template_agenda(series_id: UUID, request: SetTemplateAgenda, key: str | None) -> Inquiry[TemplateAgenda]:
    """Say with which points the sessions of a series start."""
    return post(OWNER, f"/series/{series_id}/template-agenda", TemplateAgenda, request, key)


def documents(session_ids: Sequence[UUID]) -> Inquiry[list[DocumentView]]:
    """The documents of some sessions, as far as they are for who asks."""
    return post(OWNER, "/sessions:documents", list[DocumentView], Ids(ids=list(session_ids)))


def add_document(session_id: UUID, request: AddDocument, key: str | None) -> Inquiry[DocumentView]:
    """Put a document with a session."""
    return post(OWNER, f"/sessions/{session_id}/documents", DocumentView, request, key)


def remove_document(document_id: UUID, key: str | None) -> Inquiry[DocumentRemoved]:
    """Take a document away."""
    return post(OWNER, f"/documents/{document_id}:remove", DocumentRemoved, None, key)


def pre_meetings(session_ids: Sequence[UUID]) -> Inquiry[list[SessionView]]:
    """What one perspective does before these sessions, as far as it is for who asks."""
    return post(OWNER, "/sessions:pre-meetings", list[SessionView], Ids(ids=list(session_ids)))
