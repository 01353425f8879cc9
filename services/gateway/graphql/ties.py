"""How a network stands among others: its relations, the network around it, and the groups inside."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.enums import NetworkStatus, Region
from services.gateway.graphql.extras import Extras
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.who import Who, may, seen_by
from shared.api.network import networks as shapes


@seen_by(Who.ANYONE)
@strawberry.type(description="A relation to another network, as it reads from this side.")
class NetworkRelation:
    id: strawberry.ID = strawberry.field(description="To take it back by; both sides have the same one.")
    type: str
    to_slug: str
    to_name: str
    is_network: bool = strawberry.field(description="Whether the other side is a network here.")
    is_own: bool = strawberry.field(description="Whether this network said it; the other side may only read it.")


@seen_by(Who.ANYONE)
@strawberry.type(description="A network in a few words.")
class NetworkLink:
    slug: str
    name: str
    kind: str
    status: NetworkStatus
    regions: list[Region] = strawberry.field(
        metadata=may(Who.ANYONE, length=12), description="Where it works; empty for the whole country."
    )


def relations_in(network_id: UUID, extras: Extras) -> Any:
    """The relations of a network, or why they are not there."""
    if isinstance(extras.relations, Exception):
        return extras.relations
    return [
        NetworkRelation(
            id=strawberry.ID(global_id("NetworkRelation", told.id)),
            type=told.type,
            to_slug=told.to_slug,
            to_name=told.to_name,
            is_network=told.to_network_id is not None,
            is_own=told.is_own,
        )
        for told in extras.relations.get(network_id, ())
    ]


def parent_in(network_id: UUID, extras: Extras) -> Any:
    """The network around this one, or why it is not there."""
    if isinstance(extras.groups, Exception):
        return extras.groups
    found = extras.groups.get(network_id)
    return _link(found.parent) if found and found.parent else None


def groups_in(network_id: UUID, extras: Extras) -> Any:
    """The groups inside a network, or why they are not there."""
    if isinstance(extras.groups, Exception):
        return extras.groups
    found = extras.groups.get(network_id)
    return [_link(group) for group in found.groups] if found else []


def listed_in(told: Any, network_id: UUID) -> Any:
    """The rows of one network in what was told of several, or why they are not there."""
    return told if isinstance(told, Exception) else told.get(network_id, [])


def _link(view: shapes.NetworkLink) -> NetworkLink:
    return NetworkLink(
        slug=view.slug,
        name=view.name,
        kind=view.kind,
        status=NetworkStatus(view.status),
        regions=[Region(region) for region in view.regions],
    )
