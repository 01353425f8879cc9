"""Networks: who learns together."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.action_points import ActionPoint
from services.gateway.graphql.appeals import AppealsOfNetwork
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.backlog import AgendasOfNetwork
from services.gateway.graphql.coming import ComingOfNetwork
from services.gateway.graphql.connections import PageInfo, page, wanted_nodes, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.date_polls import DatePollsOfNetwork
from services.gateway.graphql.enums import NetworkStatus, PerspectiveCode, QuestionStatus, Region, Theme, Track
from services.gateway.graphql.extras import Extras, extras_of
from services.gateway.graphql.goals import Goal, LeftGoal
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.joining_invited import JoiningOfNetwork
from services.gateway.graphql.loading import Loading, nothing, seen, sound, together, told
from services.gateway.graphql.logbook import LogOfNetwork
from services.gateway.graphql.members import MembersOfNetwork
from services.gateway.graphql.memberships import Membership
from services.gateway.graphql.minutes_lists import MinutesOfNetwork
from services.gateway.graphql.nodes import Node, fetches, fetches_many
from services.gateway.graphql.partners import Partner
from services.gateway.graphql.plan import Field, Wanted
from services.gateway.graphql.questions import Question, QuestionConnection
from services.gateway.graphql.restrictions import ModerationOfNetwork
from services.gateway.graphql.rhythms import RhythmOfNetwork, rhythm_of
from services.gateway.graphql.sessions import SessionConnection
from services.gateway.graphql.soft_blocks import PlanningOfNetwork
from services.gateway.graphql.successions import SuccessionsOfNetwork
from services.gateway.graphql.ties import NetworkLink, NetworkRelation, groups_in, listed_in, parent_in, relations_in
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.api.network.networks import NetworkView

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_SLUG = 100


@seen_by(Who.ANYONE)
@strawberry.type(description="A perspective a network asks for.")
class NetworkPerspective:
    code: PerspectiveCode
    minimum: int = strawberry.field(description="How many people it needs at least.")
    present: bool = strawberry.field(description="Whether that many take part.")
    empty: bool = strawberry.field(description="Whether nobody takes part yet.")
    count: int | None = strawberry.field(description="How many take part; null where fewer than three do.")


# Lists are fetched with their network; their arguments are declared here and read in extras.py.


def _sessions(
    self: Any,
    info: Ask,
    from_: Annotated[datetime | None, strawberry.argument(name="from")] = None,
    until: datetime | None = None,
    first: int | None = 20,
    after: str | None = None,
) -> Any:
    return self.lists[info.field]


def _questions(
    self: Any,
    info: Ask,
    status: QuestionStatus | None = None,
    track: Track | None = None,
    first: int | None = 20,
    after: str | None = None,
) -> Any:
    return self.lists[info.field]


@seen_by(Who.ANYONE)
@strawberry.type(description="A learning network.")
class Network(
    MembersOfNetwork,
    AppealsOfNetwork,
    ModerationOfNetwork,
    JoiningOfNetwork,
    LogOfNetwork,
    PlanningOfNetwork,
    DatePollsOfNetwork,
    MinutesOfNetwork,
    AgendasOfNetwork,
    ComingOfNetwork,
    SuccessionsOfNetwork,
    RhythmOfNetwork,
    Node,
):
    slug: str
    name: str
    short_name: str | None
    kind: str
    status: NetworkStatus
    mission_nl: str
    mission_en: str
    organiser: str | None
    organiser_short: str | None
    perspectives: Any = strawberry.field(
        graphql_type=list[NetworkPerspective], metadata=may(Who.ANYONE, length=12), description="In its own order."
    )
    relations: Any = strawberry.field(
        graphql_type=list[NetworkRelation],
        metadata=may(Who.ANYONE, length=10),
        description="How it relates to others, whichever side said so.",
    )
    parent: Any = strawberry.field(
        graphql_type=NetworkLink | None, metadata=may(Who.ANYONE), description="The network around it, if there is one."
    )
    groups: Any = strawberry.field(
        graphql_type=list[NetworkLink],
        metadata=may(Who.ANYONE, length=10),
        description="The groups inside it, or the networks of its family, by name; at most 100.",
    )
    goals: Any = strawberry.field(
        graphql_type=list[Goal], metadata=may(Who.ANYONE, length=10), description="Open ones first, each by its day."
    )
    partners: Any = strawberry.field(graphql_type=list[Partner], metadata=may(Who.ANYONE, length=10))
    left_goals: Any = strawberry.field(
        graphql_type=list[LeftGoal] | None,
        metadata=may(Who.COORDINATORS, length=10),
        description="Open goals of networks that go on as this one; null for who may not see it.",
    )
    left_questions: Any = strawberry.field(
        graphql_type=list[Question] | None,
        metadata=may(Who.COORDINATORS, length=10),
        description="Open questions of networks that go on as this one; null for who may not see it.",
    )
    left_actions: Any = strawberry.field(
        graphql_type=list[ActionPoint] | None,
        metadata=may(Who.COORDINATORS, length=10),
        description="Open actions of networks that go on as this one; null for who may not see it.",
    )
    themes: list[Theme] = strawberry.field(metadata=may(Who.ANYONE, length=5))
    regions: list[Region] = strawberry.field(
        metadata=may(Who.ANYONE, length=12), description="Where it works; empty for the whole country."
    )
    version: int
    source: str = strawberry.field(description="Where these facts come from.")
    viewer_membership: Any = strawberry.field(
        graphql_type=Membership | None, metadata=may(Who.SELF), description="How the viewer takes part, if they do."
    )
    lists: strawberry.Private[dict[Field, Any]]
    sessions: Any = strawberry.field(
        resolver=_sessions,
        graphql_type=SessionConnection | None,
        metadata=may(Who.ANYONE),
        description="When it meets.",
    )
    questions: Any = strawberry.field(
        resolver=_questions,
        graphql_type=QuestionConnection | None,
        metadata=may(Who.ANYONE),
        description="Its questions, as far as the viewer may see them.",
    )


@seen_by(Who.ANYONE)
@strawberry.type
class NetworkEdge:
    cursor: str
    node: Network


@seen_by(Who.ANYONE)
@strawberry.type(description="Networks, by name.")
class NetworkConnection:
    edges: list[NetworkEdge]
    nodes: list[Network]
    page_info: PageInfo


def _network(view: NetworkView, extras: Extras) -> Network:
    balance = extras.balance.get(view.id)
    perspectives: Any = balance if isinstance(balance, Exception) else []
    if not isinstance(balance, Exception):
        counted = {one.perspective: one for one in balance or ()}
        perspectives = [
            NetworkPerspective(
                code=PerspectiveCode(one.code),
                minimum=one.minimum,
                present=counted[one.code].present if one.code in counted else False,
                empty=counted[one.code].is_empty if one.code in counted else False,
                count=counted[one.code].count if one.code in counted else None,
            )
            for one in view.perspectives
        ]
    memberships = extras.memberships
    left = extras.left.get(view.id, (None, None, None))
    return Network(
        id=strawberry.ID(global_id("Network", view.id)),
        slug=view.slug,
        name=view.name,
        short_name=view.short_name,
        kind=view.kind,
        status=NetworkStatus(view.status),
        mission_nl=view.mission_nl,
        mission_en=view.mission_en,
        organiser=view.organiser,
        organiser_short=view.organiser_short,
        **rhythm_of(view),
        perspectives=perspectives,
        relations=relations_in(view.id, extras),
        parent=parent_in(view.id, extras),
        groups=groups_in(view.id, extras),
        goals=listed_in(extras.goals, view.id),
        partners=listed_in(extras.partners, view.id),
        left_goals=left[0],
        left_questions=left[1],
        left_actions=left[2],
        themes=[Theme(theme) for theme in view.themes],
        regions=[Region(region) for region in view.regions],
        version=view.version,
        source=view.source,
        viewer_membership=memberships if isinstance(memberships, Exception) else memberships.get(view.id),
        lists=extras.lists.get(view.id, {}),
    )


def networks_of(context: Context, views: Sequence[NetworkView], wanted: Wanted) -> Loading[list[Network]]:
    """Make networks of what network told, with what is asked beyond that."""
    extras = yield from extras_of(context, [view.id for view in views], wanted)
    return [_network(view, extras) for view in views]


@fetches_many("Network")
def networks_by_id(context: Context, ids: Sequence[UUID], wanted: Wanted) -> Loading[dict[UUID, Network]]:
    """Fetch networks by id, with everything that is asked of them in the same round."""
    if not ids:
        return {}
    views, extras = yield from together(told(network.networks_by_id(ids)), extras_of(context, ids, wanted))
    return {view.id: _network(view, sound(extras)) for view in sound(views)}


@fetches("Network")
def _fetch(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    return (yield from networks_by_id(context, [row_id], wanted)).get(row_id)


def _by_slug(info: Ask, slug: str) -> Loading[Any]:
    if len(slug) > MOST_SLUG or not SLUG.fullmatch(slug):
        return nothing(None)
    return _fetch_by_slug(info.context, slug, info.wanted())


def _fetch_by_slug(context: Context, slug: str, wanted: Wanted) -> Loading[Any]:
    view = yield from seen(network.network_by_slug(slug))
    return (yield from networks_of(context, [view], wanted))[0] if view else None


def _all(
    info: Ask,
    first: int | None = 50,
    after: str | None = None,
    kind: str | None = None,
    theme: Theme | None = None,
    region: Region | None = None,
) -> Loading[Any]:
    asked = window(first, after)
    given = yield from told(
        network.networks(
            first=asked.asked,
            after=asked.after,
            kind=kind,
            theme=theme.value if theme else None,
            region=region.value if region else None,
        )
    )
    rows, cursors, page_info = page(asked, given.items, given.next_cursor, info.wanted())
    nodes = yield from networks_of(info.context, rows, wanted_nodes(info.wanted()))
    return NetworkConnection(
        edges=[NetworkEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=page_info,
    )


@strawberry.type
class NetworkQuery:
    networks: Any = strawberry.field(
        resolver=_all,
        graphql_type=NetworkConnection,
        description="All networks, or those of one kind, theme or region.",
        metadata=may(Who.ANYONE),
    )
    network: Any = strawberry.field(
        resolver=_by_slug,
        graphql_type=Network | None,
        description="One network; null when there is none with this slug.",
        metadata=may(Who.ANYONE),
    )
