"""Planning a year of sessions by one rule: first the dates, then the sessions."""

from datetime import date, datetime, time
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda
from shared.api.agenda.sessions import PlanSeries, PreviewSeries


@strawberry.input(description="Every so many months, on the nth weekday, at a local time in Europe/Amsterdam.")
class SeriesRuleInput:
    every_months: int
    nth: int = strawberry.field(description="1 to 4; 5 is the last one of the month.")
    weekday: int = strawberry.field(description="Monday is 0.")
    starts: time
    ends: time
    from_on: date
    until_on: date


@strawberry.input
class PreviewSeriesInput:
    network_id: strawberry.ID
    rule: SeriesRuleInput
    client_mutation_id: str | None = None


@strawberry.input
class PlanSeriesInput:
    network_id: strawberry.ID
    rule: SeriesRuleInput
    place: str | None = None
    without: list[date] = strawberry.field(default_factory=list, description="Days of the rule that are left out.")
    client_mutation_id: str | None = None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="One date of a rule.")
class PreviewedSession:
    number: int
    starts_at: datetime
    ends_at: datetime
    weeks_since_previous: int | None
    clashes: bool = strawberry.field(description="Another session of this network stands then.")


@seen_by(Who.COORDINATORS)
@strawberry.type(description="The dates of a rule; nothing was saved.")
class SeriesPreview:
    sessions: list[PreviewedSession] = strawberry.field(metadata=may(Who.COORDINATORS, length=24))
    members: int = strawberry.field(description="How many people will hear of it.")


@seen_by(Who.ANYONE)
@strawberry.type(description="Sessions that were planned together.")
class Series:
    id: strawberry.ID
    sessions: list[Session] = strawberry.field(metadata=may(Who.ANYONE, length=24))


PreviewSeriesResult = Annotated[SeriesPreview | Refusal, strawberry.union("PreviewSeriesResult")]
PlanSeriesResult = Annotated[Series | Refusal, strawberry.union("PlanSeriesResult")]


def _rule(rule: SeriesRuleInput) -> dict[str, Any]:
    return {
        "every_months": rule.every_months,
        "nth": rule.nth,
        "weekday": rule.weekday,
        "starts": rule.starts,
        "ends": rule.ends,
        "from_on": rule.from_on,
        "until_on": rule.until_on,
    }


def _preview(info: Ask, input: PreviewSeriesInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)  # checked only: a preview changes nothing
        request = shape(PreviewSeries, network_id=known_id(input.network_id, "Network"), rule=_rule(input.rule))
        view = yield from told(agenda.preview_series(request))
        return SeriesPreview(
            members=view.members,
            sessions=[
                PreviewedSession(
                    number=one.number,
                    starts_at=one.starts_at,
                    ends_at=one.ends_at,
                    weeks_since_previous=one.weeks_since_previous,
                    clashes=one.clashes,
                )
                for one in view.sessions
            ],
        )

    return change(info, Who.COORDINATORS, make)


def _plan(info: Ask, input: PlanSeriesInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        request = shape(
            PlanSeries,
            network_id=known_id(input.network_id, "Network"),
            rule=_rule(input.rule),
            place=input.place or "",
            without=input.without,
        )
        view = yield from told(agenda.plan_series(request, key_for(info, input.client_mutation_id)))
        sessions = yield from sessions_of(context, view.sessions, info.wanted("Series").below("sessions"))
        return Series(id=strawberry.ID(global_id("Series", view.id)), sessions=sessions)

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class SeriesMutation:
    preview_series: Any = strawberry.field(
        resolver=_preview,
        graphql_type=PreviewSeriesResult,
        description="The dates of a rule, before anything is saved.",
        metadata=may(Who.COORDINATORS),
    )
    plan_series: Any = strawberry.field(
        resolver=_plan,
        graphql_type=PlanSeriesResult,
        description="Plan and confirm all sessions of a rule.",
        metadata=may(Who.COORDINATORS),
    )
