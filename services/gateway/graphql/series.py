"""Series of sessions: confirmed together, and taken back together within the hour."""

from datetime import date, datetime, time
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import SchoolRegion, SessionType
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda, planning
from shared.api.agenda.sessions import PlanSeries


@strawberry.input(
    description="At a local time in Europe/Amsterdam: every so many months on the nth weekday or on a day of the month, "
    "or every so many weeks on a weekday."
)
class SeriesRuleInput:
    every_months: int | None = None
    every_weeks: int | None = None
    nth: int | None = strawberry.field(default=None, description="1 to 4; 5 is the last one of the month.")
    weekday: int | None = strawberry.field(default=None, description="Monday is 0.")
    day: int | None = strawberry.field(default=None, description="Of the month; in a shorter month its last day.")
    starts: time
    ends: time
    from_on: date
    until_on: date


@strawberry.input(description="A day, and the local time at which a session starts; it lasts as long as the rule says.")
class SessionMomentInput:
    on: date
    starts: time


@strawberry.input
class PlanSeriesInput:
    network_id: strawberry.ID
    rule: SeriesRuleInput
    place: str | None = None
    link: str | None = strawberry.field(default=None, description="Where to join online; https only.")
    type: SessionType = SessionType.REGULAR
    as_draft: bool = strawberry.field(
        default=False, description="Only coordinators know of the sessions, until they confirm them."
    )
    without: list[date] = strawberry.field(default_factory=list, description="Days of the rule that are left out.")
    moments: list[SessionMomentInput] = strawberry.field(
        default_factory=list, description="What is planned in place of the dates of the rule: the best year, for one."
    )
    school_regions: list[SchoolRegion] | None = strawberry.field(
        default=None, description="Whose school holidays count; left out: the whole country's."
    )
    client_mutation_id: str | None = None


@strawberry.input
class UndoSeriesInput:
    series_id: strawberry.ID
    client_mutation_id: str | None = None


@seen_by(Who.ANYONE)
@strawberry.type(description="Sessions that were planned together.")
class Series:
    id: strawberry.ID
    sessions: list[Session] = strawberry.field(metadata=may(Who.ANYONE, length=24))
    undo_until: datetime = strawberry.field(
        description="Until then it can be taken back, and nobody gets a mail about it.", metadata=may(Who.COORDINATORS)
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A series was taken back, as if it had never been.")
class SeriesUndone:
    series_id: strawberry.ID


UndoSeriesResult = Annotated[SeriesUndone | Refusal, strawberry.union("UndoSeriesResult")]
PlanSeriesResult = Annotated[Series | Refusal, strawberry.union("PlanSeriesResult")]


def rule_of(rule: SeriesRuleInput) -> dict[str, Any]:
    """The rule as agenda takes it."""
    return {
        "every_months": rule.every_months,
        "every_weeks": rule.every_weeks,
        "nth": rule.nth,
        "weekday": rule.weekday,
        "day": rule.day,
        "starts": rule.starts,
        "ends": rule.ends,
        "from_on": rule.from_on,
        "until_on": rule.until_on,
    }


def _plan(info: Ask, input: PlanSeriesInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        request = shape(
            PlanSeries,
            network_id=known_id(input.network_id, "Network"),
            rule=rule_of(input.rule),
            place=input.place or "",
            link=input.link or "",
            type=input.type.value,
            as_draft=input.as_draft,
            without=input.without,
            moments=[{"on": moment.on, "starts": moment.starts} for moment in input.moments],
            **({} if input.school_regions is None else {"regions": [one.value for one in input.school_regions]}),
        )
        view = yield from told(agenda.plan_series(request, key_for(info, input.client_mutation_id)))
        sessions = yield from sessions_of(context, view.sessions, info.wanted("Series").below("sessions"))
        return Series(id=strawberry.ID(global_id("Series", view.id)), sessions=sessions, undo_until=view.undo_until)

    return change(info, Who.COORDINATORS, make)


def _undo(info: Ask, input: UndoSeriesInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        series_id = known_id(input.series_id, "Series")
        yield from told(planning.undo_series(series_id, key_for(info, input.client_mutation_id)))
        return SeriesUndone(series_id=input.series_id)

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class SeriesMutation:
    plan_series: Any = strawberry.field(
        resolver=_plan,
        graphql_type=PlanSeriesResult,
        description="Plan and confirm all sessions of a rule, or plan them as drafts.",
        metadata=may(Who.COORDINATORS),
    )
    undo_series: Any = strawberry.field(
        resolver=_undo,
        graphql_type=UndoSeriesResult,
        description="Take a series back within the hour, before anybody gets a mail.",
        metadata=may(Who.COORDINATORS),
    )
