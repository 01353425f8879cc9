"""People, as fellow members see them."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen
from services.gateway.graphql.nodes import Node, fetches
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, seen_by
from services.gateway.owners import network


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="Somebody who takes part.")
class Person(Node):
    display_name: str
    avatar: str | None = strawberry.field(
        description="The drawing beside the name: a shape and a colour, drawn by chance; it says nothing about the person."
    )


def person(person_id: UUID, display_name: str, avatar: str = "") -> Person:
    """Make a person of what an owner told."""
    return Person(id=strawberry.ID(global_id("Person", person_id)), display_name=display_name, avatar=avatar or None)


@fetches("Person")
def _fetch(context: Context, row_id: UUID, _wanted: Wanted) -> Loading[Any]:
    if row_id != context.person_id:  # others are seen through the networks one shares with them
        return None
    me = yield from seen(network.me())
    return person(me.id, me.display_name, me.avatar) if me else None
