"""Who may ask what of networks: everybody may read them, the operator loads them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.network.networks import operations, queries
from services.network.networks.domain import (
    AskedPerspective,
    Description,
    NetworkStatus,
    Perspective,
    ToldRelation,
    read_from_the_other_side,
)
from services.network.networks.domain import Region as RegionCode
from services.network.networks.domain import Theme as ThemeCode
from services.network.networks.models import Network
from shared.api.network.networks import (
    Loaded,
    LoadNetwork,
    NetworkGroups,
    NetworkLink,
    NetworkRelations,
    NetworkView,
    Region,
    RelationView,
    Theme,
)
from shared.api.page import First, Ids, Page
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.cursors import read_cursor, write_cursor
from shared.web.edge import ANYONE, Edge, only

edge = Edge()
SHOWN = tuple(NetworkView.model_fields)


@edge.read("/networks", who=ANYONE)
async def networks(
    session: Session,
    first: First = 50,
    after: str | None = None,
    kind: Annotated[str | None, Query(max_length=100)] = None,
    theme: Theme | None = None,
    region: Region | None = None,
    within: UUID | None = None,
) -> Page[NetworkView]:
    """All networks, by name, or those of one kind, about one theme, in one region, inside one network."""
    rows = await queries.page(
        session,
        after=read_cursor(after, str, UUID),
        first=first + 1,
        kind=kind,
        theme=theme,
        region=region,
        within=within,
    )
    shown = rows[:first]
    return Page(
        items=[network_view(row) for row in shown],
        next_cursor=write_cursor(shown[-1].sort_name, shown[-1].id) if len(rows) > first else None,
    )


@edge.read("/networks/by-slug/{slug}", who=ANYONE)
async def network_by_slug(slug: str, session: Session) -> NetworkView:
    """One network by the name in its address."""
    row = await queries.shown_by_slug(session, slug)
    if row is None:
        raise NotFound
    return network_view(row)


@edge.read("/networks:batch", who=ANYONE, method="POST")
async def networks_by_id(body: Ids, session: Session) -> list[NetworkView]:
    """Some networks, by name; unknown ones are left out."""
    return [network_view(row) for row in await queries.shown_by_ids(session, body.ids)]


@edge.read("/relations:batch", who=ANYONE, method="POST")
async def relations_of(body: Ids, session: Session) -> list[NetworkRelations]:
    """How some networks relate to others, from both sides; what both sides say is told once."""
    found: dict[UUID, dict[tuple[str, str], RelationView]] = {}
    for row in await queries.relations(session, body.ids):
        type_ = row.type if row.is_own else read_from_the_other_side(row.type)
        found.setdefault(row.of_id, {}).setdefault(
            (type_, row.slug),
            RelationView(
                id=row.id,
                type=type_,
                to_slug=row.slug,
                to_name=row.name,
                to_network_id=row.other_id,
                is_own=bool(row.is_own),
            ),
        )
    return [NetworkRelations(network_id=of_id, relations=list(told.values())) for of_id, told in found.items()]


@edge.read("/groups:batch", who=ANYONE, method="POST")
async def groups_of(body: Ids, session: Session) -> list[NetworkGroups]:
    """In which network some networks stand, and which stand in them."""
    parents: dict[UUID, NetworkLink] = {}
    groups: dict[UUID, list[NetworkLink]] = {}
    for row in await queries.around_and_inside(session, body.ids):
        link = NetworkLink.model_validate({name: getattr(row, name) for name in NetworkLink.model_fields})
        if row.is_parent:
            parents[row.of_id] = link
        else:
            groups.setdefault(row.of_id, []).append(link)
    return [
        NetworkGroups(network_id=of_id, parent=parents.get(of_id), groups=groups.get(of_id, []))
        for of_id in dict.fromkeys([*parents, *groups])
    ]


@edge.change("/networks:load", who=only("operator"))
async def load_network(body: LoadNetwork, work: Work) -> Loaded:
    """Reference content; loading the same twice changes nothing."""
    network_id, changed = await operations.load_network(
        work,
        description=Description(
            slug=body.slug,
            name=body.name,
            short_name=body.short_name,
            kind=body.kind,
            status=NetworkStatus(body.status),
            mission_nl=body.mission_nl,
            mission_en=body.mission_en,
            organiser=body.organiser,
            organiser_short=body.organiser_short,
            rhythm_months=body.rhythm_months,
            perspectives=tuple(AskedPerspective(Perspective(asked.code), asked.minimum) for asked in body.perspectives),
            themes=tuple(ThemeCode(theme) for theme in body.themes),
            regions=tuple(RegionCode(region) for region in body.regions),
            source=body.source,
        ),
        relations=[ToldRelation(told.type, told.to_slug, told.to_name) for told in body.relations],
        parent_slug=body.parent_slug,
    )
    return Loaded(id=network_id, changed=changed)


def stored_view(network: Network) -> NetworkView:
    """A network that was just changed, as everybody may see it now."""
    return NetworkView.model_validate({name: getattr(network, name) for name in SHOWN})


def network_view(row: queries.Shown) -> NetworkView:
    """A network as everybody may see it."""
    return NetworkView.model_validate({name: row[name] for name in SHOWN})
