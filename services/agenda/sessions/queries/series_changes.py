"""What sessions can tell before they change together: which they are, what is around them, and what can still be taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import col

from services.agenda.members.domain import check_coordinates
from services.agenda.members.queries import standing_in
from services.agenda.sessions.domain.days import SCHOOL_REGIONS, SchoolRegion
from services.agenda.sessions.domain.planning import Planner
from services.agenda.sessions.domain.rhythm import SeriesRule
from services.agenda.sessions.domain.series_changes import Looked, Scope, Stood, Wanted, after, check_wanted
from services.agenda.sessions.domain.series_changes import around as with_around
from services.agenda.sessions.domain.sessions import SessionFacts
from services.agenda.sessions.domain.year import UNDONE_WITHIN, Wish
from services.agenda.sessions.models.series_changes import SessionChange
from services.agenda.sessions.models.sessions import PlannedSession, Series
from services.agenda.sessions.queries.planning import around, people_of
from services.agenda.sessions.queries.showing import MINUTES_PLANNED, standing_at
from shared.database import Session
from shared.errors import NotFound

Meetings = list[tuple[PlannedSession, int]]
"""Sessions in order of when they were planned, with how many minutes their agenda points take."""


class Preview(NamedTuple):
    """What a change would come to, and how many people would hear of it."""

    network_id: UUID
    sessions: list[SessionFacts]
    looked: list[Looked]
    members: int


async def sessions_in_scope(session: Session, anchor: PlannedSession, scope: Scope, *, hold: bool) -> Meetings:
    """This session; those of its series from it on; or all of its series. hold: until this transaction ends."""
    statement = select(PlannedSession, MINUTES_PLANNED).order_by(
        col(PlannedSession.first_starts_at), col(PlannedSession.id)
    )
    if scope == "THIS" or anchor.series_id is None:
        statement = statement.where(col(PlannedSession.id) == anchor.id)
    else:
        statement = statement.where(col(PlannedSession.series_id) == anchor.series_id)
        if scope == "FOLLOWING":
            statement = statement.where(col(PlannedSession.first_starts_at) >= anchor.first_starts_at)
    return await _held(session, statement, hold=hold)


async def sessions_by_id(session: Session, network_id: UUID, ids: Iterable[UUID]) -> Meetings:
    """These sessions of one network, in order, held until this transaction ends."""
    statement = (
        select(PlannedSession, MINUTES_PLANNED)
        .where(col(PlannedSession.network_id) == network_id, col(PlannedSession.id).in_(list(ids)))
        .order_by(col(PlannedSession.first_starts_at), col(PlannedSession.id))
    )
    return await _held(session, statement, hold=True)


async def session_to_look_at(session: Session, session_id: UUID) -> PlannedSession | None:
    """One session, also a draft, to see what a change would do."""
    statement = select(PlannedSession).where(col(PlannedSession.id) == session_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def looked_at(
    session: Session,
    anchor: PlannedSession,
    meetings: Meetings,
    wanted: Wanted,
    *,
    scope: Scope,
    with_apart: bool,
    without: Sequence[UUID],
    now: datetime,
) -> tuple[list[Looked], int]:
    """How sessions would stand after a change, with what is around each, and how many people would hear of it."""
    network_id, perspective = anchor.network_id, anchor.perspective
    looked = [
        after(stood(one, minutes), wanted, scope=scope, with_apart=with_apart, without=without, now=now)
        for one, minutes in meetings
    ]
    people = await people_of(session, network_id)
    if perspective is not None:
        people = {perspective: people.get(perspective, frozenset())}
    count = len(frozenset[UUID]().union(*people.values()))
    moved = [one for one in looked if one.moves]
    if not moved:
        return looked, count
    found = await around(
        session,
        network_id,
        min(one.starts_at for one in moved),
        max(one.ends_at for one in moved),
        people=people,
        minimums={},
        perspective=perspective,
        but=[one.session.id for one in moved],
    )
    regions = tuple(await _regions(session, anchor.series_id))
    planner = Planner(_no_rule(moved), Wish(frozenset(), None, regions), found, now=now)
    slots = {one.session.id: (one.starts_at, one.ends_at) for one in moved}
    return [
        with_around(
            one,
            [reason for reason in planner.reasons(one.slot) if reason.kind != "OWN_SESSION"],
            [*found.taken, *(slot for id_, slot in slots.items() if id_ != one.session.id)],
        )
        if one.moves
        else one
        for one in looked
    ], count


async def preview_change(
    session: Session,
    person_id: UUID | None,
    *,
    session_id: UUID,
    scope: Scope,
    wanted: Wanted,
    with_apart: bool,
    without: Sequence[UUID],
    now: datetime,
) -> Preview:
    """Look at what a change would come to, as a coordinator; nothing is saved. Raises as change_sessions does."""
    anchor = await session_to_look_at(session, session_id)
    if anchor is None:
        raise NotFound
    check_coordinates(await standing_at(session, anchor, person_id, hold=False))
    check_wanted(wanted, scope)
    meetings = await sessions_in_scope(session, anchor, scope, hold=False)
    looked, members = await looked_at(
        session, anchor, meetings, wanted, scope=scope, with_apart=with_apart, without=without, now=now
    )
    return Preview(anchor.network_id, [one.facts() for one, _ in meetings], looked, members)


async def change_to_undo(session: Session, change_id: UUID) -> SessionChange | None:
    """One change, held until this transaction ends."""
    statement = select(SessionChange).where(col(SessionChange.id) == change_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def fresh_changes(
    session: Session, person_id: UUID | None, network_id: UUID, *, now: datetime
) -> Sequence[SessionChange]:
    """The changes in a network that can still be taken back, newest first. Raises NotAMember, CoordinatorNeeded."""
    check_coordinates(await standing_in(session, network_id, person_id))
    statement = (
        select(SessionChange)
        .where(col(SessionChange.network_id) == network_id, col(SessionChange.made_at) > now - UNDONE_WITHIN)
        .order_by(col(SessionChange.made_at).desc(), col(SessionChange.id).desc())
        .limit(10)
    )
    return (await session.execute(statement)).scalars().all()


def stood(one: PlannedSession, minutes: int) -> Stood:
    """A session as it stands before a change."""
    facts = {name: getattr(one, name) for name in Stood._fields if name != "minutes_planned"}
    return Stood(**facts, minutes_planned=minutes)


async def _held(session: Session, statement: Select[tuple[PlannedSession, int]], *, hold: bool) -> Meetings:
    if hold:
        statement = statement.with_for_update(of=PlannedSession)
    rows: Iterable[Any] = await session.execute(statement)
    return [(one, minutes) for one, minutes in rows]


async def _regions(session: Session, series_id: UUID | None) -> Sequence[SchoolRegion]:
    """Whose school holidays count for a series; for a session by itself those of the whole country."""
    if series_id is None:
        return SCHOOL_REGIONS
    found: Sequence[SchoolRegion] | None = await session.scalar(
        select(col(Series.regions)).where(col(Series.id) == series_id)
    )
    return SCHOOL_REGIONS if found is None else found


def _no_rule(moved: Sequence[Looked]) -> SeriesRule:
    """A period without a rhythm: the planner is asked about days, not for a year."""
    first, last = min(one.slot.on for one in moved), max(one.slot.on for one in moved)
    clock = moved[0].starts_at.time()
    return SeriesRule(None, None, None, clock, clock, first, last)
