"""The viewer's own calendar, as a hint beside the dates of a poll: when they have something, never what; for nobody else."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.refusals import Refusal, change, key_for, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import calendars as owner
from shared.api.agenda.calendars import KeepBusyTimes, OwnCalendarView


@seen_by(Who.SELF)
@strawberry.type(description="What is kept of the viewer's own calendar.")
class OwnCalendar:
    kept_at: datetime
    until_at: datetime = strawberry.field(description="Until when it is known whether the viewer has something.")
    times: int = strawberry.field(description="At how many times to come the viewer has something.")


@seen_by(Who.SELF)
@strawberry.type(description="Nothing is kept of the viewer's own calendar any more.")
class OwnCalendarForgotten:
    is_forgotten: bool


@strawberry.input(description="A time at which the viewer has something already.")
class BusyTimeInput:
    starts_at: datetime
    ends_at: datetime


@strawberry.input(description="In place of what was kept before.")
class KeepBusyTimesInput:
    times: list[BusyTimeInput] = strawberry.field(description="At most 1000.")
    until_at: datetime = strawberry.field(description="Until when they are known; at most 400 days ahead.")
    client_mutation_id: str | None = None


@strawberry.input
class ForgetBusyTimesInput:
    client_mutation_id: str | None = None


KeepBusyTimesResult = Annotated[OwnCalendar | Refusal, strawberry.union("KeepBusyTimesResult")]
ForgetBusyTimesResult = Annotated[OwnCalendarForgotten | Refusal, strawberry.union("ForgetBusyTimesResult")]


def my_own_calendar() -> Loading[OwnCalendar | None]:
    """Fetch until when the own calendar of who asks is known."""
    view = yield from seen(owner.own_calendar())
    return None if view is None else _own(view)


def _own(view: OwnCalendarView) -> OwnCalendar:
    return OwnCalendar(kept_at=view.kept_at, until_at=view.until_at, times=view.times)


def _keep(info: Ask, input: KeepBusyTimesInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        request = shape(
            KeepBusyTimes,
            times=[{"starts_at": one.starts_at, "ends_at": one.ends_at} for one in input.times],
            until_at=input.until_at,
        )
        return _own((yield from told(owner.keep_busy_times(request, key_for(info, input.client_mutation_id)))))

    return change(info, Who.SELF, make)


def _forget(info: Ask, input: ForgetBusyTimesInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        yield from told(owner.forget_busy_times(key_for(info, input.client_mutation_id)))
        return OwnCalendarForgotten(is_forgotten=True)

    return change(info, Who.SELF, make)


@strawberry.type
class OwnCalendarMutation:
    keep_busy_times: Any = strawberry.field(
        resolver=_keep,
        graphql_type=KeepBusyTimesResult,
        description="Keep when the viewer has something in their own calendar, for a hint beside the dates of polls.",
        metadata=may(Who.SELF),
    )
    forget_busy_times: Any = strawberry.field(
        resolver=_forget,
        graphql_type=ForgetBusyTimesResult,
        description="Forget the viewer's own calendar.",
        metadata=may(Who.SELF),
    )
