"""What agenda is asked about who comes to sessions: answers, seats, who is missing, and attendance."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.owners.agenda import OWNER
from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda import coming as api
from shared.api.agenda.sessions import SessionView
from shared.api.page import Page


def coming(session_ids: Sequence[UUID], needs: Sequence[api.NetworkNeed]) -> Inquiry[list[api.ComingView]]:
    """Who comes to some sessions; those of networks where the viewer takes no part are left out."""
    body = api.ComingAsked(session_ids=list(session_ids), needs=list(needs))
    return post(OWNER, "/sessions:coming", list[api.ComingView], body)


def attendance(session_ids: Sequence[UUID]) -> Inquiry[list[api.AttendanceView]]:
    """Who was at some sessions, by perspective; those of networks where the viewer takes no part are left out."""
    body = api.AttendanceAsked(session_ids=list(session_ids))
    return post(OWNER, "/sessions:attendance", list[api.AttendanceView], body)


def people(session_id: UUID, *, answered: bool, first: int, after: str | None) -> Inquiry[Page[api.PersonComing]]:
    """Who is expected at a session. Raises NotFound, and NotAllowed for who does not coordinate or keep its minutes."""
    path = f"/sessions/{session_id}/people"
    return get(OWNER, path, Page[api.PersonComing], answered=answered or None, first=first, after=after)


def sessions_just_over() -> Inquiry[list[SessionView]]:
    """The sessions of the last days that who asks leads, and of which nobody said what they reached."""
    return get(OWNER, "/agendas/just-over", list[SessionView])


def near_sessions() -> Inquiry[list[SessionView]]:
    """The sessions within seven days that who asks coordinates."""
    return get(OWNER, "/coming/near", list[SessionView])


def absent_perspectives(network_id: UUID) -> Inquiry[api.AbsentPerspectives]:
    """Of which perspectives nobody came twice in a row. Raises NotAllowed for who does not coordinate."""
    return get(OWNER, f"/networks/{network_id}/absent-perspectives", api.AbsentPerspectives)


def answer_session(session_id: UUID, request: api.AnswerSession, key: str | None) -> Inquiry[SessionView]:
    """Say whether one comes to a session."""
    return post(OWNER, f"/sessions/{session_id}:answer", SessionView, request, key)


def answer_series(series_id: UUID, request: api.AnswerSession, key: str | None) -> Inquiry[api.SeriesAnswered]:
    """Say the same of all sessions of a series that are still to come."""
    return post(OWNER, f"/series/{series_id}:answer", api.SeriesAnswered, request, key)


def set_seats(session_id: UUID, request: api.SetSeats, key: str | None) -> Inquiry[SessionView]:
    """Say how many seats a session has."""
    return post(OWNER, f"/sessions/{session_id}:set-seats", SessionView, request, key)


def ask_perspective(session_id: UUID, request: api.AskPerspective, key: str | None) -> Inquiry[SessionView]:
    """Ask a perspective to come."""
    return post(OWNER, f"/sessions/{session_id}:ask-perspective", SessionView, request, key)


def record_attendance(session_id: UUID, request: api.RecordAttendance, key: str | None) -> Inquiry[SessionView]:
    """Record who was at a session."""
    return post(OWNER, f"/sessions/{session_id}:record-attendance", SessionView, request, key)
