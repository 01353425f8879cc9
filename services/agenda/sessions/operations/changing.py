"""What can be done with a session that was confirmed: move it, and call it off, by itself or with its series."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.operations import check_may_write
from services.agenda.sessions.domain.changing import NothingCalledOff, check_reason
from services.agenda.sessions.domain.series_changes import CALLED_OFF, Scope, Wanted
from services.agenda.sessions.domain.sessions import CANCELLED, SeenSession, agenda_is_open, check_agenda_open
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.operations.putting import kept, remember
from services.agenda.sessions.operations.series_changes import change_sessions
from services.agenda.sessions.operations.sessions import hold_planning
from services.agenda.sessions.queries.agenda_points import minutes_and_position
from services.agenda.sessions.queries.series_changes import sessions_in_scope
from services.agenda.sessions.queries.showing import session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda.sessions import SessionCancelled


async def move_session(
    work: Work, *, session_id: UUID, starts_at: datetime, ends_at: datetime, place: str, version: int
) -> SeenSession:
    """Give a session another date, time or place, as a coordinator: a change of this one, with its meetings beforehand (BR-047).

    version: the one the reader saw. When nothing changes, nobody hears of it. Raises as change_sessions does.
    """
    changed = await change_sessions(
        work,
        session_id=session_id,
        scope="THIS",
        wanted=Wanted(place=place, at=(starts_at, ends_at)),
        with_apart=True,
        without=(),
        version=version,
        with_pre_meetings=True,
    )
    return changed.sessions[0]


async def cancel_session(
    work: Work,
    *,
    session_id: UUID,
    reason: str,
    version: int,
    scope: Scope = "THIS",
    without: Sequence[UUID] = (),
    with_pre_meetings: bool = False,
) -> SeenSession:
    """Call a session off, or those of its series from it on, or all of its series, with a reason that members read.

    As a coordinator; it can be taken back within the hour as any change. Not what has begun. without: sessions that go on.
    with_pre_meetings: meetings beforehand of what does not take place do not take place either. version: the one the reader
    saw. Raises NotFound, NotAMember, CoordinatorNeeded, SessionHasBegun, StaleVersion, WritingLimited, ReasonRequired,
    NothingCalledOff where all of it goes on; and SessionCancelled, the refusal.
    """
    session, seen = await _to_change(work, session_id, version)
    await check_may_write(work, network_id=session.network_id)
    reason = check_reason(reason)
    meetings = await sessions_in_scope(work.session, session, scope, hold=True, with_pre_meetings=with_pre_meetings)
    open_ = [one for one, _ in meetings if one.id not in without and agenda_is_open(one.facts(), work.now)]
    stand = {one.id for one, _ in meetings if one.status != CANCELLED}
    go_on = stand - {one.id for one in open_}
    falling = [one for one in open_ if one.for_session_id not in go_on]
    if not falling:
        raise NothingCalledOff
    before = {one.id: kept(one) for one in falling}
    for one in falling:
        call_off(work, session=one, reason=reason)
        work.note(Verb.SESSION_CANCELLED, Kind.SESSION, one.id, network_id=one.network_id)
    remember(
        work,
        kind=CALLED_OFF,
        network_id=session.network_id,
        series_id=session.series_id,
        sessions=falling,
        before=before,
    )
    return seen._replace(session=session.facts())


def call_off(work: Work, *, session: PlannedSession, reason: str) -> None:
    """Let a session not take place, and say so: who was invited hears of it at once (BR-047)."""
    session.cancel_reason = reason
    session.status = CANCELLED
    session.sequence += 1
    session.version += 1
    session.revised_at = work.now
    work.announce(
        SessionCancelled(
            session_id=session.id,
            network_id=session.network_id,
            series_id=session.series_id,
            status=session.status,
            sequence=session.sequence,
            perspective=session.perspective,
            at=work.now,
            version=session.version,
        )
    )


async def _to_change(work: Work, session_id: UUID, version: int) -> tuple[PlannedSession, SeenSession]:
    await hold_planning(work, session_id=session_id)
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    standing = await standing_at(work.session, session, work.viewer.person_id)
    check_coordinates(standing)
    check_agenda_open(session.facts(), work.now)
    if session.version != version:
        raise StaleVersion
    planned, _ = await minutes_and_position(work.session, session.id)
    return session, SeenSession(session.facts(), planned, standing)
