"""Who may ask what of networks: everybody may read them, the operator loads them."""

from uuid import UUID

from services.network.networks import operations, queries
from services.network.networks.domain import AskedPerspective, Description, NetworkStatus, Perspective, Relation
from shared.api.network.networks import Loaded, LoadNetwork, NetworkView
from shared.api.page import First, Ids, Page
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.cursors import read_cursor, write_cursor
from shared.web.edge import ANYONE, Edge, only

edge = Edge()


@edge.read("/networks", who=ANYONE)
async def networks(session: Session, first: First = 50, after: str | None = None) -> Page[NetworkView]:
    """All networks, by name."""
    rows = await queries.page(session, after=read_cursor(after, str, UUID), first=first + 1)
    shown = rows[:first]
    return Page(
        items=[_view(row) for row in shown],
        next_cursor=write_cursor(shown[-1].sort_name, shown[-1].id) if len(rows) > first else None,
    )


@edge.read("/networks/by-slug/{slug}", who=ANYONE)
async def network_by_slug(slug: str, session: Session) -> NetworkView:
    """One network by the name in its address."""
    row = await queries.shown_by_slug(session, slug)
    if row is None:
        raise NotFound
    return _view(row)


@edge.read("/networks:batch", who=ANYONE, method="POST")
async def networks_by_id(body: Ids, session: Session) -> list[NetworkView]:
    """Some networks, by name; unknown ones are left out."""
    return [_view(row) for row in await queries.shown_by_ids(session, body.ids)]


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
            relations=tuple(Relation(relation.type, relation.to_slug, relation.to_name) for relation in body.relations),
            source=body.source,
        ),
    )
    return Loaded(id=network_id, changed=changed)


def _view(row: queries.Shown) -> NetworkView:
    return NetworkView.model_validate({name: row[name] for name in NetworkView.model_fields})
