"""Finding: one search over everything the viewer may see; each owner is asked once, and their hits are merged by place."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.agenda_points import AgendaPoint, agenda_points_of
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, cursor_at, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.failures import BadUserInput
from services.gateway.graphql.loading import Loading, nothing, together, told, unique
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.minutes import Minutes, minutes_by_id
from services.gateway.graphql.networks import Network, networks_by_id
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.questions import Question, questions_of
from services.gateway.graphql.sessions import Session, sessions_by_id
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda
from services.gateway.owners.search import FINDS, search
from shared.api.search import FoundView, PieceView, Search
from shared.errors import Unavailable

MOST_CHARACTERS = 200


@strawberry.enum(description="What can be found.")
class SearchKind(Enum):
    NETWORK = "network"
    PERSON = "person"
    QUESTION = "question"
    SESSION = "session"
    AGENDA_POINT = "agenda_point"
    MINUTES = "minutes"


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="A piece of text.")
class SearchPiece:
    text: str
    found: bool = strawberry.field(description="Whether it is what was looked for.")


SearchNode = Annotated[
    Network | FellowMember | Question | Session | AgendaPoint | Minutes, strawberry.union("SearchNode")
]


@seen_by(Who.ANYONE)
@strawberry.type(description="Something that was found.")
class SearchEdge:
    cursor: str
    kind: SearchKind
    title: list[SearchPiece] = strawberry.field(metadata=may(Who.ANYONE, length=5))
    excerpt: list[SearchPiece] = strawberry.field(
        metadata=may(Who.ANYONE, length=5), description="A short piece of its text around what was found."
    )
    network: Any = strawberry.field(graphql_type=Network | None, description="Where it belongs.")
    node: Any = strawberry.field(
        graphql_type=SearchNode | None, description="The thing itself; null where it just went away."
    )


@seen_by(Who.ANYONE)
@strawberry.type(description="What was found, best first.")
class SearchConnection:
    edges: list[SearchEdge]
    nodes: Any = strawberry.field(graphql_type=list[SearchNode])
    page_info: PageInfo
    incomplete: bool = strawberry.field(
        description="Whether a part of the platform did not answer, so there may be more."
    )


def _search(
    info: Ask,
    words: str,
    kinds: list[SearchKind] | None = None,
    first: int | None = 20,
    after: str | None = None,
) -> Loading[Any]:
    part = window(first, after)
    if part.skip:
        raise BadUserInput("This list cannot go on from there; begin at its first page.", field="after")
    chosen = [kind.value for kind in kinds or SearchKind]
    return _merged(info, words[:MOST_CHARACTERS], chosen, first=part.first, after=part.after)


def _merged(info: Ask, words: str, kinds: Sequence[str], *, first: int, after: str | None) -> Loading[Any]:
    asked = {owner: [kind for kind in found if kind in kinds] for owner, found in FINDS.items()}
    pages = yield from together(
        *(
            told(search(owner, Search(words=words, kinds=chosen, first=first, after=after)))
            for owner, chosen in asked.items()
            if chosen
        )
    )
    silent = [page for page in pages if isinstance(page, Unavailable)]
    for page in pages:
        if isinstance(page, Exception) and (page not in silent or len(silent) == len(pages)):
            raise page
    answered = [page for page in pages if page not in silent]
    hits = sorted((hit for page in answered for hit in page.items), key=lambda hit: (hit.way, hit.number, hit.kind))
    shown = hits[:first]
    edges = yield from _edges(info.context, shown, info.wanted())
    return SearchConnection(
        edges=edges,
        nodes=[edge.node for edge in edges if edge.node is not None and not isinstance(edge.node, Exception)],
        page_info=PageInfo(
            has_next_page=len(hits) > first or any(page.next_cursor is not None for page in answered),
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        incomplete=bool(silent),
    )


def _edges(context: Context, hits: Sequence[FoundView], wanted: Wanted) -> Loading[list[SearchEdge]]:
    edge = wanted.below("edges")
    network_ids = unique([hit.network_id for hit in hits]) if "network" in edge else []
    networks, nodes = yield from together(
        networks_by_id(context, network_ids, edge.below("network")),
        _nodes(context, hits, wanted) if "node" in edge or "nodes" in wanted else nothing({}),
    )
    return [
        SearchEdge(
            cursor=cursor_at(hit.cursor),
            kind=SearchKind(hit.kind),
            title=_pieces(hit.title),
            excerpt=_pieces(hit.excerpt),
            network=networks if isinstance(networks, Exception) else networks.get(hit.network_id),
            node=nodes if isinstance(nodes, Exception) else nodes.get((hit.kind, hit.network_id, hit.id)),
        )
        for hit in hits
    ]


def _pieces(views: Sequence[PieceView]) -> list[SearchPiece]:
    return [SearchPiece(text=view.text, found=view.is_found) for view in views]


def _nodes(context: Context, hits: Sequence[FoundView], wanted: Wanted) -> Loading[dict[tuple[str, UUID, UUID], Any]]:
    of: dict[str, list[FoundView]] = {}
    for hit in hits:
        of.setdefault(hit.kind, []).append(hit)

    def below(kind: str) -> Wanted:
        return wanted.below("edges").below("node", kind=kind) | wanted.below("nodes", kind=kind)

    loaders: dict[str, Callable[[Sequence[UUID]], Loading[Any]]] = {
        "network": lambda ids: networks_by_id(context, ids, below("Network")),
        "person": lambda _: _members(context, of["person"]),
        "question": lambda ids: _questions(context, ids, below("Question")),
        "session": lambda ids: sessions_by_id(context, ids, below("Session")),
        "agenda_point": lambda ids: _agenda_points(context, ids, below("AgendaPoint")),
        "minutes": lambda ids: minutes_by_id(context, ids, below("Minutes")),
    }
    kinds = [kind for kind in loaders if kind in of]
    loaded = yield from together(*(loaders[kind](unique([hit.id for hit in of[kind]])) for kind in kinds))
    return {
        (kind, hit.network_id, hit.id): found if isinstance(found, Exception) else found.get(_key(hit))
        for kind, found in zip(kinds, loaded, strict=True)
        for hit in of[kind]
    }


def _key(hit: FoundView) -> Any:
    return (hit.network_id, hit.id) if hit.kind == SearchKind.PERSON.value else hit.id


def _members(context: Context, hits: Sequence[FoundView]) -> Loading[Any]:
    return (yield from fellow_members(context, [(hit.network_id, hit.id) for hit in hits]))


def _questions(context: Context, ids: Sequence[UUID], wanted: Wanted) -> Loading[Any]:
    views = yield from told(agenda.questions_by_id(ids))
    made = yield from questions_of(context, views, wanted)
    return {view.id: question for view, question in zip(views, made, strict=True)}


def _agenda_points(context: Context, ids: Sequence[UUID], wanted: Wanted) -> Loading[Any]:
    views = yield from told(agenda.agenda_points_by_id(ids))
    made = yield from agenda_points_of(context, views, wanted)
    return {view.id: point for view, point in zip(views, made, strict=True)}


@strawberry.type
class SearchQuery:
    search: Any = strawberry.field(
        resolver=_search,
        graphql_type=SearchConnection | None,
        description="Everything that answers some words, as far as the viewer may see it; the last word may still be growing.",
        metadata=may(Who.ANYONE),
    )
