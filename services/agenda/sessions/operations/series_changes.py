"""What can be done with sessions together: change this one, this and those after it, or all of a series; and take it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from services.agenda.finding.domain import SESSION
from services.agenda.members.domain import Standing, check_coordinates
from services.agenda.members.operations import check_goes_on
from services.agenda.members.queries import coordinators_held, standing_in
from services.agenda.sessions.domain.agenda_points import check_fits
from services.agenda.sessions.domain.changing import MomentTaken
from services.agenda.sessions.domain.series_changes import (
    CALLED_OFF,
    CHANGED,
    CONFIRMED_NOW,
    ChangedSince,
    Scope,
    Wanted,
    check_possible,
    check_wanted,
)
from services.agenda.sessions.domain.sessions import (
    CONFIRMED,
    DRAFT,
    SeenSession,
    SessionHasBegun,
    check_agenda_open,
)
from services.agenda.sessions.domain.year import UNDONE_WITHIN, SeriesInUse, TooLateToUndo
from services.agenda.sessions.models.coming import answers_since, answers_undone
from services.agenda.sessions.models.series_changes import SessionChange, changes_forgotten
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.operations.putting import KEPT, MOMENTS, announce_moved, kept, put, remember
from services.agenda.sessions.operations.sessions import hold_planning
from services.agenda.sessions.operations.templates import take_template_off
from services.agenda.sessions.queries.planning import point_count
from services.agenda.sessions.queries.series_changes import (
    Meetings,
    change_to_undo,
    looked_at,
    sessions_by_id,
    sessions_in_scope,
)
from services.agenda.sessions.queries.showing import session_to_change, standing_at, taken_between
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda.sessions import SessionWithdrawn


class Changed(NamedTuple):
    """Sessions as they stand after a change, and by which it can be taken back; None: nothing changed."""

    sessions: list[SeenSession]
    change: SessionChange | None


async def change_sessions(
    work: Work,
    *,
    session_id: UUID,
    scope: Scope,
    wanted: Wanted,
    with_apart: bool,
    without: Sequence[UUID],
    version: int,
    with_pre_meetings: bool = False,
) -> Changed:
    """Change this session, those of its series from it on, or all of its series, as a coordinator (BR-042, BR-047).

    with_apart: also those that were changed by themselves before. without: sessions that stay as they are. version: the one
    that the reader saw of this session. with_pre_meetings: meetings beforehand of what moves move along.
    Who takes part hears of another moment, place or link at once, in one mail.
    Raises NotFound, NotAMember, CoordinatorNeeded, StaleVersion, ChangeNotPossible, SessionsNotFree with what is in the way.
    """
    await hold_planning(work, session_id=session_id)
    anchor = await session_to_change(work.session, session_id, with_drafts=True)
    if anchor is None:
        raise NotFound
    check_coordinates(await standing_at(work.session, anchor, work.viewer.person_id))
    if anchor.version != version:
        raise StaleVersion
    check_wanted(wanted, scope)
    if anchor.status != DRAFT and scope == "THIS":
        check_agenda_open(anchor.facts(), work.now)
    meetings = await sessions_in_scope(work.session, anchor, scope, hold=True, with_pre_meetings=with_pre_meetings)
    looked, _ = await looked_at(
        work.session, anchor, meetings, wanted, scope=scope, with_apart=with_apart, without=without, now=work.now
    )
    check_possible(looked)
    changing = {one.session.id: one for one in looked if one.stays is None}
    rows = {one.id: one for one, _ in meetings}
    before = {id_: kept(rows[id_]) for id_ in changing}
    for id_, one in changing.items():
        put(
            work,
            session=rows[id_],
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            place=one.place,
            link=one.link,
            type_=one.type,
        )
        rows[id_].stands_apart = scope == "THIS" and rows[id_].series_id is not None
    change = remember(
        work,
        kind=CHANGED,
        network_id=anchor.network_id,
        series_id=anchor.series_id,
        sessions=rows.values(),
        before=before,
    )
    if change is not None:
        verb, kind = (Verb.SESSION_MOVED, Kind.SESSION) if scope == "THIS" else (Verb.SERIES_CHANGED, Kind.SERIES)
        subject = anchor.id if scope == "THIS" else anchor.series_id
        work.note(verb, kind, subject, network_id=anchor.network_id)
    return Changed(_seen(meetings), change)


async def undo_change(work: Work, *, change_id: UUID) -> list[SeenSession]:
    """Take a change back within the hour, as a coordinator: the sessions stand as they stood before.

    Who has had a mail about it already gets one that says so; who has not, gets none.
    Raises NotFound, TooLateToUndo, ChangedSince, SessionHasBegun, MomentTaken, AgendaTooLong, SeriesInUse; and NetworkIsOver
    where what was called off would take place in a network that has ended meanwhile.
    """
    change = await change_to_undo(work.session, change_id)
    if change is None:
        raise NotFound
    standing = await standing_in(work.session, change.network_id, work.viewer.person_id, hold=True)
    if not standing.takes_part:
        raise NotFound
    check_coordinates(standing)
    await coordinators_held(work.session, change.network_id)
    if work.now >= change.made_at + UNDONE_WITHIN:
        raise TooLateToUndo
    stood = {UUID(one["id"]): one for one in change.before}
    meetings = await sessions_by_id(work.session, change.network_id, stood)
    if {one.id: one.version for one, _ in meetings} != {id_: one["version"] for id_, one in stood.items()}:
        raise ChangedSince
    if change.kind == CONFIRMED_NOW:
        await _unconfirm(work, meetings)
    elif change.kind == CALLED_OFF:
        await check_goes_on(work, network_id=change.network_id)
        for one, _ in meetings:
            await _take_up(work, one, stood[one.id], but=list(stood))
    else:
        for one, minutes in meetings:
            await _put_back(work, one, minutes, stood[one.id], but=list(stood))
    await work.session.delete(change)
    work.note(Verb.CHANGE_UNDONE, Kind.SESSION_CHANGE, change.id, network_id=change.network_id)
    return _seen(meetings)


async def forget_changes(work: Work) -> None:
    """Forget what can no longer be taken back."""
    await work.session.execute(changes_forgotten(work.now - UNDONE_WITHIN))


async def _put_back(
    work: Work, session: PlannedSession, minutes: int, before: dict[str, Any], *, but: Sequence[UUID]
) -> None:
    values: dict[str, Any] = {
        name: datetime.fromisoformat(value) if name in MOMENTS and value is not None else value
        for name, value in before.items()
        if name in KEPT
    }
    starts_at, ends_at = values["starts_at"], values["ends_at"]
    if starts_at <= work.now:
        raise SessionHasBegun
    if await taken_between(
        work.session, session.network_id, starts_at, ends_at, perspective=session.perspective, but=but
    ):
        raise MomentTaken
    check_fits(session.facts()._replace(starts_at=starts_at, ends_at=ends_at), planned=minutes, minutes=0)
    moved_at = session.moved_at if (starts_at, ends_at) != (session.starts_at, session.ends_at) else None
    put(
        work,
        session=session,
        starts_at=starts_at,
        ends_at=ends_at,
        place=values["place"],
        link=values["link"],
        type_=values["type"],
    )
    session.was_starts_at, session.moved_at = values["was_starts_at"], values["moved_at"]
    session.stands_apart = values["stands_apart"]
    if moved_at is not None:
        await work.session.execute(answers_since(session.id, moved_at))


async def _take_up(work: Work, session: PlannedSession, before: dict[str, Any], *, but: Sequence[UUID]) -> None:
    """Let a session that was called off take place after all."""
    if session.starts_at <= work.now:
        raise SessionHasBegun
    if await taken_between(
        work.session,
        session.network_id,
        session.starts_at,
        session.ends_at,
        perspective=session.perspective,
        but=but,
    ):
        raise MomentTaken
    session.status, session.cancel_reason, session.was_off = before["status"], "", True
    session.sequence += 1
    session.version += 1
    session.revised_at = work.now
    announce_moved(work, session=session)


async def _unconfirm(work: Work, meetings: Meetings) -> None:
    sessions = [one for one, _ in meetings]
    if any(one.status != CONFIRMED for one in sessions):
        raise ChangedSince
    ids = [one.id for one in sessions]
    await take_template_off(work, session_ids=ids)
    if await point_count(work.session, ids):
        raise SeriesInUse
    for statement in answers_undone(ids):
        await work.session.execute(statement)
    for one in sessions:
        one.status = DRAFT
        one.version += 1
        work.forget(SESSION, one.id)
        work.announce(
            SessionWithdrawn(
                session_id=one.id,
                network_id=one.network_id,
                series_id=one.series_id,
                status=one.status,
                perspective=one.perspective,
                at=work.now,
                version=one.version,
            )
        )


def _seen(meetings: Meetings) -> list[SeenSession]:
    return [SeenSession(one.facts(), minutes, Standing.COORDINATOR) for one, minutes in meetings]
