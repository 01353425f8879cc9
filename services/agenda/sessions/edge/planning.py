"""Who may plan a year, and how they are answered."""

from collections.abc import Sequence
from uuid import UUID

from services.agenda.sessions.domain.days import Reason, regions_of
from services.agenda.sessions.domain.rhythm import SeriesRule, slot_of
from services.agenda.sessions.domain.year import UNDONE_WITHIN, DateSeen, DaySeen, Wish
from services.agenda.sessions.models.planning import NetworkBlock
from services.agenda.sessions.operations.planning import add_block, remove_block, undo_series
from services.agenda.sessions.queries.planning import blocks_for, fresh_series, year_plan
from shared.api.agenda import planning as api
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work

edge = Edge()


@edge.read("/years:plan", who=PERSON, method="POST")
async def plan_year(asked: api.PlanYear, session: Session, viewer: Viewer, now: Now) -> api.YearPlan:
    """The dates of a rule with reasons, and the best year, without saving anything."""
    regions = regions_of(asked.provinces) if asked.regions is None else tuple(dict.fromkeys(asked.regions))
    plan, members = await year_plan(
        session,
        viewer.person_id,
        asked.network_id,
        SeriesRule(**dict(asked.rule)),
        Wish(frozenset(asked.weekdays), asked.latest_end, regions),
        minimums=None if asked.needs is None else {need.perspective: need.minimum for need in asked.needs},
        moments=[slot_of(one.starts_at, one.ends_at) for one in asked.moments],
        now=now,
    )
    return api.YearPlan(
        dates=_dates(plan.dates),
        best=None if plan.best is None else _dates(plan.best),
        patterns=[
            api.PatternView(nth=one.nth, weekday=one.weekday, verdict=one.verdict, days=_days(one.days))
            for one in plan.patterns
        ],
        blocked_months=_days(plan.blocked),
        better_from=plan.better_from,
        regions=list(regions),
        known_until=plan.known_until,
        spans=[
            api.YearSpan(from_on=one.from_on, until_on=one.until_on, reason=_reason(one.reason)) for one in plan.spans
        ],
        members=members,
    )


@edge.change("/series/{series_id}:undo", who=PERSON)
async def undo(series_id: UUID, work: Work) -> api.Undone:
    """Take a series back within the hour."""
    return api.Undone(network_id=await undo_series(work, series_id=series_id))


@edge.read("/networks/{network_id}/series/fresh", who=PERSON)
async def fresh(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[api.FreshSeries]:
    """The series of a network that can still be taken back."""
    found = await fresh_series(session, viewer.person_id, network_id, now=now)
    return [
        api.FreshSeries(
            id=series.id,
            network_id=network_id,
            sessions=sessions,
            undo_until=series.planned_at + UNDONE_WITHIN,
            first_starts_at=first,
            last_starts_at=last,
        )
        for series, sessions, first, last in found
    ]


@edge.read("/networks/{network_id}/soft-blocks", who=PERSON)
async def blocks(network_id: UUID, session: Session, viewer: Viewer) -> list[api.SoftBlockView]:
    """The times that are difficult for a network."""
    return [_block(block) for block in await blocks_for(session, viewer.person_id, network_id)]


@edge.change("/networks/{network_id}/soft-blocks", who=PERSON, status_code=201)
async def add(network_id: UUID, asked: api.AddSoftBlock, work: Work) -> api.SoftBlockView:
    """Keep a time that is difficult for a network."""
    return _block(await add_block(work, network_id=network_id, **dict(asked)))


@edge.change("/soft-blocks/{block_id}:remove", who=PERSON)
async def remove(block_id: UUID, work: Work) -> api.Undone:
    """Forget a time that was difficult."""
    return api.Undone(network_id=await remove_block(work, block_id=block_id))


def _block(block: NetworkBlock) -> api.SoftBlockView:
    return api.SoftBlockView(
        id=block.id,
        network_id=block.network_id,
        words=block.words,
        from_on=block.from_on,
        until_on=block.until_on,
        regions=block.regions,
        perspectives=block.perspectives,
    )


def _dates(dates: Sequence[DateSeen]) -> list[api.YearDate]:
    return [
        api.YearDate(
            number=number,
            starts_at=seen.slot.starts_at,
            ends_at=seen.slot.ends_at,
            weeks_since_previous=seen.weeks,
            verdict=seen.verdict,
            reasons=_reasons(seen.reasons),
            shift=seen.shift,
            left_out=list(seen.left_out),
        )
        for number, seen in enumerate(dates, start=1)
    ]


def _days(days: Sequence[DaySeen]) -> list[api.BlockedDay]:
    return [api.BlockedDay(on=day.on, reasons=_reasons(day.reasons)) for day in days]


def _reasons(reasons: Sequence[Reason]) -> list[api.DateReason]:
    return [_reason(reason) for reason in reasons]


def _reason(reason: Reason) -> api.DateReason:
    return api.DateReason(**reason._asdict())
