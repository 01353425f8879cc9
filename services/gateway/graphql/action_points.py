"""What was agreed at sessions: who does what until when (afspraken)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, page, wanted_nodes, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told, unique
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.minutes_enums import ActionStatus
from services.gateway.graphql.nodes import Node, fetches, later, many
from services.gateway.graphql.plan import Place, Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import minutes as owner
from shared.api.agenda.minutes import ActionView


@seen_by(Who.MEMBERS)
@strawberry.type(description="Something that was agreed at a session (afspraak): one owner, one day.")
class ActionPoint(Node):
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    minutes_id: strawberry.ID = strawberry.field(description="The minutes in which it stands.")
    agenda_point_id: strawberry.ID | None
    origin: str = strawberry.field(description="The title of the agenda point where it was agreed; empty for none.")
    agreed_at: datetime = strawberry.field(description="When the session started at which it was agreed.")
    text: str
    owner: Any = strawberry.field(
        graphql_type=FellowMember | None, description="Who does it; null for an organisation, or when nobody does now."
    )
    organisation: str = strawberry.field(description="Which organisation does it; empty for a person.")
    has_owner: bool = strawberry.field(description="Whether somebody who takes part, or an organisation, does it.")
    due_on: date | None
    status: ActionStatus
    is_adopted: bool = strawberry.field(description="Whether it goes on in another network than where it was agreed.")
    is_overdue: bool
    answer: str = strawberry.field(description="What came of it, or why it was dropped.")
    closed_at: datetime | None
    viewer_may_assign: bool
    viewer_may_close: bool
    viewer_may_reopen: bool
    version: int


@seen_by(Who.MEMBERS)
@strawberry.type
class ActionPointEdge:
    cursor: str
    node: ActionPoint


@seen_by(Who.MEMBERS)
@strawberry.type(description="Actions, the one that is due first first.")
class ActionPointConnection:
    edges: list[ActionPointEdge]
    nodes: list[ActionPoint]
    page_info: PageInfo


def action_points_of(context: Context, views: Sequence[ActionView], wanted: Wanted) -> Loading[list[ActionPoint]]:
    """Make actions of what agenda told, with their owners and networks where asked."""
    owners, networks = yield from together(
        fellow_members(context, [(view.network_id, view.owner_id) for view in views])
        if "owner" in wanted
        else nothing({}),
        many("Network", context, unique([view.network_id for view in views]), wanted.below("network"))
        if "network" in wanted
        else nothing({}),
    )
    return [
        ActionPoint(
            id=strawberry.ID(global_id("ActionPoint", view.id)),
            network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
            minutes_id=strawberry.ID(global_id("Minutes", view.session_id)),
            agenda_point_id=strawberry.ID(global_id("AgendaPoint", view.agenda_point_id))
            if view.agenda_point_id
            else None,
            origin=view.origin,
            agreed_at=view.agreed_at,
            text=view.text,
            owner=owners if isinstance(owners, Exception) else owners.get((view.network_id, view.owner_id)),
            organisation=view.organisation,
            has_owner=view.has_owner,
            due_on=view.due_on,
            status=ActionStatus(view.status),
            is_adopted=view.is_adopted,
            is_overdue=view.is_overdue,
            answer=view.answer,
            closed_at=view.closed_at,
            viewer_may_assign=view.may_assign,
            viewer_may_close=view.may_close,
            viewer_may_reopen=view.may_reopen,
            version=view.version,
        )
        for view in views
    ]


def left_actions_of(context: Context, network_id: UUID, wanted: Wanted) -> Loading[list[ActionPoint] | None]:
    """Fetch the actions that ask for a new owner in a network; None for who does not coordinate it."""
    if context.viewer is None:
        return None
    views = yield from seen(owner.left_actions(network_id))
    return None if views is None else (yield from action_points_of(context, views, wanted))


@fetches("ActionPoint")
def _fetch_action(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    if context.viewer is None:
        return None
    view = yield from seen(owner.action(row_id))
    return None if view is None else (yield from action_points_of(context, [view], wanted))[0]


def my_action_points(context: Context, place: Place) -> Loading[ActionPointConnection]:
    """Fetch what who asks does, over all networks."""
    part = window(place.arguments["first"], place.arguments.get("after"))
    status = place.arguments.get("status")
    given = yield from told(
        owner.my_actions(status=status.value if status else None, first=part.asked, after=part.after)
    )
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = yield from action_points_of(context, rows, wanted_nodes(place.wanted))
    return ActionPointConnection(
        edges=[ActionPointEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=info,
    )


def _my_actions(
    self: Any, info: Ask, status: ActionStatus | None = None, first: int | None = 20, after: str | None = None
) -> Any:
    return self.lists[info.field]


@strawberry.type
class ActionsOfViewer:
    """What a viewer does; a part of Viewer, fetched with it."""

    action_points: Any = strawberry.field(
        resolver=_my_actions,
        graphql_type=ActionPointConnection | None,
        metadata=may(Who.SELF),
        description="What the viewer does, over all networks, and what they can give away because nobody does it now.",
    )


def _carried(info: Ask, session_id: strawberry.ID) -> Loading[Any]:
    found = row_id(session_id, "Session")
    return nothing(None) if found is None or info.context.viewer is None else _fetch_carried(info, found)


def _fetch_carried(info: Ask, session_id: UUID) -> Loading[Any]:
    views = yield from told(owner.carried_actions(session_id))
    return (yield from action_points_of(info.context, views, info.wanted()))


@strawberry.type
class ActionPointQuery:
    carried_action_points: Any = strawberry.field(
        resolver=_carried,
        graphql_type=list[ActionPoint] | None,
        metadata=may(Who.MEMBERS, length=10),
        description="What is still open when this session comes, where it is the next one of its network.",
    )
