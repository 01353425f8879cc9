"""Who may ask what of a network's settings: administrators begin one, its coordinators change it, and nobody else does."""

from uuid import UUID

from services.network.networks.domain import (
    AskedPerspective,
    Description,
    DigestCadence,
    NetworkStatus,
    Perspective,
    Region,
    Theme,
)
from services.network.networks.edge import stored_view
from services.network.steering.operations import settings as operations
from shared.api.network.networks import NetworkView, PerspectiveView
from shared.api.network.steering.settings import CreateNetwork, UpdateNetwork
from shared.beginnings import BEGINNINGS
from shared.bus.work import Work
from shared.web.edge import PERSON, Edge

edge = Edge()


@edge.change("/networks", who=PERSON)
async def create_network(body: CreateNetwork, work: Work) -> NetworkView:
    """A network begins, with its first coordinator; what is not said of it is as its kind begins (C020)."""
    begins = BEGINNINGS.get(body.kind) if body.parent_id is None else None
    asked = _asked(body.perspectives)
    rhythm = body.rhythm_months
    if begins is not None and not asked:
        asks = {Perspective(code): minimum for code, minimum in begins.asks.items()}
        asks.setdefault(Perspective(body.coordinator_perspective), 1)
        asked = tuple(AskedPerspective(code, minimum) for code, minimum in asks.items())
    if begins is not None and rhythm is None:
        rhythm = begins.rhythm_months
    network = await operations.create_network(
        work,
        description=Description(
            slug="",
            name=body.name,
            short_name=None,
            kind=body.kind,
            status=NetworkStatus.PREPARING,
            mission_nl=body.mission_nl,
            mission_en=body.mission_en,
            organiser=body.organiser or None,
            organiser_short=None,
            rhythm_months=rhythm or None,
            perspectives=asked,
            themes=(),
            regions=tuple(Region(region) for region in body.regions),
            source=operations.MADE_HERE,
            digest_cadence=DigestCadence(body.digest_cadence) if body.digest_cadence else None,
        ),
        parent_id=body.parent_id,
        coordinator_email=body.coordinator_email,
        coordinator_name=body.coordinator_name,
        coordinator_perspective=Perspective(body.coordinator_perspective),
    )
    return stored_view(network)


@edge.change("/networks/{network_id}:update", who=PERSON)
async def update_network(network_id: UUID, body: UpdateNetwork, work: Work) -> NetworkView:
    """A network says something else of itself."""
    network = await operations.update_network(
        work,
        network_id=network_id,
        version=body.version,
        description=Description(
            slug="",
            name=body.name,
            short_name=body.short_name or None,
            kind="",
            status=NetworkStatus.PREPARING,
            mission_nl=body.mission_nl,
            mission_en=body.mission_en,
            organiser=body.organiser or None,
            organiser_short=None,
            rhythm_months=body.rhythm_months,
            perspectives=_asked(body.perspectives),
            themes=tuple(Theme(theme) for theme in body.themes),
            regions=tuple(Region(region) for region in body.regions),
            source="",
            digest_cadence=DigestCadence(body.digest_cadence) if body.digest_cadence else None,
        ),
        status=NetworkStatus(body.status) if body.status else None,
    )
    return stored_view(network)


def _asked(perspectives: list[PerspectiveView]) -> tuple[AskedPerspective, ...]:
    return tuple(AskedPerspective(Perspective(one.code), one.minimum) for one in perspectives)
