"""Who takes part, from which perspective, in which roles."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode, Role
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told, unique
from services.gateway.graphql.nodes import Node, fetches, later, many
from services.gateway.graphql.people import Person, person
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.api.network.memberships import MembershipView


@seen_by(Who.MEMBERS)
@strawberry.type(description="Somebody who did something in a network, as who takes part there knows them.")
class FellowMember:
    person: Person
    perspective: PerspectiveCode
    roles: list[Role]


@seen_by(Who.SELF)
@strawberry.type(description="That the viewer takes part in a network.")
class Membership(Node):
    network: Any = strawberry.field(graphql_type=later("Network", "networks"))
    perspective: PerspectiveCode = strawberry.field(description="From which the viewer speaks now.")
    perspectives: list[PerspectiveCode] = strawberry.field(
        metadata=may(Who.SELF, length=2), description="All they may speak from: first the one they speak from now."
    )
    roles: list[Role]
    coordinates: bool = strawberry.field(description="Whether these roles give the rights of a coordinator.")
    since: datetime
    returned_at: datetime | None = strawberry.field(description="When the last time away was over, for who was away.")


Somebody = tuple[UUID, UUID]
"""A person in a network: network_id, person_id."""


def fellow_members(
    context: Context, pairs: Iterable[tuple[UUID, UUID | None]]
) -> Loading[dict[Somebody, FellowMember]]:
    """Fetch who people are in networks, by (network, person); whom the viewer may not know is left out."""
    known = [(network_id, person_id) for network_id, person_id in pairs if person_id is not None]
    if not known or context.viewer is None:
        return nothing({})
    return _fellow_members(unique([n for n, _ in known]), unique([p for _, p in known]))


def _fellow_members(network_ids: Sequence[UUID], person_ids: Sequence[UUID]) -> Loading[dict[Somebody, FellowMember]]:
    views = yield from seen(network.fellow_members(network_ids, person_ids))
    return {
        (view.network_id, view.person_id): FellowMember(
            person=person(view.person_id, view.display_name, view.avatar),
            perspective=PerspectiveCode(view.perspective),
            roles=[Role(role) for role in view.roles],
        )
        for view in views or ()
    }


def memberships_of(context: Context, views: Sequence[MembershipView], wanted: Wanted) -> Loading[list[Membership]]:
    """Make memberships of what network told, with what is asked of their networks."""
    networks: Any = {}
    if "network" in wanted:
        ids = unique([view.network_id for view in views])
        (networks,) = yield from together(many("Network", context, ids, wanted.below("network")))
    return [
        Membership(
            id=strawberry.ID(global_id("Membership", view.id)),
            network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
            perspective=PerspectiveCode(view.perspective),
            perspectives=[PerspectiveCode(one) for one in view.perspectives],
            roles=[Role(role) for role in view.roles],
            coordinates=view.coordinates,
            since=view.since,
            returned_at=view.returned_at,
        )
        for view in views
    ]


def my_memberships(context: Context, wanted: Wanted) -> Loading[list[Membership]]:
    """Fetch the memberships of who asks."""
    views = yield from told(network.my_memberships())
    return (yield from memberships_of(context, views, wanted))


@fetches("Membership")
def _fetch(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    if context.viewer is None:
        return None
    views = yield from told(network.my_memberships())
    mine = yield from memberships_of(context, [view for view in views if view.id == row_id], wanted)
    return mine[0] if mine else None
