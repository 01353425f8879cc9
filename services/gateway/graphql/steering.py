"""Carrying a network: its beginning, what it says of itself, how it relates, and going on as another one."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Cadence, NetworkStatus, PerspectiveCode, Region, RelationType, Theme
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.networks import Network, networks_of
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may
from services.gateway.owners import steering
from services.gateway.owners.inquiry import Inquiry
from shared.api.network.networks import NetworkView
from shared.api.network.steering.settings import CreateNetwork, UpdateNetwork
from shared.api.network.steering.succession import FollowNetwork, SucceedNetwork
from shared.api.network.steering.ties import RelateNetworks


@strawberry.input(description="A perspective that a network asks for, and how many people it needs at least.")
class AskedPerspectiveInput:
    code: PerspectiveCode
    minimum: int = 1


@strawberry.input(description="What is wrong is named in the refusal, all at once.")
class CreateNetworkInput:
    name: str
    kind: str
    mission_nl: str
    mission_en: str
    organiser: str | None = None
    rhythm_months: int | None = strawberry.field(
        default=None, description="Every how many months it meets; null: as its kind begins; 0: no rhythm."
    )
    digest_cadence: Cadence | None = strawberry.field(
        default=None, description="DAILY, WEEKLY or BEFORE_SESSION; null: as its kind begins, a group as what it is in."
    )
    perspectives: list[AskedPerspectiveInput] = strawberry.field(
        default_factory=list, description="Without any: as its kind begins, and the side of its first coordinator."
    )
    regions: list[Region] = strawberry.field(default_factory=list, description="None: the whole country.")
    parent_id: strawberry.ID | None = strawberry.field(default=None, description="For a group inside this network.")
    coordinator_email: str = strawberry.field(description="Where the invitation to be its first coordinator goes.")
    coordinator_name: str
    coordinator_perspective: PerspectiveCode
    client_mutation_id: str | None = None


@strawberry.input(description="All settings at once: what is left empty is empty afterwards.")
class UpdateNetworkInput:
    network_id: strawberry.ID
    version: int
    name: str
    short_name: str | None = None
    status: NetworkStatus | None = strawberry.field(default=None, description="Null leaves it as it is.")
    mission_nl: str
    mission_en: str
    organiser: str | None = None
    rhythm_months: int | None = None
    digest_cadence: Cadence | None = strawberry.field(
        default=None, description="DAILY, WEEKLY or BEFORE_SESSION, for who chose nothing; null leaves it as it is."
    )
    perspectives: list[AskedPerspectiveInput]
    themes: list[Theme] = strawberry.field(default_factory=list)
    regions: list[Region] = strawberry.field(default_factory=list)
    client_mutation_id: str | None = None


@strawberry.input
class RelateNetworksInput:
    network_id: strawberry.ID = strawberry.field(description="The network that says so.")
    type: RelationType
    to_slug: str
    client_mutation_id: str | None = None


@strawberry.input
class TakeBackRelationInput:
    relation_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class SucceedNetworkInput:
    network_id: strawberry.ID
    version: int
    successor_slug: str
    client_mutation_id: str | None = None


@strawberry.input
class FollowNetworkInput:
    network_id: strawberry.ID = strawberry.field(description="The network that went on as another one.")
    perspective: PerspectiveCode | None = strawberry.field(default=None, description="Null for the same one.")
    client_mutation_id: str | None = None


CreateNetworkResult = Annotated[Network | Refusal, strawberry.union("CreateNetworkResult")]
UpdateNetworkResult = Annotated[Network | Refusal, strawberry.union("UpdateNetworkResult")]
RelateNetworksResult = Annotated[Network | Refusal, strawberry.union("RelateNetworksResult")]
TakeBackRelationResult = Annotated[Network | Refusal, strawberry.union("TakeBackRelationResult")]
SucceedNetworkResult = Annotated[Network | Refusal, strawberry.union("SucceedNetworkResult")]
FollowNetworkResult = Annotated[Network | Refusal, strawberry.union("FollowNetworkResult")]


def _made(
    info: Ask,
    who: Who,
    key: str | None,
    inquire: Callable[[str | None], Inquiry[NetworkView]],
    network_id: str | None = None,
) -> Loading[Any]:
    def make(context: Context) -> Loading[Any]:
        view = yield from told(inquire(key_for(info, key)))
        return (yield from networks_of(context, [view], info.wanted("Network")))[0]

    newer: tuple[str, UUID | None] | None = ("Network", row_id(network_id, "Network")) if network_id else None
    return change(info, who, make, newer=newer)


def _asked(perspectives: list[AskedPerspectiveInput]) -> list[dict[str, Any]]:
    return [{"code": one.code.value, "minimum": one.minimum} for one in perspectives]


def _create(info: Ask, input: CreateNetworkInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    return _made(
        info,
        Who.ADMINISTRATORS,
        input.client_mutation_id,
        lambda key: steering.create_network(
            shape(
                CreateNetwork,
                name=input.name,
                kind=input.kind,
                mission_nl=input.mission_nl,
                mission_en=input.mission_en,
                organiser=input.organiser,
                rhythm_months=input.rhythm_months,
                digest_cadence=input.digest_cadence.value if input.digest_cadence else None,
                perspectives=_asked(input.perspectives),
                regions=[region.value for region in input.regions],
                parent_id=known_id(input.parent_id, "Network") if input.parent_id else None,
                coordinator_email=input.coordinator_email,
                coordinator_name=input.coordinator_name,
                coordinator_perspective=input.coordinator_perspective.value,
            ),
            key,
        ),
    )


def _update(info: Ask, input: UpdateNetworkInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        Who.COORDINATORS,
        input.client_mutation_id,
        lambda key: steering.update_network(
            known_id(input.network_id, "Network"),
            shape(
                UpdateNetwork,
                version=input.version,
                name=input.name,
                short_name=input.short_name,
                status=input.status.value if input.status else None,
                mission_nl=input.mission_nl,
                mission_en=input.mission_en,
                organiser=input.organiser,
                rhythm_months=input.rhythm_months,
                digest_cadence=input.digest_cadence.value if input.digest_cadence else None,
                perspectives=_asked(input.perspectives),
                themes=[theme.value for theme in input.themes],
                regions=[region.value for region in input.regions],
            ),
            key,
        ),
        input.network_id,
    )


def _relate(info: Ask, input: RelateNetworksInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        Who.COORDINATORS,
        input.client_mutation_id,
        lambda key: steering.relate(
            known_id(input.network_id, "Network"),
            shape(RelateNetworks, type=input.type.value, to_slug=input.to_slug),
            key,
        ),
    )


def _take_back(info: Ask, input: TakeBackRelationInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        Who.COORDINATORS,
        input.client_mutation_id,
        lambda key: steering.take_back_relation(known_id(input.relation_id, "NetworkRelation"), key),
    )


def _succeed(info: Ask, input: SucceedNetworkInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        Who.COORDINATORS,
        input.client_mutation_id,
        lambda key: steering.succeed_network(
            known_id(input.network_id, "Network"),
            shape(SucceedNetwork, version=input.version, successor_slug=input.successor_slug),
            key,
        ),
        input.network_id,
    )


def _follow(info: Ask, input: FollowNetworkInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        Who.MEMBERS,
        input.client_mutation_id,
        lambda key: steering.follow_network(
            known_id(input.network_id, "Network"),
            shape(FollowNetwork, perspective=input.perspective.value if input.perspective else None),
            key,
        ),
    )


@strawberry.type
class SteeringMutation:
    create_network: Any = strawberry.field(
        resolver=_create,
        graphql_type=CreateNetworkResult,
        description="Let a network begin, and invite its first coordinator; who begins a group coordinates it too.",
        metadata=may(Who.ADMINISTRATORS),
    )
    update_network: Any = strawberry.field(
        resolver=_update,
        graphql_type=UpdateNetworkResult,
        description="Change what a network says of itself.",
        metadata=may(Who.COORDINATORS),
    )
    relate_networks: Any = strawberry.field(
        resolver=_relate,
        graphql_type=RelateNetworksResult,
        description="Tell how a network relates to another one; both sides show it.",
        metadata=may(Who.COORDINATORS),
    )
    take_back_relation: Any = strawberry.field(
        resolver=_take_back,
        graphql_type=TakeBackRelationResult,
        description="Take back what a network told of a relation.",
        metadata=may(Who.COORDINATORS),
    )
    succeed_network: Any = strawberry.field(
        resolver=_succeed,
        graphql_type=SucceedNetworkResult,
        description="Ask another network to go on as it: at once and for good for who coordinates both, else when it says yes.",
        metadata=may(Who.COORDINATORS),
    )
    follow_network: Any = strawberry.field(
        resolver=_follow,
        graphql_type=FollowNetworkResult,
        description="Go along into the successor of a network, by choice; gives the successor.",
        metadata=may(Who.MEMBERS),
    )
