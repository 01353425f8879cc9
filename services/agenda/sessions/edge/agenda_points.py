"""Who may ask about agenda points, and how they are answered."""

from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from services.agenda.sessions.domain.agenda_points import (
    AgendaPointFacts,
    SeenAgendaPoint,
    may_change_point,
    may_remove_point,
)
from services.agenda.sessions.domain.arranging import is_changed, is_new, may_answer
from services.agenda.sessions.operations import agenda_points as operations
from services.agenda.sessions.queries.agenda_points import (
    agenda_points_seen,
    agendas_of,
    answered_points,
    backlog_of,
    writers_of_points,
)
from shared.api.agenda import arranging as asks
from shared.api.agenda import sessions as api
from shared.api.agenda.sessions import AgendaPointView
from shared.api.page import First, Ids, Page
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import ANYONE, PERSON, Edge, Now, Session, Viewer, Work

edge = Edge()
ANSWERS_SHOWN = timedelta(days=14)
"""So long an answer is shown to who proposed the point."""
TOLD = tuple(name for name in AgendaPointFacts._fields if name in AgendaPointView.model_fields)
_TELL = attrgetter(*TOLD)


@edge.read("/sessions:agendas", who=ANYONE, method="POST")
async def agendas(asked: Ids, session: Session, viewer: Viewer, now: Now) -> list[api.AgendaView]:
    """The agendas of some sessions, of those in which the viewer takes part."""
    found = await agendas_of(session, viewer.person_id, asked.ids)
    return [
        api.AgendaView(
            session_id=session_id, agenda_points=[point_view(seen, viewer.person_id, now) for seen in points]
        )
        for session_id, points in found.items()
    ]


@edge.read("/agenda-points:batch", who=ANYONE, method="POST")
async def points_batch(
    asked: Ids, session: Session, viewer: Viewer, now: Now, writers: bool = False
) -> list[AgendaPointView]:
    """Some agenda points by id. writers: with everybody who wrote words of them."""
    found = await agenda_points_seen(session, viewer.person_id, asked.ids)
    views = [point_view(seen, viewer.person_id, now) for seen in found]
    if not writers:
        return views
    wrote = await writers_of_points(session, [seen.point.id for seen in found])
    return [view.model_copy(update={"writers": wrote[view.id]}) for view in views]


@edge.change("/sessions/{session_id}/agenda-points", who=PERSON, status_code=201)
async def add_point(session_id: UUID, asked: api.AddAgendaPoint, work: Work) -> AgendaPointView:
    """Put a point on the agenda of a session."""
    seen = await operations.add_agenda_point(work, session_id=session_id, **dict(asked))
    return point_view(seen, work.viewer.person_id, work.now)


@edge.read("/agenda-points/answered", who=PERSON)
async def answered(session: Session, viewer: Viewer, now: Now) -> list[AgendaPointView]:
    """What was answered in the last two weeks of what the viewer proposed, the newest first."""
    found = await answered_points(session, viewer.person_id, since=now - ANSWERS_SHOWN)
    return [point_view(seen, viewer.person_id, now) for seen in found]


@edge.read("/networks/{network_id}/agenda-points", who=PERSON)
async def waiting(
    network_id: UUID, session: Session, viewer: Viewer, now: Now, first: First = 20, after: str | None = None
) -> Page[AgendaPointView]:
    """What waits for a session of a network, for members, the longest waiting first."""
    key = read_cursor(after, moment, UUID)
    found = await backlog_of(session, viewer.person_id, network_id, first=first, after=key)
    return Page(
        items=[point_view(seen, viewer.person_id, now) for seen in found.points],
        next_cursor=write_cursor(*found.next_key) if found.next_key else None,
    )


@edge.change("/networks/{network_id}/agenda-points", who=PERSON, status_code=201)
async def propose(network_id: UUID, asked: asks.ProposeAgendaPoint, work: Work) -> AgendaPointView:
    """Propose a point for no session yet."""
    seen = await operations.propose_agenda_point(work, network_id=network_id, **dict(asked))
    return point_view(seen, work.viewer.person_id, work.now)


@edge.change("/agenda-points/{agenda_point_id}:change", who=PERSON)
async def change_point(agenda_point_id: UUID, asked: asks.ChangeAgendaPoint, work: Work) -> AgendaPointView:
    """Say a point in other words, or give it another purpose, time, question or owner."""
    seen = await operations.change_agenda_point(work, agenda_point_id=agenda_point_id, **dict(asked))
    return point_view(seen, work.viewer.person_id, work.now)


@edge.change("/agenda-points/{agenda_point_id}:withdraw", who=PERSON)
async def withdraw(agenda_point_id: UUID, asked: asks.WithdrawAgendaPoint, work: Work) -> asks.PointWithdrawn:
    """Take back a point that stands on no agenda."""
    network_id = await operations.withdraw_agenda_point(work, agenda_point_id=agenda_point_id, version=asked.version)
    return asks.PointWithdrawn(network_id=network_id)


def point_view(seen: SeenAgendaPoint, person_id: UUID | None, now: datetime) -> AgendaPointView:
    """One agenda point, as this person sees it."""
    point, session = seen.point, seen.session
    return AgendaPointView(
        **told_of(point),
        is_new=is_new(point, session),
        is_changed=is_changed(point, session),
        is_mine=person_id is not None and point.proposed_by == person_id,
        may_remove=session is not None and may_remove_point(seen, person_id, now),
        may_change=may_change_point(seen, person_id, now),
        may_answer=may_answer(seen, now),
    )


def told_of(point: AgendaPointFacts) -> dict[str, Any]:
    """What every reader who may see a point is told of it."""
    return dict(zip(TOLD, _TELL(point), strict=True))
