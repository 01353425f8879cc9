"""What happens to points that a session did not reach: they go to the next one, or wait."""

from collections.abc import Collection
from uuid import UUID

from services.agenda.members.domain import Standing, check_arranges
from services.agenda.sessions.domain.agenda_points import PARKED
from services.agenda.sessions.domain.arranging import (
    CARRIED_AFTER,
    CARRIED_WITHIN,
    NoSessionToCarryTo,
    Placed,
    check_arranged,
    check_over,
)
from services.agenda.sessions.domain.sessions import SeenSession
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.operations.holding import HeldPoint, announce_changed, place
from services.agenda.sessions.queries.agenda_points import minutes_and_position, points_to_change
from services.agenda.sessions.queries.arranging import next_session_after, sessions_with_points_left
from services.agenda.sessions.queries.showing import session_to_change, standing_at
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda.agenda_points import MeetingAgendaArranged

MOST_AT_ONCE = 50


async def carry_over(
    work: Work, *, session_id: UUID, reached: Collection[UUID], to_next: bool, version: int
) -> SeenSession:
    """Say which points a session reached, as who arranges: the others go to the next session, or wait.

    version: of the session, as the reader saw it. Raises NotFound, NotAMember, FacilitatorNeeded, SessionNotOver,
    StaleVersion, NotOnThisAgenda, NoSessionToCarryTo, AgendaTooLong when the next agenda is published and full.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    standing = await standing_at(work.session, session, work.viewer.person_id)
    check_arranges(standing)
    check_over(session.facts(), work.now)
    if session.version != version:
        raise StaleVersion
    points = {point.id: point for point in await points_to_change(work.session, session_id)}
    check_arranged([one for one in reached if one in points], [Placed(one, 1) for one in reached])
    left = [point for point in points.values() if point.id not in reached]
    for point in points.values():
        if point.id in reached and point.reached_at is None:
            point.reached_at = session.ends_at
    if left:
        await _carry(work, session, left, to_next=to_next, standing=standing)
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
    planned, _ = await minutes_and_position(work.session, session.id)
    return SeenSession(session.facts(), planned, standing)


async def carry_over_what_is_left(work: Work) -> bool:
    """Let wait what sessions that are a day over did not reach, and what stood on those that were called off.

    Only where it was recorded what was reached: of another session nobody knows. Gives whether more may wait.
    """
    over = await sessions_with_points_left(
        work.session,
        ended_before=work.now - CARRIED_AFTER,
        ended_after=work.now - CARRIED_WITHIN,
        limit=MOST_AT_ONCE,
    )
    for session in over:
        points = await points_to_change(work.session, session.id)
        left = [point for point in points if point.reached_at is None]
        await _carry(work, session, left, to_next=False, standing=Standing.STRANGER)
    return len(over) == MOST_AT_ONCE


async def _carry(
    work: Work, session: PlannedSession, left: Collection[AgendaPoint], *, to_next: bool, standing: Standing
) -> None:
    target = (
        await next_session_after(
            work.session, session.network_id, after=max(session.ends_at, work.now), perspective=session.perspective
        )
        if to_next
        else None
    )
    if to_next and target is None:
        raise NoSessionToCarryTo
    for point in left:
        point.carried_from_id, point.answered_at, point.answer = session.id, work.now, ""
        if target is not None:
            await place(work, held=HeldPoint(point, session, standing), target=target)
        else:
            point.session_id, point.position, point.placed_at, point.status = None, 0, None, PARKED
        await work.session.flush()  # the next one stands behind it
        by_whom = work.viewer.person_id
        announce_changed(
            work,
            held=HeldPoint(point, target, standing),
            was_session_id=session.id,
            answers=None if point.proposed_by == by_whom else point.proposed_by,
        )
