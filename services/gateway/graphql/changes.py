"""What happens in a network while somebody looks at it."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Change, ChangeKind, Context
from services.gateway.graphql.failures import BadUserInput
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import load, seen, together
from services.gateway.graphql.networks import MOST_SLUG, SLUG, Network, networks_by_id
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.errors import Refusal

strawberry.enum(ChangeKind, description="What part of a network is different now.")


@seen_by(Who.ANYONE)
@strawberry.type(description="Something in a network is different; what is for members only is told to members only.")
class NetworkChange:
    kind: ChangeKind
    node_id: strawberry.ID | None = strawberry.field(description="What changed, where one thing did.")
    network: Any = strawberry.field(graphql_type=Network | None)


async def _network_changed(
    info: Ask,
    slug: str,
    since: Annotated[
        datetime | None,
        strawberry.argument(description="Also what happened since this moment, at most a minute ago."),
    ] = None,
) -> AsyncGenerator[NetworkChange, None]:
    view = None
    if len(slug) <= MOST_SLUG and SLUG.fullmatch(slug):
        view = await load(info.context, seen(network.network_by_slug(slug)))
    if view is None:
        raise BadUserInput("There is no network with this slug.", field="slug")
    return _changes(info.context, view.id, since, info.wanted().below("network"))


async def _changes(
    context: Context, network_id: UUID, since: datetime | None, wanted: Wanted
) -> AsyncGenerator[NetworkChange, None]:
    session_id = context.viewer.auth_session_id if context.viewer else None
    async with context.hub.watch(
        network_id, person_id=context.person_id, auth_session_id=session_id, since=since
    ) as changes:
        async for change in changes:
            if change.members_only and not await is_member(context, change):
                continue
            yield NetworkChange(
                kind=change.kind,
                node_id=strawberry.ID(global_id(*change.node)) if change.node else None,
                network=await _network(context, change, wanted),
            )


async def is_member(context: Context, change: Change) -> bool:
    """Whether the viewer takes part now: asked for each change, however long ago the page was opened (A-32)."""
    if context.person_id is None:
        return False
    try:
        return change.network_id in await context.gateway.remembered.networks(context.owners, context.person_id)
    except Refusal:
        return False


async def _network(context: Context, change: Change, wanted: Wanted) -> Any:
    if not wanted.asked:
        return None
    (found,) = await load(context, together(networks_by_id(context, [change.network_id], wanted)))
    return found if isinstance(found, Exception) else found.get(change.network_id)


@strawberry.type(description="What can be listened to.")
class Subscription:
    network_changed: Any = strawberry.subscription(
        resolver=_network_changed,
        graphql_type=NetworkChange,
        description="Tells what happens in a network, from now on.",
        metadata=may(Who.ANYONE),
    )
