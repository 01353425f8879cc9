"""What planning a year can tell: what a network has around it, its own difficult times, and what can still be undone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.agenda.members.domain import MemberStatus, check_coordinates
from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, standing_in
from services.agenda.sessions.domain.planning import Planner
from services.agenda.sessions.domain.rhythm import SeriesRule, Slot, check_looked_at
from services.agenda.sessions.domain.series_changes import CONFIRMED_NOW
from services.agenda.sessions.domain.sessions import DRAFT, TAKES_PLACE
from services.agenda.sessions.domain.year import FEW, UNDONE_WITHIN, Around, Meeting, Wish, YearPlan
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.day import SessionDay
from services.agenda.sessions.models.planning import NetworkBlock
from services.agenda.sessions.models.series_changes import SessionChange
from services.agenda.sessions.models.sessions import PlannedSession, Series
from services.agenda.sessions.queries.attendance import first_choice
from services.agenda.sessions.queries.showing import IS_FOR_ALL, taken_between
from shared.database import Session

MARGIN = timedelta(days=15)
"""How far around the period of a rule is looked: a date may move ten days, and its zone some hours."""


async def year_plan(
    session: Session,
    person_id: UUID | None,
    network_id: UUID,
    rule: SeriesRule,
    wish: Wish,
    *,
    minimums: Mapping[str, int] | None,
    moments: Sequence[Slot] = (),
    now: datetime,
) -> tuple[YearPlan, int]:
    """What planning by this rule comes to, for a coordinator, and how many people will hear of it.

    minimums: how many of each perspective the network needs; None: one of each that takes part. moments: what is looked at in
    place of the dates of the rule. Raises NotAMember, CoordinatorNeeded, SeriesNotPossible.
    """
    check_coordinates(await standing_in(session, network_id, person_id))
    people = await people_of(session, network_id)
    needed = dict.fromkeys(sorted(people), 1) if minimums is None else minimums
    if moments:
        moments = check_looked_at(moments, now=now)
        begin, end = moments[0].starts_at, max(one.ends_at for one in moments)
    else:
        begin = datetime.combine(rule.from_on, rule.starts, tzinfo=UTC)
        end = datetime.combine(rule.until_on, rule.ends, tzinfo=UTC)
    found = await around(session, network_id, begin, end, people=people, minimums=needed)
    missed = await first_choice(session, network_id)
    planner = Planner(rule, wish, found._replace(missed=missed), now=now)
    plan = planner.look(moments) if moments else planner.plan()
    return plan, len(frozenset[UUID]().union(*people.values()))


async def people_of(session: Session, network_id: UUID) -> dict[str, frozenset[UUID]]:
    """Who takes part in a network now, by perspective."""
    rows = await session.execute(
        select(col(Member.perspective), col(Member.person_id)).where(col(Member.network_id) == network_id, IS_ACTIVE)
    )
    found: dict[str, set[UUID]] = defaultdict(set)
    for perspective, person_id in rows:
        found[perspective].add(person_id)
    return {perspective: frozenset(people) for perspective, people in found.items()}


async def perspectives_of(session: Session, network_id: UUID) -> list[str]:
    """From which perspectives people take part in a network now."""
    statement = select(col(Member.perspective)).where(col(Member.network_id) == network_id, IS_ACTIVE).distinct()
    return list((await session.execute(statement)).scalars())


async def network_blocks(session: Session, network_id: UUID) -> Sequence[NetworkBlock]:
    """The times that are difficult for one network, in order."""
    statement = (
        select(NetworkBlock)
        .where(col(NetworkBlock.network_id) == network_id)
        .order_by(col(NetworkBlock.from_on), col(NetworkBlock.id))
    )
    return (await session.execute(statement)).scalars().all()


async def blocks_for(session: Session, person_id: UUID | None, network_id: UUID) -> Sequence[NetworkBlock]:
    """The times that are difficult for one network, for its coordinators. Raises NotAMember, CoordinatorNeeded."""
    check_coordinates(await standing_in(session, network_id, person_id))
    return await network_blocks(session, network_id)


async def block_to_remove(session: Session, block_id: UUID) -> NetworkBlock | None:
    """One block of a network, held until this transaction ends."""
    statement = select(NetworkBlock).where(col(NetworkBlock.id) == block_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def series_to_undo(session: Session, series_id: UUID) -> Series | None:
    """One series, held until this transaction ends."""
    statement = select(Series).where(col(Series.id) == series_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def sessions_to_undo(session: Session, series_id: UUID) -> Sequence[PlannedSession]:
    """The sessions of one series, in order, held until this transaction ends."""
    statement = (
        select(PlannedSession)
        .where(col(PlannedSession.series_id) == series_id)
        .order_by(col(PlannedSession.number))
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def point_count(session: Session, session_ids: Sequence[UUID]) -> int:
    """How many agenda points stand on these sessions; something prepared for the day itself counts as one."""
    points = select(func.count()).where(col(AgendaPoint.session_id).in_(session_ids)).scalar_subquery()
    days = select(func.count()).where(col(SessionDay.session_id).in_(session_ids)).scalar_subquery()
    found: int = (await session.execute(select(points + days))).scalar_one()
    return found


async def fresh_series(
    session: Session, person_id: UUID | None, network_id: UUID, *, now: datetime
) -> list[tuple[Series, int, datetime, datetime]]:
    """The series of a network that can still be undone, newest first, with how many sessions each has, and the first and last start.

    Not those that are drafts, nor were: what was confirmed of them is undone as a change.
    Raises NotAMember, CoordinatorNeeded.
    """
    check_coordinates(await standing_in(session, network_id, person_id))
    count, first, last = (
        select(told)
        .where(col(PlannedSession.series_id) == col(Series.id), col(PlannedSession.status) != DRAFT)
        .scalar_subquery()
        for told in (
            func.count(col(PlannedSession.id)),
            func.min(col(PlannedSession.starts_at)),
            func.max(col(PlannedSession.starts_at)),
        )
    )
    was_draft = (
        select(col(SessionChange.id))
        .where(col(SessionChange.series_id) == col(Series.id), col(SessionChange.kind) == CONFIRMED_NOW)
        .exists()
    )
    rows = await session.execute(
        select(Series, count, first, last)
        .where(
            col(Series.network_id) == network_id, col(Series.planned_at) > now - UNDONE_WITHIN, count > 0, ~was_draft
        )
        .order_by(col(Series.planned_at).desc(), col(Series.id).desc())
        .limit(10)
    )
    return [(series, number, first_at, last_at) for series, number, first_at, last_at in rows]


async def around(
    session: Session,
    network_id: UUID,
    begin: datetime,
    end: datetime,
    *,
    people: Mapping[str, frozenset[UUID]],
    minimums: Mapping[str, int],
    perspective: str | None = None,
    but: Sequence[UUID] = (),
) -> Around:
    """What a network has around it between two moments. perspective: for whom only; but: own sessions that do not count."""
    begin, end = begin - MARGIN, end + MARGIN
    shared = await _shared_with(session, network_id)
    return Around(
        people=people,
        minimums=minimums,
        taken=await taken_between(session, network_id, begin, end, perspective=perspective, but=but),
        meetings=await _meetings_of(session, shared, begin, end),
        shared=shared,
        blocks=[block.block() for block in await network_blocks(session, network_id)],
    )


async def _shared_with(session: Session, network_id: UUID) -> dict[UUID, frozenset[UUID]]:
    """Who takes part here and in another network too, for each network with which at least three people are shared."""
    elsewhere = aliased(Member)
    rows = await session.execute(
        select(col(elsewhere.network_id), col(elsewhere.person_id))
        .join(Member, col(Member.person_id) == col(elsewhere.person_id))
        .where(
            col(Member.network_id) == network_id,
            IS_ACTIVE,
            col(elsewhere.network_id) != network_id,
            col(elsewhere.status) == MemberStatus.ACTIVE.value,
        )
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for other_id, person_id in rows:
        found[other_id].add(person_id)
    return {other_id: frozenset(people) for other_id, people in found.items() if len(people) >= FEW}


async def _meetings_of(session: Session, network_ids: Iterable[UUID], begin: datetime, end: datetime) -> list[Meeting]:
    rows = await session.execute(
        select(col(PlannedSession.network_id), col(PlannedSession.starts_at), col(PlannedSession.ends_at))
        .where(
            col(PlannedSession.network_id).in_(list(network_ids)),
            col(PlannedSession.status).in_(TAKES_PLACE),
            IS_FOR_ALL,
            col(PlannedSession.starts_at) < end,
            col(PlannedSession.ends_at) > begin,
        )
        .order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
    )
    return [Meeting(*row) for row in rows]
