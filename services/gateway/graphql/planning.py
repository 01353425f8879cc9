"""Planning a year: dates with what speaks against them, and the best year."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import DateReasonKind, DateVerdict, SchoolRegion
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.loading import Loading, nothing, told, unique
from services.gateway.graphql.nodes import later, many
from services.gateway.graphql.polling import PolledDateInput
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.series import SeriesRuleInput, rule_of
from services.gateway.graphql.soft_blocks import known_perspectives
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network, planning
from shared.api.agenda.planning import BlockedDay, DateReason, PlanYear, YearDate
from shared.errors import NotFound


@strawberry.input
class PlanYearInput:
    network_id: strawberry.ID
    rule: SeriesRuleInput
    weekdays: list[int] = strawberry.field(
        default_factory=lambda: [0, 1, 2, 3, 4], description="Where a session may move to; Monday is 0."
    )
    latest_end: time | None = strawberry.field(
        default=None, description="Until when a session may last that starts later on the day than the rule says."
    )
    school_regions: list[SchoolRegion] | None = strawberry.field(
        default=None, description="Whose school holidays count; left out: those of where the network works."
    )
    perspectives: list[PerspectiveCode] | None = strawberry.field(
        default=None, description="Which of the perspectives of the network count; left out: all."
    )
    moments: list[PolledDateInput] = strawberry.field(
        default_factory=list,
        description="What is looked at in place of the dates of the rule, with nothing else around it.",
    )
    client_mutation_id: str | None = None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="One reason why a date cannot be, or is difficult.")
class YearReason:
    kind: DateReasonKind
    is_hard: bool
    what: str | None = strawberry.field(description="Which holiday or block, as a code.")
    words: str | None = strawberry.field(description="What the network calls a block of its own.")
    regions: list[SchoolRegion] = strawberry.field(metadata=may(Who.COORDINATORS, length=3))
    perspectives: list[PerspectiveCode] = strawberry.field(metadata=may(Who.COORDINATORS, length=3))
    network: Any = strawberry.field(
        graphql_type=later("Network", "networks") | None,
        description="Which other network meets then; one that shares fewer than three people is never told.",
    )
    people: int | None = strawberry.field(description="How many take part in that network too.")


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A day with what speaks against it; of a month that cannot be, its first day.")
class YearDay:
    on: date
    reasons: list[YearReason] = strawberry.field(metadata=may(Who.COORDINATORS, length=2))


@seen_by(Who.COORDINATORS)
@strawberry.type(description="One date of a year.")
class PlannedDate:
    number: int
    starts_at: datetime
    ends_at: datetime
    weeks_since_previous: int | None
    verdict: DateVerdict
    reasons: list[YearReason] = strawberry.field(metadata=may(Who.COORDINATORS, length=2))
    shift: int = strawberry.field(description="How many days from the date of the rule.")
    left_out: list[PerspectiveCode] = strawberry.field(
        metadata=may(Who.COORDINATORS, length=3), description="Perspectives that would not reach their minimum then."
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="One nth weekday over all months of the rhythm.")
class YearPattern:
    nth: int
    weekday: int
    verdict: DateVerdict
    days: list[YearDay] = strawberry.field(
        metadata=may(Who.COORDINATORS, length=6), description="The days that are hard or soft."
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A run of days with the same thing against them.")
class YearSpan:
    from_on: date
    until_on: date
    reason: YearReason


@seen_by(Who.COORDINATORS)
@strawberry.type(description="What planning by a rule comes to; nothing was saved.")
class YearPlan:
    dates: list[PlannedDate] = strawberry.field(metadata=may(Who.COORDINATORS, length=24))
    best: list[PlannedDate] | None = strawberry.field(
        metadata=may(Who.COORDINATORS, length=24),
        description="The best year near the rule; null where the rhythm cannot be, or no year keeps its distances.",
    )
    patterns: list[YearPattern] = strawberry.field(metadata=may(Who.COORDINATORS, length=20))
    blocked_months: list[YearDay] = strawberry.field(
        metadata=may(Who.COORDINATORS, length=12),
        description="Months in which no workday can be, so that this rhythm is refused.",
    )
    better_from: date | None = strawberry.field(description="From which month on this rhythm can be.")
    school_regions: list[SchoolRegion] = strawberry.field(metadata=may(Who.COORDINATORS, length=3))
    known_until: date = strawberry.field(description="Until when the school holidays are known.")
    spans: list[YearSpan] = strawberry.field(
        metadata=may(Who.COORDINATORS, length=30), description="What is against the days of the period, weekends aside."
    )
    members: int = strawberry.field(description="How many people will hear of it.")


PlanYearResult = Annotated[YearPlan | Refusal, strawberry.union("PlanYearResult")]


def _plan_year(info: Ask, input: PlanYearInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)  # checked only: planning changes nothing
        network_id = known_id(input.network_id, "Network")
        known = yield from told(network.networks_by_id([network_id]))
        if not known:
            raise NotFound
        (facts,) = known
        counted = None if input.perspectives is None else {one.value for one in input.perspectives}
        request = shape(
            PlanYear,
            network_id=network_id,
            rule=rule_of(input.rule),
            weekdays=input.weekdays,
            latest_end=input.latest_end,
            regions=None if input.school_regions is None else [one.value for one in input.school_regions],
            provinces=facts.regions,
            needs=[
                {"perspective": one.code, "minimum": one.minimum}
                for one in facts.perspectives
                if counted is None or one.code in counted
            ],
            moments=[{"starts_at": one.starts_at, "ends_at": one.ends_at} for one in input.moments],
        )
        view = yield from told(planning.plan_year(request))
        wanted = info.wanted("YearPlan")
        each = [*view.dates, *(view.best or ())]
        ids = unique([reason.network_id for one in each for reason in one.reasons])
        asked = wanted.below("dates", "reasons", "network") | wanted.below("best", "reasons", "network")
        names = yield from (many("Network", context, ids, asked) if ids and asked.names else nothing({}))
        return YearPlan(
            dates=[_date(one, names) for one in view.dates],
            best=None if view.best is None else [_date(one, names) for one in view.best],
            patterns=[
                YearPattern(
                    nth=one.nth, weekday=one.weekday, verdict=DateVerdict(one.verdict), days=_days(one.days, names)
                )
                for one in view.patterns
            ],
            blocked_months=_days(view.blocked_months, names),
            better_from=view.better_from,
            school_regions=[SchoolRegion(one) for one in view.regions],
            known_until=view.known_until,
            spans=[
                YearSpan(from_on=one.from_on, until_on=one.until_on, reason=_reason(one.reason, names))
                for one in view.spans
            ],
            members=view.members,
        )

    return change(info, Who.COORDINATORS, make)


def _date(view: YearDate, names: dict[UUID, Any]) -> PlannedDate:
    return PlannedDate(
        number=view.number,
        starts_at=view.starts_at,
        ends_at=view.ends_at,
        weeks_since_previous=view.weeks_since_previous,
        verdict=DateVerdict(view.verdict),
        reasons=reasons_of(view.reasons, names),
        shift=view.shift,
        left_out=known_perspectives(view.left_out),
    )


def _days(days: Sequence[BlockedDay], names: dict[UUID, Any]) -> list[YearDay]:
    return [YearDay(on=day.on, reasons=reasons_of(day.reasons, names)) for day in days]


def reasons_of(reasons: Sequence[DateReason], names: dict[UUID, Any]) -> list[YearReason]:
    """Make reasons of what agenda told. names: the networks that may be named."""
    return [_reason(reason, names) for reason in reasons]


def _reason(reason: DateReason, names: dict[UUID, Any]) -> YearReason:
    return YearReason(
        kind=DateReasonKind(reason.kind),
        is_hard=reason.is_hard,
        what=reason.what or None,
        words=reason.words or None,
        regions=[SchoolRegion(region) for region in reason.regions],
        perspectives=known_perspectives(reason.perspectives),
        network=names.get(reason.network_id) if reason.network_id else None,
        people=reason.people,
    )


@strawberry.type
class PlanningMutation:
    plan_year: Any = strawberry.field(
        resolver=_plan_year,
        graphql_type=PlanYearResult,
        description="The dates of a rule with reasons, and the best year, before anything is saved.",
        metadata=may(Who.COORDINATORS),
    )
