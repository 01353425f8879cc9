"""What a network shows of agenda points that stand on no agenda, and of whose points take the time."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.agenda_points import AgendaPoint, agenda_points_of
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, page, wanted_nodes, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.plan import Place, Wanted
from services.gateway.graphql.soft_blocks import known_perspectives
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import arranging as owner


@seen_by(Who.MEMBERS)
@strawberry.type
class AgendaPointEdge:
    cursor: str
    node: AgendaPoint


@seen_by(Who.MEMBERS)
@strawberry.type(description="Agenda points that wait for a session, the longest waiting first.")
class AgendaPointConnection:
    edges: list[AgendaPointEdge]
    nodes: list[AgendaPoint]
    page_info: PageInfo


@seen_by(Who.FACILITATORS)
@strawberry.type(description="How much time on agendas one perspective took; no figures of fewer than three people.")
class AgendaShare:
    perspective: PerspectiveCode
    is_heard: bool
    minutes: int | None
    percent: int | None = strawberry.field(description="Of the minutes of all perspectives that have figures.")


@seen_by(Who.FACILITATORS)
@strawberry.type(description="Whose points took the time on the agendas of the last year.")
class AgendaShares:
    since: datetime
    shares: list[AgendaShare] = strawberry.field(
        metadata=may(Who.FACILITATORS, length=6), description="The most first."
    )
    most: PerspectiveCode | None = strawberry.field(description="The perspective that took more than half.")
    unheard: list[PerspectiveCode] = strawberry.field(
        metadata=may(Who.FACILITATORS, length=3), description="The perspectives that had no time."
    )


# Fetched with their network; the arguments are declared here and read below.


def _listed(self: Any, info: Ask, first: int | None = 20, after: str | None = None) -> Any:
    return self.lists[info.field]


def _shared(self: Any, info: Ask) -> Any:
    return self.lists[info.field]


@strawberry.type
class AgendasOfNetwork:
    """What a network shows of its agendas; a part of Network."""

    agenda_backlog: Any = strawberry.field(
        resolver=_listed,
        graphql_type=AgendaPointConnection | None,
        metadata=may(Who.MEMBERS),
        description="What waits for a session; null for who is no member.",
    )
    agenda_shares: Any = strawberry.field(
        resolver=_shared,
        graphql_type=AgendaShares | None,
        metadata=may(Who.FACILITATORS),
        description="Whose points took the time in the last year; null for who may not see it.",
    )


def _backlog(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    given = yield from seen(owner.waiting_points(network_id, first=part.asked, after=part.after))
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = yield from agenda_points_of(context, rows, wanted_nodes(place.wanted))
    return AgendaPointConnection(
        edges=[AgendaPointEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=info,
    )


def _shares(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    given = yield from seen(owner.agenda_shares(network_id))
    if given is None:
        return None
    return AgendaShares(
        since=given.from_at,
        shares=[
            AgendaShare(
                perspective=PerspectiveCode(one.perspective),
                is_heard=one.is_heard,
                minutes=one.minutes,
                percent=one.percent,
            )
            for one in given.shares
            if one.perspective in PerspectiveCode.__members__
        ],
        most=next(iter(known_perspectives([given.most] if given.most else [])), None),
        unheard=known_perspectives(given.unheard),
    )


AGENDA_LISTS = (("agendaBacklog", _backlog), ("agendaShares", _shares))
"""How they are fetched, with the network."""


def answered_of_viewer(context: Context, wanted: Wanted) -> Loading[list[AgendaPoint]]:
    """Fetch what was answered lately of what who asks proposed."""
    views = yield from told(owner.answered_points())
    return (yield from agenda_points_of(context, views, wanted))
