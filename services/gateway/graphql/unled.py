"""Networks that nobody coordinates, for who looks after the platform; nothing of what waits in them (C034)."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, nothing, seen, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import steering
from shared.api.network.steering.settings import AskToCoordinate


@seen_by(Who.PLATFORM_ADMINISTRATORS)
@strawberry.type(description="A network that nobody coordinates.")
class UnledNetwork:
    network_id: strawberry.ID
    slug: str
    name: str
    perspectives: list[PerspectiveCode] = strawberry.field(metadata=may(Who.PLATFORM_ADMINISTRATORS, length=10))
    waiting: int = strawberry.field(description="Requests to take part and objections together; never what they say.")
    is_asked: bool = strawberry.field(description="Whether somebody is invited to coordinate it.")


@seen_by(Who.PLATFORM_ADMINISTRATORS)
@strawberry.type(description="Somebody was asked to coordinate a network.")
class AskedToCoordinate:
    network_id: strawberry.ID


@strawberry.input
class AskToCoordinateInput:
    network_id: strawberry.ID
    coordinator_email: str
    coordinator_name: str = strawberry.field(description="Stands on the invitation only.")
    coordinator_perspective: PerspectiveCode
    client_mutation_id: str | None = None


AskToCoordinateResult = Annotated[AskedToCoordinate | Refusal, strawberry.union("AskToCoordinateResult")]


def _unled(info: Ask) -> Loading[Any]:
    return nothing(None) if info.context.viewer is None else _fetch()


def _fetch() -> Loading[Any]:
    views = yield from seen(steering.unled())
    if views is None:
        return None
    return [
        UnledNetwork(
            network_id=strawberry.ID(global_id("Network", view.network_id)),
            slug=view.slug,
            name=view.name,
            perspectives=[PerspectiveCode(code) for code in view.perspectives],
            waiting=view.waiting,
            is_asked=view.is_asked,
        )
        for view in views
    ]


def _ask(info: Ask, input: AskToCoordinateInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(
            AskToCoordinate,
            coordinator_email=input.coordinator_email,
            coordinator_name=input.coordinator_name,
            coordinator_perspective=input.coordinator_perspective.value,
        )
        yield from told(steering.ask_to_coordinate(network_id, body, key_for(info, input.client_mutation_id)))
        return AskedToCoordinate(network_id=input.network_id)

    return change(info, Who.PLATFORM_ADMINISTRATORS, make)


@strawberry.type
class UnledQuery:
    unled_networks: Any = strawberry.field(
        resolver=_unled,
        graphql_type=list[UnledNetwork] | None,
        description="Networks that nobody coordinates, at most a hundred; null for who does not look after the platform.",
        metadata=may(Who.PLATFORM_ADMINISTRATORS, length=100),
    )


@strawberry.type
class UnledMutation:
    ask_to_coordinate: Any = strawberry.field(
        resolver=_ask,
        graphql_type=AskToCoordinateResult,
        description="Invite somebody to coordinate a network that nobody coordinates.",
        metadata=may(Who.PLATFORM_ADMINISTRATORS),
    )
