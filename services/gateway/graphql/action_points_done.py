"""What can be done with actions: give them an owner and a day, finish them, drop them, take that back."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.action_points import ActionPoint, action_points_of
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may
from services.gateway.owners import minutes as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.agenda import minutes as shapes
from shared.api.agenda.minutes import ActionView


@strawberry.input(description="One owner: a member, or an organisation by its name.")
class AssignActionInput:
    action_point_id: strawberry.ID
    owner_id: strawberry.ID | None = None
    organisation: str = ""
    due_on: date | None = None
    version: int
    client_mutation_id: str | None = None


@strawberry.input(description="One owner: a member of the successor, or an organisation by its name.")
class AdoptActionInput:
    network_id: strawberry.ID = strawberry.field(description="The successor, in which it goes on.")
    action_point_id: strawberry.ID
    owner_id: strawberry.ID | None = None
    organisation: str = ""
    due_on: date | None = None
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class CompleteActionInput(PostedInput):
    action_point_id: strawberry.ID
    answer: str = strawberry.field(default="", description="What came of it.")
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class DropActionInput(PostedInput):
    action_point_id: strawberry.ID
    answer: str = strawberry.field(description="Why it is not done after all.")
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class ReopenActionInput:
    action_point_id: strawberry.ID
    version: int
    client_mutation_id: str | None = None


AssignActionResult = Annotated[ActionPoint | Refusal, strawberry.union("AssignActionResult")]
AdoptActionResult = Annotated[ActionPoint | Refusal, strawberry.union("AdoptActionResult")]
CompleteActionResult = Annotated[ActionPoint | Refusal, strawberry.union("CompleteActionResult")]
DropActionResult = Annotated[ActionPoint | Refusal, strawberry.union("DropActionResult")]
ReopenActionResult = Annotated[ActionPoint | Refusal, strawberry.union("ReopenActionResult")]


def _changed(info: Ask, who: Who, id_: str, inquiry: Callable[[], Inquiry[ActionView]]) -> Loading[Any]:
    def make(context: Context) -> Loading[Any]:
        view = yield from told(inquiry())
        return (yield from action_points_of(context, [view], info.wanted("ActionPoint")))[0]

    return change(info, who, make, newer=("ActionPoint", row_id(id_, "ActionPoint")))


def _request(input_: AssignActionInput | AdoptActionInput) -> shapes.AssignAction:
    return shape(
        shapes.AssignAction,
        owner_id=known_id(input_.owner_id, "Person") if input_.owner_id else None,
        organisation=input_.organisation,
        due_on=input_.due_on,
        version=input_.version,
    )


def _adopt(info: Ask, input: AdoptActionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquiry() -> Inquiry[ActionView]:
        network_id = known_id(input.network_id, "Network")
        action_id = known_id(input.action_point_id, "ActionPoint")
        return owner.adopt_action(network_id, action_id, _request(input), key_for(info, input.client_mutation_id))

    return _changed(info, Who.COORDINATORS, input.action_point_id, inquiry)


def _assign(info: Ask, input: AssignActionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquiry() -> Inquiry[ActionView]:
        action_id = known_id(input.action_point_id, "ActionPoint")
        return owner.assign_action(action_id, _request(input), key_for(info, input.client_mutation_id))

    return _changed(info, Who.SECRETARIES, input.action_point_id, inquiry)


def _complete(info: Ask, input: CompleteActionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[ActionView]:
        request = posted(shapes.CloseAction, input, answer=input.answer, version=input.version)
        action_id = known_id(input.action_point_id, "ActionPoint")
        return owner.complete_action(action_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.DOERS, input.action_point_id, inquiry)


def _drop(info: Ask, input: DropActionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[ActionView]:
        request = posted(shapes.CloseAction, input, answer=input.answer, version=input.version)
        action_id = known_id(input.action_point_id, "ActionPoint")
        return owner.drop_action(action_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.DOERS, input.action_point_id, inquiry)


def _reopen(info: Ask, input: ReopenActionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[ActionView]:
        request = shape(shapes.ReopenAction, version=input.version)
        action_id = known_id(input.action_point_id, "ActionPoint")
        return owner.reopen_action(action_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.DOERS, input.action_point_id, inquiry)


@strawberry.type
class ActionPointMutation:
    assign_action: Any = strawberry.field(
        resolver=_assign,
        graphql_type=AssignActionResult,
        description="Say who does something, and until when.",
        metadata=may(Who.SECRETARIES),
    )
    adopt_action: Any = strawberry.field(
        resolver=_adopt,
        graphql_type=AdoptActionResult,
        description="Go on with an open action that was left by a network that goes on as this one.",
        metadata=may(Who.COORDINATORS),
    )
    complete_action: Any = strawberry.field(
        resolver=_complete,
        graphql_type=CompleteActionResult,
        description="Say that something is done.",
        metadata=may(Who.DOERS),
    )
    drop_action: Any = strawberry.field(
        resolver=_drop,
        graphql_type=DropActionResult,
        description="Say that something is not done after all, and why.",
        metadata=may(Who.DOERS),
    )
    reopen_action: Any = strawberry.field(
        resolver=_reopen,
        graphql_type=ReopenActionResult,
        description="Take back that something is done or dropped.",
        metadata=may(Who.DOERS),
    )
