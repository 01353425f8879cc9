"""What can be done to run a session: start it, go from point to point, choose how everybody begins, and end it."""

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.day_enums import CheckIn
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.session_days import SessionDay, day_changed
from services.gateway.graphql.who import Who, may
from services.gateway.owners import session_days as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.agenda.day import ChooseCheckIn, DayView, GoToPoint


@strawberry.input
class StartSessionInput:
    session_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class GoToPointInput:
    session_id: strawberry.ID
    agenda_point_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class EndSessionInput:
    session_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class ChooseCheckInInput(PostedInput):
    session_id: strawberry.ID
    check_in: CheckIn
    words: str = strawberry.field(default="", description="With OWN.")
    client_mutation_id: str | None = None


StartSessionResult = Annotated[SessionDay | Refusal, strawberry.union("StartSessionResult")]
GoToPointResult = Annotated[SessionDay | Refusal, strawberry.union("GoToPointResult")]
EndSessionResult = Annotated[SessionDay | Refusal, strawberry.union("EndSessionResult")]
ChooseCheckInResult = Annotated[SessionDay | Refusal, strawberry.union("ChooseCheckInResult")]


def changed(info: Ask, who: Who, inquiry: Callable[[], Inquiry[DayView]]) -> Loading[Any]:
    """Change the day, and answer with how it is then."""

    def make(context: Context) -> Loading[Any]:
        view = yield from told(inquiry())
        return (yield from day_changed(context, view, info.wanted("SessionDay")))

    return change(info, who, make)


def _start(info: Ask, input: StartSessionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquiry() -> Inquiry[DayView]:
        return owner.start_session(known_id(input.session_id, "Session"), key_for(info, input.client_mutation_id))

    return changed(info, Who.FACILITATORS, inquiry)


def _go(info: Ask, input: GoToPointInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[DayView]:
        request = shape(GoToPoint, agenda_point_id=known_id(input.agenda_point_id, "AgendaPoint"))
        session_id = known_id(input.session_id, "Session")
        return owner.go_to_point(session_id, request, key_for(info, input.client_mutation_id))

    return changed(info, Who.FACILITATORS, inquiry)


def _end(info: Ask, input: EndSessionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[DayView]:
        return owner.end_session(known_id(input.session_id, "Session"), key_for(info, input.client_mutation_id))

    return changed(info, Who.FACILITATORS, inquiry)


def _check_in(info: Ask, input: ChooseCheckInInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[DayView]:
        request = posted(ChooseCheckIn, input, check_in=input.check_in.value, words=input.words)
        session_id = known_id(input.session_id, "Session")
        return owner.choose_check_in(session_id, request, key_for(info, input.client_mutation_id))

    return changed(info, Who.FACILITATORS, inquiry)


@strawberry.type
class RunningMutation:
    start_session: Any = strawberry.field(
        resolver=_start,
        graphql_type=StartSessionResult,
        description="Start a session on its day, or go on with one that was ended too soon.",
        metadata=may(Who.FACILITATORS),
    )
    go_to_point: Any = strawberry.field(
        resolver=_go,
        graphql_type=GoToPointResult,
        description="Go on with an agenda point, or back to it; its time begins now.",
        metadata=may(Who.FACILITATORS),
    )
    end_session: Any = strawberry.field(
        resolver=_end,
        graphql_type=EndSessionResult,
        description="Say that a session is over.",
        metadata=may(Who.FACILITATORS),
    )
    choose_check_in: Any = strawberry.field(
        resolver=_check_in,
        graphql_type=ChooseCheckInResult,
        description="Choose the question with which everybody begins.",
        metadata=may(Who.FACILITATORS),
    )
