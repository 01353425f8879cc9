"""Who may ask about agenda points, and how they are answered."""

from datetime import datetime
from uuid import UUID

from services.agenda.sessions.domain.agenda_points import SeenAgendaPoint, may_remove_point
from services.agenda.sessions.operations.agenda_points import add_agenda_point
from services.agenda.sessions.queries.agenda_points import agenda_points_of, agenda_points_seen
from shared.api.agenda import sessions as api
from shared.api.agenda.sessions import AgendaPointView
from shared.api.page import Ids
from shared.web.edge import ANYONE, PERSON, Edge, Now, Session, Viewer, Work

edge = Edge()


@edge.read("/sessions/{session_id}/agenda-points", who=ANYONE)
async def points(session_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[AgendaPointView]:
    """The agenda of one session, for members."""
    found = await agenda_points_of(session, viewer.person_id, session_id)
    return [point_view(seen, viewer.person_id, now) for seen in found]


@edge.read("/agenda-points:batch", who=ANYONE, method="POST")
async def points_batch(asked: Ids, session: Session, viewer: Viewer, now: Now) -> list[AgendaPointView]:
    """Some agenda points by id."""
    found = await agenda_points_seen(session, viewer.person_id, asked.ids)
    return [point_view(seen, viewer.person_id, now) for seen in found]


@edge.change("/sessions/{session_id}/agenda-points", who=PERSON, status_code=201)
async def add_point(session_id: UUID, asked: api.AddAgendaPoint, work: Work) -> AgendaPointView:
    """Put a point on the agenda of a session."""
    seen = await add_agenda_point(work, session_id=session_id, **dict(asked))
    return point_view(seen, work.viewer.person_id, work.now)


def point_view(seen: SeenAgendaPoint, person_id: UUID | None, now: datetime) -> AgendaPointView:
    """One agenda point, as this person sees it."""
    return AgendaPointView(**seen.point._asdict(), may_remove=may_remove_point(seen, person_id, now))
