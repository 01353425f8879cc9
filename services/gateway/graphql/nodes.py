"""What has an id everywhere in the schema, and how each kind is fetched by it."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import read_global_id
from services.gateway.graphql.loading import Loading, nothing
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, may, seen_by

Loader = Callable[[Context, UUID, Wanted], Loading[Any]]
"""Fetches one node by its row's id, for this viewer: the node, or None."""

ManyLoader = Callable[[Context, Sequence[UUID], Wanted], Loading[Any]]
"""Fetches several nodes by their rows' ids: a dict by id, without what is not there."""

LOADERS: dict[str, Loader] = {}
MANY: dict[str, ManyLoader] = {}


@seen_by(Who.AS_ITS_PARENT)
@strawberry.interface(description="Something with an id that is its own in the whole schema.")
class Node:
    id: strawberry.ID


def fetches(kind: str) -> Callable[[Loader], Loader]:
    """Declare how nodes of one kind are fetched by id."""

    def declare(loader: Loader) -> Loader:
        LOADERS[kind] = loader
        return loader

    return declare


def fetches_many(kind: str) -> Callable[[ManyLoader], ManyLoader]:
    """Declare how several nodes of one kind are fetched at once."""

    def declare(loader: ManyLoader) -> ManyLoader:
        MANY[kind] = loader
        return loader

    return declare


def many(kind: str, context: Context, ids: Sequence[UUID], wanted: Wanted) -> Loading[Any]:
    """Fetch several nodes of a kind that stands higher in the schema than who asks."""
    return MANY[kind](context, ids, wanted)


def later(kind: str, module: str) -> Any:
    """A type that stands higher in the schema, and so cannot be imported here."""
    annotated: Any = Annotated
    return annotated[kind, strawberry.lazy(f"services.gateway.graphql.{module}")]


def node_of(context: Context, global_id: str, kinds: Callable[[str], Wanted]) -> Loading[Any]:
    """Fetch a node by its global id; None for what is not there, not for this viewer, or no global id (A-28)."""
    read = read_global_id(global_id)
    if read is None or read[0] not in LOADERS:
        return nothing(None)
    return LOADERS[read[0]](context, read[1], kinds(read[0]))


def _node(info: Ask, id: strawberry.ID) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    return node_of(info.context, id, info.wanted)


@strawberry.type
class NodeQuery:
    node: Any = strawberry.field(
        resolver=_node,
        graphql_type=Node | None,
        description="Anything with an id, as far as the viewer may see it.",
        metadata=may(Who.ANYONE),
    )
