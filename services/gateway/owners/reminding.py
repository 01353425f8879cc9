"""What is asked about reminders of sessions: the words of a coordinator of agenda, the mail itself of notifications."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.reminding import SessionReminder, WriteReminder
from shared.api.notifications.mail import ReminderAsked, ReminderPreview
from shared.api.notifications.subscriptions import ChooseSessionMail, SessionMailView


def session_reminder(session_id: UUID) -> Inquiry[SessionReminder]:
    """What a coordinator added to the reminder of a session. Raises NotFound, NotAllowed."""
    return get("agenda", f"/sessions/{session_id}/reminder", SessionReminder)


def write_reminder(session_id: UUID, request: WriteReminder, key: str | None) -> Inquiry[SessionReminder]:
    """Add words to the reminder of a session."""
    return post("agenda", f"/sessions/{session_id}/reminder", SessionReminder, request, key)


def preview_reminder(request: ReminderAsked) -> Inquiry[ReminderPreview]:
    """The reminder of a session with these words. Raises NotFound, NotAllowed."""
    return post("notifications", "/session-reminders:preview", ReminderPreview, request)


def session_mail(session_id: UUID, series_id: UUID | None) -> Inquiry[SessionMailView]:
    """How much mail who asks wants about a session."""
    return get("notifications", f"/session-mail/{session_id}", SessionMailView, series_id=series_id)


def choose_session_mail(request: ChooseSessionMail) -> Inquiry[SessionMailView]:
    """Choose how much mail comes about a session, or about its series. Raises NotFound."""
    return post("notifications", "/session-mail:choose", SessionMailView, request)
