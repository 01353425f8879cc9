"""What members can do with agenda points: put them on the agenda of a session, and take them off."""

from uuid import UUID

from services.agenda.finding.domain import AGENDA_POINT
from services.agenda.members.domain import check_takes_part
from services.agenda.members.queries import standing_in
from services.agenda.sessions.domain.agenda_points import (
    NotYourAgendaPoint,
    Purpose,
    SeenAgendaPoint,
    check_fits,
    check_point,
    document_of_point,
    has_say_over,
)
from services.agenda.sessions.domain.sessions import SeenSession, check_agenda_open
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.queries.agenda_points import minutes_and_position, point_to_change
from services.agenda.sessions.queries.showing import session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda import MeetingAgendaItemAdded, MeetingAgendaItemRemoved


async def add_agenda_point(
    work: Work, *, session_id: UUID, title: str, note: str, purpose: Purpose | None, minutes: int
) -> SeenAgendaPoint:
    """Put a point on the agenda of a session, as a member; who adds it owns it (BR-046).

    minutes: how long it takes; all points together fit the session, also when two members add at the same moment.
    Raises NotFound, NotAMember, AgendaPointIncomplete, SessionCancelled, SessionHasBegun, AgendaTooLong.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    standing = await standing_at(work.session, session, work.viewer.person_id)
    check_takes_part(standing)
    purpose = check_point(title=title, note=note, purpose=purpose, minutes=minutes)
    check_agenda_open(session.facts(), work.now)
    planned, position = await minutes_and_position(work.session, session_id)
    check_fits(session.facts(), planned=planned, minutes=minutes)
    point = work.add(
        AgendaPoint(
            session_id=session_id,
            network_id=session.network_id,
            title=title,
            note=note,
            purpose=purpose,
            minutes=minutes,
            owner_id=work.viewer.person_id,
            proposed_at=work.now,
            position=position + 1,
        )
    )
    work.announce(
        MeetingAgendaItemAdded(
            agenda_point_id=point.id,
            session_id=session_id,
            network_id=point.network_id,
            purpose=purpose,
            owner_id=point.owner_id,
            at=work.now,
            version=point.version,
        )
    )
    if session.perspective is None:
        work.index(document_of_point(point.facts()))
    return SeenAgendaPoint(point.facts(), session.facts(), standing)


async def remove_agenda_point(work: Work, *, agenda_point_id: UUID, version: int) -> SeenSession:
    """Take a point off the agenda, as its owner or a coordinator; gives back the session it left.

    version: the one the reader saw. Raises NotFound, NotYourAgendaPoint, SessionCancelled, SessionHasBegun, StaleVersion.
    """
    point = await point_to_change(work.session, agenda_point_id)
    if point is None:
        raise NotFound
    standing = await standing_in(work.session, point.network_id, work.viewer.person_id, hold=True)
    if not standing.takes_part:
        raise NotFound
    if not has_say_over(point.facts(), standing, work.viewer.person_id):
        raise NotYourAgendaPoint
    session = await session_to_change(work.session, point.session_id)
    if session is None:
        raise NotFound
    await standing_at(work.session, session, work.viewer.person_id)
    check_agenda_open(session.facts(), work.now)
    if point.version != version:
        raise StaleVersion
    await work.session.delete(point)
    await work.session.flush()
    work.forget(AGENDA_POINT, point.id)
    work.note(Verb.AGENDA_POINT_REMOVED, Kind.AGENDA_POINT, point.id, network_id=point.network_id)
    work.announce(
        MeetingAgendaItemRemoved(
            agenda_point_id=point.id,
            session_id=point.session_id,
            network_id=point.network_id,
            at=work.now,
            version=point.version + 1,
        )
    )
    planned, _ = await minutes_and_position(work.session, session.id)
    return SeenSession(session.facts(), planned, standing)
