"""The minutes of a network, or of one series of it, so that they can be read as one document."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, page, wanted_nodes, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, seen
from services.gateway.graphql.minutes import Minutes, details_in, minutes_of
from services.gateway.graphql.plan import Place
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import minutes as owner

IN_LISTS = {"parts", "addenda", "actions", "stories"}
"""What agenda tells of many minutes at once."""


@seen_by(Who.MEMBERS)
@strawberry.type
class MinutesEdge:
    cursor: str
    node: Minutes


@seen_by(Who.MEMBERS)
@strawberry.type(description="Minutes, the newest session first.")
class MinutesConnection:
    edges: list[MinutesEdge]
    nodes: list[Minutes]
    page_info: PageInfo


def _listed(
    self: Any, info: Ask, series_id: strawberry.ID | None = None, first: int | None = 20, after: str | None = None
) -> Any:
    return self.lists[info.field]


@strawberry.type
class MinutesOfNetwork:
    """What a network shows of minutes; a part of Network."""

    minutes: Any = strawberry.field(
        resolver=_listed,
        graphql_type=MinutesConnection | None,
        metadata=may(Who.MEMBERS),
        description="The minutes of its sessions, or of one series, the newest session first.",
    )


def _of_network(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    series = place.arguments.get("seriesId")
    series_id = row_id(series, "Series") if series else None
    if series and series_id is None:
        return None
    wanted = wanted_nodes(place.wanted)
    inquiry = owner.minutes_of_network(
        network_id, series_id=series_id, parts=details_in(wanted) & IN_LISTS, first=part.asked, after=part.after
    )
    given = yield from seen(inquiry)
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = yield from minutes_of(context, rows, wanted)
    return MinutesConnection(
        edges=[MinutesEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=info,
    )


MINUTES_LISTS = (("minutes", _of_network),)
"""How they are fetched, with the network."""
