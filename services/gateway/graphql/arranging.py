"""What those who arrange can do: put an agenda in order and publish it, answer what was proposed, let go on what was not reached."""

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.agenda_enums import CarryTo
from services.gateway.graphql.agenda_point_changes import change_of_point
from services.gateway.graphql.agenda_points import AgendaPoint
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may
from services.gateway.owners import arranging as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.agenda.arranging import (
    AcceptAgendaPoint,
    AnswerAgendaPoint,
    ArrangeAgenda,
    CarryOver,
    PlacedPoint,
    PublishAgenda,
)
from shared.api.agenda.sessions import AgendaPointView, SessionView


@strawberry.input(description="One point at its place on an agenda.")
class PlacedPointInput:
    agenda_point_id: strawberry.ID
    minutes: int


@strawberry.input(description="All points of the agenda, in order.")
class ArrangeAgendaInput:
    session_id: strawberry.ID
    points: list[PlacedPointInput]
    version: int = strawberry.field(description="Of the session.")
    client_mutation_id: str | None = None


@strawberry.input
class PublishAgendaInput(PostedInput):
    session_id: strawberry.ID
    short_notice_reason: str | None = strawberry.field(
        default=None, description="Why, where the session is within seven days."
    )
    version: int = strawberry.field(description="Of the session.")
    client_mutation_id: str | None = None


@strawberry.input(description="The points that the session reached; the others go on.")
class CarryOverAgendaInput:
    session_id: strawberry.ID
    reached: list[strawberry.ID]
    to: CarryTo
    version: int = strawberry.field(description="Of the session.")
    client_mutation_id: str | None = None


@strawberry.input
class AcceptAgendaPointInput:
    agenda_point_id: strawberry.ID
    session_id: strawberry.ID | None = strawberry.field(
        default=None, description="On whose agenda it comes to stand; left out: where it stands."
    )
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class ParkAgendaPointInput(PostedInput):
    agenda_point_id: strawberry.ID
    reason: str = strawberry.field(description="One sentence, which who proposed it gets.")
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class DeclineAgendaPointInput(PostedInput):
    agenda_point_id: strawberry.ID
    reason: str = strawberry.field(description="One sentence, which who proposed it gets.")
    version: int
    client_mutation_id: str | None = None


ArrangeAgendaResult = Annotated[Session | Refusal, strawberry.union("ArrangeAgendaResult")]
PublishAgendaResult = Annotated[Session | Refusal, strawberry.union("PublishAgendaResult")]
CarryOverAgendaResult = Annotated[Session | Refusal, strawberry.union("CarryOverAgendaResult")]
AcceptAgendaPointResult = Annotated[AgendaPoint | Refusal, strawberry.union("AcceptAgendaPointResult")]
ParkAgendaPointResult = Annotated[AgendaPoint | Refusal, strawberry.union("ParkAgendaPointResult")]
DeclineAgendaPointResult = Annotated[AgendaPoint | Refusal, strawberry.union("DeclineAgendaPointResult")]


def _of_session(info: Ask, id_: str, inquiry: Callable[[], Inquiry[SessionView]]) -> Loading[Any]:
    def make(context: Context) -> Loading[Any]:
        view = yield from told(inquiry())
        return (yield from sessions_of(context, [view], info.wanted("Session")))[0]

    return change(info, Who.FACILITATORS, make, newer=("Session", row_id(id_, "Session")))


def _arrange(info: Ask, input: ArrangeAgendaInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquiry() -> Inquiry[SessionView]:
        points = [
            shape(PlacedPoint, agenda_point_id=known_id(one.agenda_point_id, "AgendaPoint"), minutes=one.minutes)
            for one in input.points
        ]
        asked = shape(ArrangeAgenda, points=points, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return owner.arrange_agenda(known_id(input.session_id, "Session"), asked, key)

    return _of_session(info, input.session_id, inquiry)


def _publish(info: Ask, input: PublishAgendaInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[SessionView]:
        asked = posted(PublishAgenda, input, short_notice_reason=input.short_notice_reason or "", version=input.version)
        key = key_for(info, input.client_mutation_id)
        return owner.publish_agenda(known_id(input.session_id, "Session"), asked, key)

    return _of_session(info, input.session_id, inquiry)


def _carry(info: Ask, input: CarryOverAgendaInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[SessionView]:
        reached = [known_id(one, "AgendaPoint") for one in input.reached]
        asked = shape(CarryOver, reached=reached, to=input.to.value, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return owner.carry_over(known_id(input.session_id, "Session"), asked, key)

    return _of_session(info, input.session_id, inquiry)


def _accept(info: Ask, input: AcceptAgendaPointInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[AgendaPointView]:
        session_id = known_id(input.session_id, "Session") if input.session_id else None
        asked = shape(AcceptAgendaPoint, session_id=session_id, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return owner.accept_agenda_point(known_id(input.agenda_point_id, "AgendaPoint"), asked, key)

    return change_of_point(info, Who.FACILITATORS, input.agenda_point_id, inquiry)


def _park(info: Ask, input: ParkAgendaPointInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[AgendaPointView]:
        asked = posted(AnswerAgendaPoint, input, reason=input.reason, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return owner.park_agenda_point(known_id(input.agenda_point_id, "AgendaPoint"), asked, key)

    return change_of_point(info, Who.FACILITATORS, input.agenda_point_id, inquiry)


def _decline(info: Ask, input: DeclineAgendaPointInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[AgendaPointView]:
        asked = posted(AnswerAgendaPoint, input, reason=input.reason, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return owner.decline_agenda_point(known_id(input.agenda_point_id, "AgendaPoint"), asked, key)

    return change_of_point(info, Who.FACILITATORS, input.agenda_point_id, inquiry)


@strawberry.type
class ArrangingMutation:
    arrange_agenda: Any = strawberry.field(
        resolver=_arrange,
        graphql_type=ArrangeAgendaResult,
        description="Put all points of an agenda in order, with their minutes, in one act.",
        metadata=may(Who.FACILITATORS),
    )
    publish_agenda: Any = strawberry.field(
        resolver=_publish,
        graphql_type=PublishAgendaResult,
        description="Publish an agenda, at least seven days before its session; who takes part gets a mail.",
        metadata=may(Who.FACILITATORS),
    )
    carry_over_agenda: Any = strawberry.field(
        resolver=_carry,
        graphql_type=CarryOverAgendaResult,
        description="Say which points a session reached; the others go to the next one, or wait.",
        metadata=may(Who.FACILITATORS),
    )
    accept_agenda_point: Any = strawberry.field(
        resolver=_accept,
        graphql_type=AcceptAgendaPointResult,
        description="Give a point its place, there or on the agenda of another session; who proposed it hears of it.",
        metadata=may(Who.FACILITATORS),
    )
    park_agenda_point: Any = strawberry.field(
        resolver=_park,
        graphql_type=ParkAgendaPointResult,
        description="Keep a point for later, and say why; who proposed it hears of it.",
        metadata=may(Who.FACILITATORS),
    )
    decline_agenda_point: Any = strawberry.field(
        resolver=_decline,
        graphql_type=DeclineAgendaPointResult,
        description="Say that a point comes on no agenda, and why; who proposed it hears of it.",
        metadata=may(Who.FACILITATORS),
    )
