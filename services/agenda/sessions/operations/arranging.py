"""What those who arrange can do: put an agenda in order, accept, park or decline what was proposed, and publish it."""

from collections.abc import Sequence
from uuid import UUID

from services.agenda.members.domain import FacilitatorNeeded, check_arranges
from services.agenda.members.operations import check_may_write, writes_along
from services.agenda.sessions.domain.agenda_points import (
    ACCEPTED,
    DECLINED,
    PARKED,
    PointStatus,
    SeenAgendaPoint,
    check_fits,
)
from services.agenda.sessions.domain.arranging import (
    REMINDED_BEFORE,
    AgendaPointAnswered,
    Placed,
    check_arranged,
    check_publishable,
)
from services.agenda.sessions.domain.sessions import AGENDA_PUBLISHED, SeenSession, check_agenda_open
from services.agenda.sessions.domain.year import UNDONE_WITHIN
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.operations.holding import (
    HeldPoint,
    announce_changed,
    held_point,
    place,
    take_off,
    who_hears,
)
from services.agenda.sessions.queries.agenda_points import minutes_and_position, points_to_change
from services.agenda.sessions.queries.arranging import (
    arranger_ids,
    questions_open_since,
    sessions_left_unpublished,
)
from services.agenda.sessions.queries.showing import session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda.agenda_points import (
    MeetingAgendaArranged,
    MeetingAgendaLeftUnpublished,
    MeetingAgendaPublished,
)

MOST_AT_ONCE = 100


async def arrange_agenda(work: Work, *, session_id: UUID, points: Sequence[Placed], version: int) -> SeenSession:
    """Put all points of an agenda in this order with these minutes, in one act, as who arranges.

    version: of the session, as the reader saw it. An agenda that is not published may be too long while it is arranged.
    Raises NotFound, NotAMember, FacilitatorNeeded, SessionCancelled, SessionHasBegun, StaleVersion, NotOnThisAgenda,
    AgendaTooLong once it is published.
    """
    session, seen = await _to_arrange(work, session_id, version)
    held = {point.id: point for point in await points_to_change(work.session, session_id)}
    check_arranged(held, points)
    if session.published_at is not None:
        check_fits(session.facts(), planned=sum(one.minutes for one in points), minutes=0)
    stood = [(point.position, point.minutes) for point in held.values()]
    for position, one in enumerate(points, start=1):
        point = held[one.agenda_point_id]
        point.position = position
        if point.minutes != one.minutes:
            point.minutes, point.changed_at = one.minutes, work.now
            announce_changed(work, held=HeldPoint(point, session, seen.standing))
    if stood != [(point.position, point.minutes) for point in held.values()]:
        session.version += 1
        work.announce(
            MeetingAgendaArranged(
                session_id=session.id,
                network_id=session.network_id,
                status=session.status,
                at=work.now,
                version=session.version,
            )
        )
    return seen._replace(session=session.facts(), minutes_planned=sum(one.minutes for one in points))


async def accept_agenda_point(
    work: Work, *, agenda_point_id: UUID, session_id: UUID | None, version: int
) -> SeenAgendaPoint:
    """Give a point its place: on the agenda where it stands, or on that of another session, as who arranges; its proposer hears.

    session_id: where it comes to stand; None: where it stands now. version: the one the reader saw.
    Raises NotFound, FacilitatorNeeded, SessionCancelled, SessionHasBegun, StaleVersion, AgendaPointAnswered,
    AgendaTooLong when that agenda is published.
    """
    target = await session_to_change(work.session, session_id) if session_id else None
    if session_id is not None and target is None:
        raise NotFound
    held = await _to_answer(work, agenda_point_id, version)
    target = target or held.session
    if target is None or target.network_id != held.point.network_id:
        raise NotFound
    if (
        target.perspective != held.point.perspective
        or not (await standing_at(work.session, target, work.viewer.person_id)).arranges
    ):
        raise NotFound
    check_agenda_open(target.facts(), work.now)
    if held.session is None or target.id != held.session.id:
        await place(work, held=held, target=target)
    held.point.status, held.point.answer, held.point.answered_at = ACCEPTED, "", work.now
    now_held = HeldPoint(held.point, target, held.standing)
    announce_changed(
        work,
        held=now_held,
        was_session_id=held.session.id if held.session else None,
        answers=who_hears(work, point=held.point),
    )
    return now_held.seen()


async def park_agenda_point(work: Work, *, agenda_point_id: UUID, reason: str, version: int) -> SeenAgendaPoint:
    """Keep a point for later, with a sentence that says why, as who arranges; its proposer hears.

    Raises NotFound, FacilitatorNeeded, SessionCancelled, SessionHasBegun, StaleVersion, ReasonRequired, AgendaPointAnswered.
    """
    return await _off_the_agenda(work, agenda_point_id, PARKED, reason, version)


async def decline_agenda_point(work: Work, *, agenda_point_id: UUID, reason: str, version: int) -> SeenAgendaPoint:
    """Say that a point comes on no agenda, with a sentence that says why, as who arranges; its proposer hears.

    Raises NotFound, FacilitatorNeeded, SessionCancelled, SessionHasBegun, StaleVersion, ReasonRequired, AgendaPointAnswered.
    """
    return await _off_the_agenda(work, agenda_point_id, DECLINED, reason, version)


async def publish_agenda(work: Work, *, session_id: UUID, short_notice_reason: str, version: int) -> SeenSession:
    """Publish the agenda of a session, as who arranges; who takes part gets a mail (BR-046).

    short_notice_reason: why this is less than seven days before it; kept only where that is so.
    Raises NotFound, NotAMember, FacilitatorNeeded, SessionCancelled, SessionHasBegun, StaleVersion, AgendaPublished,
    AgendaEmpty, AgendaTooLong, AgendaNotReady, AgendaAtShortNotice.
    """
    session, seen = await _to_arrange(work, session_id, version)
    if short_notice_reason:
        await check_may_write(work, network_id=session.network_id)
    points = await points_to_change(work.session, session_id)
    questions = [point.question_id for point in points if point.question_id is not None]
    session.short_notice_reason = check_publishable(
        session.facts(),
        [point.facts() for point in points],
        opened_at=await questions_open_since(work.session, questions) if questions else {},
        reason=short_notice_reason,
        now=work.now,
    )
    session.status, session.published_at = AGENDA_PUBLISHED, work.now
    session.version += 1
    for point in points:
        if point.status != ACCEPTED:  # the agenda they all get by mail is the answer
            point.status, point.answered_at = ACCEPTED, work.now
        announce_changed(work, held=HeldPoint(point, session, seen.standing))
    work.note(Verb.AGENDA_PUBLISHED, Kind.SESSION, session.id, network_id=session.network_id)
    work.announce(
        MeetingAgendaPublished(
            session_id=session.id,
            network_id=session.network_id,
            status=session.status,
            starts_at=session.starts_at,
            perspective=session.perspective,
            published_at=work.now,
            at=work.now,
            version=session.version,
        )
    )
    return seen._replace(session=session.facts())


async def remind_to_publish(work: Work) -> bool:
    """Ask for the agendas of sessions within ten days that are not published; gives whether more may wait."""
    due = await sessions_left_unpublished(
        work.session,
        now=work.now,
        until=work.now + REMINDED_BEFORE,
        settled=work.now - UNDONE_WITHIN,
        limit=MOST_AT_ONCE,
    )
    for session in due:
        session.agenda_reminded_at = work.now
        session.version += 1
        work.announce(
            MeetingAgendaLeftUnpublished(
                session_id=session.id,
                network_id=session.network_id,
                status=session.status,
                arranger_ids=await arranger_ids(work.session, session.network_id),
                starts_at=session.starts_at,
                at=work.now,
                version=session.version,
            )
        )
    return len(due) == MOST_AT_ONCE


async def _to_arrange(work: Work, session_id: UUID, version: int) -> tuple[PlannedSession, SeenSession]:
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    standing = await standing_at(work.session, session, work.viewer.person_id)
    check_arranges(standing)
    check_agenda_open(session.facts(), work.now)
    if session.version != version:
        raise StaleVersion
    planned, _ = await minutes_and_position(work.session, session.id)
    return session, SeenSession(session.facts(), planned, standing)


async def _to_answer(work: Work, agenda_point_id: UUID, version: int) -> HeldPoint:
    held = await held_point(work, agenda_point_id=agenda_point_id)
    if not held.standing.arranges:
        raise FacilitatorNeeded
    if held.session is not None:
        check_agenda_open(held.session.facts(), work.now)
    if held.point.version != version:
        raise StaleVersion
    if held.point.status == DECLINED:
        raise AgendaPointAnswered
    return held


async def _off_the_agenda(
    work: Work, agenda_point_id: UUID, status: PointStatus, reason: str, version: int
) -> SeenAgendaPoint:
    held = await _to_answer(work, agenda_point_id, version)
    if reason:
        await check_may_write(work, network_id=held.point.network_id)
    seen = take_off(work, held=held, status=status, reason=reason).seen()
    await writes_along(work, about_id=agenda_point_id)
    return seen
