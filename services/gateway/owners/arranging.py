"""What agenda is asked about arranging: order and minutes, answers to what was proposed, publishing, and what waits."""

from uuid import UUID

from services.gateway.owners.agenda import OWNER
from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.arranging import (
    AcceptAgendaPoint,
    AgendaSharesView,
    AnswerAgendaPoint,
    ArrangeAgenda,
    CarryOver,
    ChangeAgendaPoint,
    PointWithdrawn,
    ProposeAgendaPoint,
    PublishAgenda,
    WithdrawAgendaPoint,
)
from shared.api.agenda.sessions import AgendaPointView, SessionView
from shared.api.page import Page


def arrange_agenda(session_id: UUID, request: ArrangeAgenda, key: str | None) -> Inquiry[SessionView]:
    """Put an agenda in order."""
    return post(OWNER, f"/sessions/{session_id}:arrange", SessionView, request, key)


def publish_agenda(session_id: UUID, request: PublishAgenda, key: str | None) -> Inquiry[SessionView]:
    """Publish an agenda."""
    return post(OWNER, f"/sessions/{session_id}:publish-agenda", SessionView, request, key)


def carry_over(session_id: UUID, request: CarryOver, key: str | None) -> Inquiry[SessionView]:
    """Say which points a session reached, and let the others go on."""
    return post(OWNER, f"/sessions/{session_id}:carry-over", SessionView, request, key)


def propose_agenda_point(network_id: UUID, request: ProposeAgendaPoint, key: str | None) -> Inquiry[AgendaPointView]:
    """Propose a point for no session yet."""
    return post(OWNER, f"/networks/{network_id}/agenda-points", AgendaPointView, request, key)


def change_agenda_point(point_id: UUID, request: ChangeAgendaPoint, key: str | None) -> Inquiry[AgendaPointView]:
    """Say a point in other words, or give it another purpose, time, question or owner."""
    return post(OWNER, f"/agenda-points/{point_id}:change", AgendaPointView, request, key)


def withdraw_agenda_point(point_id: UUID, *, version: int, key: str | None) -> Inquiry[PointWithdrawn]:
    """Take back a point that stands on no agenda."""
    return post(OWNER, f"/agenda-points/{point_id}:withdraw", PointWithdrawn, WithdrawAgendaPoint(version=version), key)


def accept_agenda_point(point_id: UUID, request: AcceptAgendaPoint, key: str | None) -> Inquiry[AgendaPointView]:
    """Give a point its place."""
    return post(OWNER, f"/agenda-points/{point_id}:accept", AgendaPointView, request, key)


def park_agenda_point(point_id: UUID, request: AnswerAgendaPoint, key: str | None) -> Inquiry[AgendaPointView]:
    """Keep a point for later."""
    return post(OWNER, f"/agenda-points/{point_id}:park", AgendaPointView, request, key)


def decline_agenda_point(point_id: UUID, request: AnswerAgendaPoint, key: str | None) -> Inquiry[AgendaPointView]:
    """Say that a point comes on no agenda."""
    return post(OWNER, f"/agenda-points/{point_id}:decline", AgendaPointView, request, key)


def waiting_points(network_id: UUID, *, first: int, after: str | None) -> Inquiry[Page[AgendaPointView]]:
    """What waits for a session of a network. Raises NotAllowed for who does not take part."""
    path = f"/networks/{network_id}/agenda-points"
    return get(OWNER, path, Page[AgendaPointView], first=first, after=after)


def answered_points() -> Inquiry[list[AgendaPointView]]:
    """What was answered lately of what who asks proposed."""
    return get(OWNER, "/agenda-points/answered", list[AgendaPointView])


def agenda_shares(network_id: UUID) -> Inquiry[AgendaSharesView]:
    """Whose points took the time in the last year. Raises NotAllowed for who does not arrange."""
    return get(OWNER, f"/networks/{network_id}/agenda-shares", AgendaSharesView)
