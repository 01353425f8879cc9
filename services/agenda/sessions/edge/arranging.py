"""Who may arrange an agenda, and how they are answered; what mails about it may say."""

from datetime import timedelta
from uuid import UUID

from services.agenda.members.domain import check_arranges
from services.agenda.members.queries import standing_in
from services.agenda.sessions.domain.arranging import Placed
from services.agenda.sessions.domain.sessions import CONFIRMED, SessionFacts, agenda_is_open
from services.agenda.sessions.domain.shares import LOOKED_BACK, shares_of
from services.agenda.sessions.edge.agenda_points import point_view
from services.agenda.sessions.edge.sessions import session_view
from services.agenda.sessions.operations import arranging as operations
from services.agenda.sessions.operations.carrying import carry_over
from services.agenda.sessions.queries.agenda_points import points_on_session
from services.agenda.sessions.queries.arranging import (
    letter_readers,
    minutes_by_perspective,
    point_letter,
    session_by_id,
    sessions_just_over,
)
from shared.api.agenda import arranging as api
from shared.api.agenda.sessions import AgendaPointView, SessionView
from shared.api.page import First
from shared.errors import Conflict, NotFound
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work, only

edge = Edge()


@edge.read("/agendas/just-over", who=PERSON)
async def just_over(session: Session, viewer: Viewer, now: Now, first: First = 5) -> list[SessionView]:
    """The sessions of the last days that who asks leads, and of which nobody said what they reached."""
    return [
        session_view(seen, now) for seen in await sessions_just_over(session, viewer.person_id, now=now, first=first)
    ]


@edge.change("/sessions/{session_id}:arrange", who=PERSON)
async def arrange(session_id: UUID, asked: api.ArrangeAgenda, work: Work) -> SessionView:
    """Put an agenda in order."""
    points = [Placed(one.agenda_point_id, one.minutes) for one in asked.points]
    seen = await operations.arrange_agenda(work, session_id=session_id, points=points, version=asked.version)
    return session_view(seen, work.now)


@edge.change("/sessions/{session_id}:publish-agenda", who=PERSON)
async def publish(session_id: UUID, asked: api.PublishAgenda, work: Work) -> SessionView:
    """Publish an agenda."""
    seen = await operations.publish_agenda(work, session_id=session_id, **dict(asked))
    return session_view(seen, work.now)


@edge.change("/sessions/{session_id}:carry-over", who=PERSON)
async def carry(session_id: UUID, asked: api.CarryOver, work: Work) -> SessionView:
    """Say which points a session reached, and let the others go on."""
    seen = await carry_over(
        work,
        session_id=session_id,
        reached=tuple(asked.reached),
        to_next=asked.to == "NEXT",
        version=asked.version,
    )
    return session_view(seen, work.now)


@edge.change("/agenda-points/{agenda_point_id}:accept", who=PERSON)
async def accept(agenda_point_id: UUID, asked: api.AcceptAgendaPoint, work: Work) -> AgendaPointView:
    """Give a point its place."""
    seen = await operations.accept_agenda_point(work, agenda_point_id=agenda_point_id, **dict(asked))
    return point_view(seen, work.viewer.person_id, work.now)


@edge.change("/agenda-points/{agenda_point_id}:park", who=PERSON)
async def park(agenda_point_id: UUID, asked: api.AnswerAgendaPoint, work: Work) -> AgendaPointView:
    """Keep a point for later."""
    seen = await operations.park_agenda_point(work, agenda_point_id=agenda_point_id, **dict(asked))
    return point_view(seen, work.viewer.person_id, work.now)


@edge.change("/agenda-points/{agenda_point_id}:decline", who=PERSON)
async def decline(agenda_point_id: UUID, asked: api.AnswerAgendaPoint, work: Work) -> AgendaPointView:
    """Say that a point comes on no agenda."""
    seen = await operations.decline_agenda_point(work, agenda_point_id=agenda_point_id, **dict(asked))
    return point_view(seen, work.viewer.person_id, work.now)


@edge.read("/networks/{network_id}/agenda-shares", who=PERSON)
async def shares(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> api.AgendaSharesView:
    """Whose points took the time in the last year, by perspective."""
    check_arranges(await standing_in(session, network_id, viewer.person_id))
    since = now - LOOKED_BACK
    found = shares_of(await minutes_by_perspective(session, network_id, since=since, now=now))
    return api.AgendaSharesView(
        from_at=since,
        shares=[api.AgendaShareView(**share._asdict()) for share in found.shares],
        most=found.most,
        unheard=list(found.unheard),
    )


@edge.read("/sessions/{session_id}:agenda-letter", who=only("notifications"), method="POST")
async def letter(session_id: UUID, asked: api.AgendaLetterAsked, session: Session, now: Now) -> api.AgendaLetter:
    """What may be said of an agenda, and to whom of these people, now."""
    found = await session_by_id(session, session_id)
    if found is None:
        raise NotFound
    is_for_arrangers = asked.about == "UNPUBLISHED"
    if not agenda_is_open(found, now) or (found.status == CONFIRMED) != is_for_arrangers:
        raise Conflict
    readers = await letter_readers(session, found, asked.reader_ids, arrangers_only=is_for_arrangers)
    return api.AgendaLetter(
        network_id=found.network_id,
        series_id=found.series_id,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        zone=found.zone,
        place=found.place,
        short_notice_reason=found.short_notice_reason,
        points=await _timed(session, found),
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in readers],
    )


@edge.read("/agenda-points/{agenda_point_id}:letter", who=only("notifications"), method="POST")
async def answer_letter(agenda_point_id: UUID, session: Session) -> api.AgendaPointLetter:
    """What became of a point, for who proposed it."""
    found = await point_letter(session, agenda_point_id)
    if found is None:
        raise NotFound
    return api.AgendaPointLetter(**found._asdict())


async def _timed(session: Session, planned: SessionFacts) -> list[api.AgendaLetterPoint]:
    begins = planned.starts_at
    timed = []
    for point in await points_on_session(session, planned.id):
        timed.append(
            api.AgendaLetterPoint(title=point.title, purpose=point.purpose, minutes=point.minutes, starts_at=begins)
        )
        begins += timedelta(minutes=point.minutes)
    return timed
