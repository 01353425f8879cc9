"""Asking to take part in a network, and answering who asks."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.ages import AgeAnswer
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, page, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import JoinRequestStatus, PerspectiveCode
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.people import Person, person
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import joining as owner
from shared.api.network import joining as shapes


@seen_by(Who.SELF)
@strawberry.type(description="The viewer's request to take part in a network.")
class JoinRequest:
    id: strawberry.ID
    perspective: PerspectiveCode
    answer: str
    status: JoinRequestStatus
    asked_at: datetime
    lapses_at: datetime
    message: str | None = strawberry.field(description="What the coordinator wrote.")


@seen_by(Who.SIGNED_IN)
@strawberry.type(description="What a network asks of who wants to take part.")
class Joining:
    question: str | None = strawberry.field(description="Its own question; null for the question of the house.")
    request: JoinRequest | None = strawberry.field(
        metadata=may(Who.SELF), description="The viewer's last request, as long as it is kept."
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="Somebody who asks to take part, and waits.")
class WaitingRequest:
    id: strawberry.ID
    person: Person
    perspective: PerspectiveCode
    answer: str
    asked_at: datetime
    lapses_at: datetime
    version: int


@seen_by(Who.COORDINATORS)
@strawberry.type
class WaitingRequestEdge:
    cursor: str
    node: WaitingRequest


@seen_by(Who.COORDINATORS)
@strawberry.type(description="Requests that wait, oldest first.")
class WaitingRequestConnection:
    edges: list[WaitingRequestEdge]
    nodes: list[WaitingRequest]
    page_info: PageInfo


@seen_by(Who.COORDINATORS)
@strawberry.type(description="What came of a request.")
class JoinRequestAnswered:
    id: strawberry.ID
    status: JoinRequestStatus


@strawberry.input
class RequestToJoinInput:
    network_id: strawberry.ID
    perspective: PerspectiveCode
    answer: str = ""
    age: AgeAnswer | None = strawberry.field(default=None, description="Needed from who was never asked.")
    client_mutation_id: str | None = None


@strawberry.input
class WithdrawJoinRequestInput:
    join_request_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class AnswerJoinRequestInput:
    join_request_id: strawberry.ID
    accepts: bool
    message: str = strawberry.field(default="", description="Who asked reads it; a no needs a few kind words.")
    version: int
    client_mutation_id: str | None = None


@strawberry.input(description="An empty question stands for the question of the house.")
class SetIntakeQuestionInput:
    network_id: strawberry.ID
    question: str = ""
    client_mutation_id: str | None = None


RequestToJoinResult = Annotated[JoinRequest | Refusal, strawberry.union("RequestToJoinResult")]
WithdrawJoinRequestResult = Annotated[JoinRequest | Refusal, strawberry.union("WithdrawJoinRequestResult")]
AnswerJoinRequestResult = Annotated[JoinRequestAnswered | Refusal, strawberry.union("AnswerJoinRequestResult")]
SetIntakeQuestionResult = Annotated[Joining | Refusal, strawberry.union("SetIntakeQuestionResult")]


def _request(view: shapes.JoinRequestView) -> JoinRequest:
    return JoinRequest(
        id=strawberry.ID(global_id("JoinRequest", view.id)),
        perspective=PerspectiveCode(view.perspective),
        answer=view.answer,
        status=JoinRequestStatus(view.status),
        asked_at=view.asked_at,
        lapses_at=view.lapses_at,
        message=view.message,
    )


def _joining(view: shapes.JoiningView) -> Joining:
    return Joining(question=view.question, request=None if view.request is None else _request(view.request))


def _waiting(view: shapes.WaitingRequestView) -> WaitingRequest:
    return WaitingRequest(
        id=strawberry.ID(global_id("JoinRequest", view.id)),
        person=person(view.person_id, view.display_name),
        perspective=PerspectiveCode(view.perspective),
        answer=view.answer,
        asked_at=view.asked_at,
        lapses_at=view.lapses_at,
        version=view.version,
    )


def joining_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    """Fetch what a network asks at the door; None for a stranger."""
    if context.viewer is None:
        return None
    view = yield from seen(owner.joining(network_id))
    return None if view is None else _joining(view)


def requests_in(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    """Fetch the requests that wait in a network; None for who may not see them."""
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    given = yield from seen(owner.waiting(network_id, first=part.asked, after=part.after))
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = [_waiting(row) for row in rows]
    edges = [WaitingRequestEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    return WaitingRequestConnection(edges=edges, nodes=nodes, page_info=info)


def _ask(info: Ask, input: RequestToJoinInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        age = input.age.value if input.age else None
        body = shape(shapes.RequestToJoin, perspective=input.perspective.value, answer=input.answer, age=age)
        return _request((yield from told(owner.request(network_id, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.SIGNED_IN, make)


def _withdraw(info: Ask, input: WithdrawJoinRequestInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.join_request_id, "JoinRequest")
        return _request((yield from told(owner.withdraw_request(found, key_for(info, input.client_mutation_id)))))

    return change(info, Who.SELF, make)


def _answer(info: Ask, input: AnswerJoinRequestInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.join_request_id, "JoinRequest")
        body = shape(shapes.AnswerJoinRequest, accepts=input.accepts, message=input.message, version=input.version)
        view = yield from told(owner.answer_request(found, body, key_for(info, input.client_mutation_id)))
        return JoinRequestAnswered(id=input.join_request_id, status=JoinRequestStatus(view.status))

    return change(info, Who.COORDINATORS, make)


def _set_question(info: Ask, input: SetIntakeQuestionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(shapes.AskAtTheDoor, question=input.question)
        key = key_for(info, input.client_mutation_id)
        return _joining((yield from told(owner.ask_at_the_door(network_id, body, key))))

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class JoiningMutation:
    request_to_join: Any = strawberry.field(
        resolver=_ask,
        graphql_type=RequestToJoinResult,
        description="Ask to take part in a network; asking while a request waits gives that one.",
        metadata=may(Who.SIGNED_IN),
    )
    withdraw_join_request: Any = strawberry.field(
        resolver=_withdraw,
        graphql_type=WithdrawJoinRequestResult,
        description="Take back one's own request.",
        metadata=may(Who.SELF),
    )
    answer_join_request: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerJoinRequestResult,
        description="Let somebody in who asked, or say no with a few kind words.",
        metadata=may(Who.COORDINATORS),
    )
    set_intake_question: Any = strawberry.field(
        resolver=_set_question,
        graphql_type=SetIntakeQuestionResult,
        description="Set the one question a network asks of who wants to take part.",
        metadata=may(Who.COORDINATORS),
    )
