"""What agenda is asked: what is studied, and when people meet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.questions import ChangeQuestion, NoteContent, ProposeQuestion, QuestionView
from shared.api.agenda.sessions import (
    AddAgendaPoint,
    AgendaPointView,
    AgendaView,
    PlanSeries,
    RemoveAgendaPoint,
    SeriesView,
    SessionView,
)
from shared.api.page import Ids, Page

OWNER = "agenda"


def session(session_id: UUID, *, with_agenda_points: bool) -> Inquiry[SessionView]:
    """One session, with its agenda points where asked and the viewer is a member. Raises NotFound."""
    return get(OWNER, f"/sessions/{session_id}", SessionView, agenda_points=with_agenda_points or None)


def sessions_by_id(ids: Sequence[UUID]) -> Inquiry[list[SessionView]]:
    """Some sessions; unknown ones are left out."""
    return post(OWNER, "/sessions:batch", list[SessionView], Ids(ids=list(ids)))


def sessions(
    network_id: UUID,
    *,
    from_at: datetime | None,
    until_at: datetime | None,
    first: int,
    after: str | None,
) -> Inquiry[Page[SessionView]]:
    """The sessions of a network, in order of time."""
    return get(
        OWNER,
        f"/networks/{network_id}/sessions",
        Page[SessionView],
        **{"from": from_at, "until": until_at, "first": first, "after": after},
    )


def upcoming_sessions(*, first: int) -> Inquiry[Page[SessionView]]:
    """The next sessions of all networks of who asks. Raises NotSignedIn for a stranger."""
    return get(OWNER, "/sessions/upcoming", Page[SessionView], first=first)


def agendas(session_ids: Sequence[UUID]) -> Inquiry[list[AgendaView]]:
    """The agendas of some sessions, each in order; those in which the viewer takes no part are left out."""
    return post(OWNER, "/sessions:agendas", list[AgendaView], Ids(ids=list(session_ids)))


def agenda_points_by_id(ids: Sequence[UUID]) -> Inquiry[list[AgendaPointView]]:
    """Some agenda points; what the viewer may not see is left out."""
    return post(OWNER, "/agenda-points:batch", list[AgendaPointView], Ids(ids=list(ids)))


def agenda_point_and_writers(point_id: UUID) -> Inquiry[list[AgendaPointView]]:
    """One agenda point with everybody who wrote words of it; nothing where the viewer may not see it."""
    asked = Ids(ids=[point_id])
    return Inquiry(OWNER, "POST", "/agenda-points:batch", list[AgendaPointView], body=asked, params={"writers": True})


def question(question_id: UUID, *, writers: bool = False) -> Inquiry[QuestionView]:
    """One question. writers: with everybody who wrote words of it, for members. Raises NotFound."""
    return get(OWNER, f"/questions/{question_id}", QuestionView, writers=writers or None)


def questions_by_id(ids: Sequence[UUID]) -> Inquiry[list[QuestionView]]:
    """Some questions; what the viewer may not see is left out."""
    return post(OWNER, "/questions:batch", list[QuestionView], Ids(ids=list(ids)))


def questions(
    network_id: UUID, *, status: str | None, track: str | None, first: int, after: str | None
) -> Inquiry[Page[QuestionView]]:
    """The questions of a network that the viewer may see, newest first."""
    return get(
        OWNER,
        f"/networks/{network_id}/questions",
        Page[QuestionView],
        status=status,
        track=track,
        first=first,
        after=after,
    )


def left_questions(network_id: UUID) -> Inquiry[list[QuestionView]]:
    """Open questions that ask for a new owner here. Raises NotAllowed for who does not coordinate."""
    return get(OWNER, f"/networks/{network_id}/left-questions", list[QuestionView])


def adopt_question(network_id: UUID, question_id: UUID, *, version: int, key: str | None) -> Inquiry[QuestionView]:
    """Go on with a question that was left."""
    path = f"/networks/{network_id}/left-questions/{question_id}:adopt"
    return post(OWNER, path, QuestionView, ChangeQuestion(version=version), key)


def recent_questions(*, first: int) -> Inquiry[Page[QuestionView]]:
    """What came on the agendas of the networks of who asks, newest first. Raises NotSignedIn for a stranger."""
    return get(OWNER, "/questions/recent", Page[QuestionView], first=first)


def plan_series(request: PlanSeries, key: str | None) -> Inquiry[SeriesView]:
    """Plan and confirm all sessions of a rule."""
    return post(OWNER, "/series", SeriesView, request, key)


def add_agenda_point(session_id: UUID, request: AddAgendaPoint, key: str | None) -> Inquiry[AgendaPointView]:
    """Put a point on the agenda of a session."""
    return post(OWNER, f"/sessions/{session_id}/agenda-points", AgendaPointView, request, key)


def remove_agenda_point(agenda_point_id: UUID, asked: RemoveAgendaPoint, key: str | None) -> Inquiry[SessionView]:
    """Take a point from the agenda; gives the session it left."""
    return post(OWNER, f"/agenda-points/{agenda_point_id}:remove", SessionView, asked, key)


def propose_question(request: ProposeQuestion, key: str | None) -> Inquiry[QuestionView]:
    """Propose a question to a network."""
    return post(OWNER, "/questions", QuestionView, request, key)


def open_question(question_id: UUID, *, version: int, key: str | None) -> Inquiry[QuestionView]:
    """Put a proposed question on the research agenda."""
    return post(OWNER, f"/questions/{question_id}:open", QuestionView, ChangeQuestion(version=version), key)


def note_content(question_id: UUID, request: NoteContent, key: str | None) -> Inquiry[QuestionView]:
    """Say what readers of a question should know first."""
    return post(OWNER, f"/questions/{question_id}:note-content", QuestionView, request, key)


def withdraw_question(question_id: UUID, *, version: int, key: str | None) -> Inquiry[QuestionView]:
    """Take back a proposed question."""
    return post(OWNER, f"/questions/{question_id}:withdraw", QuestionView, ChangeQuestion(version=version), key)
