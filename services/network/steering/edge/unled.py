"""Who may ask what of networks that nobody coordinates: who looks after the platform, and nothing of what waits there (C034)."""

from uuid import UUID

from services.network.networks.domain import Perspective
from services.network.people.domain.platform import PlatformRole
from services.network.people.queries.platform import has_platform_role
from services.network.steering.domain.unled import check_may_ask
from services.network.steering.operations import unled as operations
from services.network.steering.queries import unled as queries
from shared.api.network.steering.settings import AskedToCoordinate, AskToCoordinate, UnledNetworkView
from shared.bus.work import Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer

edge = Edge()


@edge.read("/networks:unled", who=PERSON)
async def unled(session: Session, viewer: Viewer) -> list[UnledNetworkView]:
    """The networks that nobody coordinates."""
    check_may_ask(is_administrator=await has_platform_role(session, viewer.person(), PlatformRole.PLATFORM_ADMIN))
    return [
        UnledNetworkView.model_validate(row._asdict() | {"perspectives": [asked["code"] for asked in row.perspectives]})
        for row in await queries.unled(session, viewer.person())
    ]


@edge.change("/networks/{network_id}:ask-to-coordinate", who=PERSON)
async def ask_to_coordinate(network_id: UUID, body: AskToCoordinate, work: Work) -> AskedToCoordinate:
    """Invite somebody to coordinate it."""
    network, _ = await operations.ask_to_coordinate(
        work,
        network_id=network_id,
        email=body.coordinator_email,
        name=body.coordinator_name,
        perspective=Perspective(body.coordinator_perspective),
    )
    return AskedToCoordinate(network_id=network.id, slug=network.slug)
