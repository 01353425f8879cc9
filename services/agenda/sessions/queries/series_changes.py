"""What sessions can tell before they change together: which they are, what is around them, and what can still be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import col

from services.agenda.members.domain import check_coordinates
from services.agenda.members.queries import is_over, standing_in
from services.agenda.sessions.domain.days import SCHOOL_REGIONS, SchoolRegion
from services.agenda.sessions.domain.planning import Planner
from services.agenda.sessions.domain.pre_meetings import along
from services.agenda.sessions.domain.rhythm import SeriesRule
from services.agenda.sessions.domain.series_changes import CALLED_OFF, Looked, Scope, Stood, Wanted, after, check_wanted
from services.agenda.sessions.domain.series_changes import around as with_around
from services.agenda.sessions.domain.sessions import DRAFT, TAKES_PLACE, SessionFacts
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


class Since(NamedTuple):
    """A session that changed: when it starts now, when it was to start before that, and for whom it is."""

    starts_at: datetime
    id: UUID
    was_starts_at: datetime
    perspective: str | None


async def sessions_in_scope(
    session: Session, anchor: PlannedSession, scope: Scope, *, hold: bool, with_pre_meetings: bool
) -> Meetings:
    """This session; those of its series from it on; or all of its series. hold: until this transaction ends.

    with_pre_meetings: also the meetings beforehand of these that are still to take place, behind them.
    """
    statement = select(PlannedSession, MINUTES_PLANNED).order_by(
        col(PlannedSession.first_starts_at), col(PlannedSession.id)
    )
    if scope == "THIS" or anchor.series_id is None:
        statement = statement.where(col(PlannedSession.id) == anchor.id)
    else:
        statement = statement.where(col(PlannedSession.series_id) == anchor.series_id)
        if scope == "FOLLOWING":
            statement = statement.where(col(PlannedSession.first_starts_at) >= anchor.first_starts_at)
    meetings = await _held(session, statement, hold=hold)
    if not with_pre_meetings:
        return meetings
    beforehand = (
        select(PlannedSession, MINUTES_PLANNED)
        .where(
            col(PlannedSession.for_session_id).in_([one.id for one, _ in meetings]),
            col(PlannedSession.status).in_((DRAFT, *TAKES_PLACE)),
        )
        .order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
    )
    return [*meetings, *await _held(session, beforehand, hold=hold)]


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
    """How sessions would stand after a change, with what is around each, and how many people would hear of it.

    Among them, meetings beforehand of those that move: they move along.
    """
    network_id, perspective = anchor.network_id, anchor.perspective
    ids = {one.id for one, _ in meetings}
    heads = {
        one.id: after(stood(one, minutes), wanted, scope=scope, with_apart=with_apart, without=without, now=now)
        for one, minutes in meetings
        if one.for_session_id not in ids
    }
    looked = list(heads.values())
    for one, minutes in meetings:
        prepares = heads.get(one.for_session_id) if one.for_session_id else None
        found = along(stood(one, minutes), prepares, without=without, now=now) if prepares else None
        looked += [found] if found else []
    people = await people_of(session, network_id)
    if perspective is not None:
        people = {perspective: people.get(perspective, frozenset())}
    count = len(frozenset[UUID]().union(*people.values()))
    moved = [one for one in looked if one.moves and one.is_within_reach]
    regions = tuple(await _regions(session, anchor.series_id)) if moved else ()
    seen: dict[UUID, Looked] = {}
    for own in dict.fromkeys(one.session.perspective for one in moved):
        there = [one for one in moved if one.session.perspective == own]
        seen |= await _with_around(session, network_id, there, moved, people=people, regions=regions, now=now)
    return [seen.get(one.session.id, one) for one in looked], count


async def _with_around(
    session: Session,
    network_id: UUID,
    there: Sequence[Looked],
    moved: Sequence[Looked],
    *,
    people: Mapping[str, frozenset[UUID]],
    regions: tuple[SchoolRegion, ...],
    now: datetime,
) -> dict[UUID, Looked]:
    """Sessions for the same people where they would come, with what is around each. moved: all that move now."""
    own = there[0].session.perspective
    found = await around(
        session,
        network_id,
        min(one.starts_at for one in there),
        max(one.ends_at for one in there),
        people=people if own is None else {own: people.get(own, frozenset())},
        minimums={},
        perspective=own,
        but=[one.session.id for one in moved],
    )
    planner = Planner(_no_rule(there), Wish(frozenset(), None, regions), found, now=now)
    in_the_way = [
        (one.session.id, (one.starts_at, one.ends_at))
        for one in moved
        if own is None or one.session.perspective in {None, own}
    ]
    return {
        one.session.id: with_around(
            one,
            [reason for reason in planner.reasons(one.slot) if reason.kind != "OWN_SESSION"],
            [*found.taken, *(slot for id_, slot in in_the_way if id_ != one.session.id)],
        )
        for one in there
    }


async def preview_change(
    session: Session,
    person_id: UUID | None,
    *,
    session_id: UUID,
    scope: Scope,
    wanted: Wanted,
    with_apart: bool,
    without: Sequence[UUID],
    with_pre_meetings: bool,
    now: datetime,
) -> Preview:
    """Look at what a change would come to, as a coordinator; nothing is saved. Raises as change_sessions does."""
    anchor = await session_to_look_at(session, session_id)
    if anchor is None:
        raise NotFound
    check_coordinates(await standing_at(session, anchor, person_id, hold=False))
    check_wanted(wanted, scope)
    meetings = await sessions_in_scope(session, anchor, scope, hold=False, with_pre_meetings=with_pre_meetings)
    looked, members = await looked_at(
        session, anchor, meetings, wanted, scope=scope, with_apart=with_apart, without=without, now=now
    )
    facts = {one.id: one.facts() for one, _ in meetings}
    return Preview(anchor.network_id, [facts[one.session.id] for one in looked], looked, members)


async def change_to_undo(session: Session, change_id: UUID) -> SessionChange | None:
    """One change, held until this transaction ends."""
    statement = select(SessionChange).where(col(SessionChange.id) == change_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def fresh_changes(
    session: Session, person_id: UUID | None, network_id: UUID, *, now: datetime
) -> list[tuple[SessionChange, list[Since]]]:
    """The changes in a network that can still be taken back, newest first, with the sessions they are of, in order of time.

    Not those of which a session changed again since, nor what was called off where the network has ended meanwhile: taking them
    back would be refused. Raises NotAMember, CoordinatorNeeded.
    """
    check_coordinates(await standing_in(session, network_id, person_id))
    statement = (
        select(SessionChange)
        .where(col(SessionChange.network_id) == network_id, col(SessionChange.made_at) > now - UNDONE_WITHIN)
        .order_by(col(SessionChange.made_at).desc(), col(SessionChange.id).desc())
        .limit(10)
    )
    changes = (await session.execute(statement)).scalars().all()
    if any(one.kind == CALLED_OFF for one in changes) and await is_over(session, network_id):
        changes = [one for one in changes if one.kind != CALLED_OFF]
    ids = [UUID(each["id"]) for one in changes for each in one.before]
    if not ids:
        return []
    rows = await session.execute(
        select(*(col(getattr(PlannedSession, name)) for name in ("id", "version", "starts_at", "perspective"))).where(
            col(PlannedSession.id).in_(ids)
        )
    )
    stands = {(str(id_), version): (starts_at, perspective) for id_, version, starts_at, perspective in rows}
    return [
        (change, _since(change, stands))
        for change in changes
        if all((each["id"], each["version"]) in stands for each in change.before)
    ]


def _since(change: SessionChange, stands: Mapping[tuple[str, int], tuple[datetime, str | None]]) -> list[Since]:
    """The sessions of a change, in order of time. stands: start, and for whom it is, by id and version."""
    found = []
    for each in change.before:
        starts_at, perspective = stands[each["id"], each["version"]]
        found.append(Since(starts_at, UUID(each["id"]), datetime.fromisoformat(each["starts_at"]), perspective))
    return sorted(found, key=lambda one: (one.starts_at, one.id))


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
