"""Who may ask what of going on as another network: coordinators of both say so, members follow by choice."""

from uuid import UUID

from services.network.memberships.domain.roles import check_coordinates
from services.network.memberships.queries.roles import coordinates
from services.network.networks.domain import Perspective
from services.network.networks.edge import stored_view
from services.network.steering.operations import succession as operations
from services.network.steering.queries import succession as queries
from shared.api.network.networks import NetworkView
from shared.api.network.steering import AnswerSuccession, FollowNetwork, SucceedNetwork, SuccessionView
from shared.bus.work import Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer

edge = Edge()


@edge.change("/networks/{network_id}:succeed", who=PERSON)
async def succeed_network(network_id: UUID, body: SucceedNetwork, work: Work) -> NetworkView:
    """A network asks to go on as another one."""
    network = await operations.succeed_network(
        work, network_id=network_id, version=body.version, successor_slug=body.successor_slug
    )
    return stored_view(network)


@edge.read("/networks/{network_id}/successions", who=PERSON)
async def successions(network_id: UUID, session: Session, viewer: Viewer) -> list[SuccessionView]:
    """What a network asked, and what waits for its answer, for its coordinators."""
    check_coordinates(is_coordinator=await coordinates(session, network_id=network_id, person_id=viewer.person()))
    return [
        SuccessionView.model_validate({**row._asdict(), "is_own": row.network_id == network_id})
        for row in await queries.successions_of(session, network_id)
    ]


@edge.change("/successions/{succession_id}:answer", who=PERSON)
async def answer_succession(succession_id: UUID, body: AnswerSuccession, work: Work) -> NetworkView:
    """The network that is asked says yes or no."""
    network = await operations.answer_succession(
        work, succession_id=succession_id, accepts=body.accepts, words=body.words
    )
    return stored_view(network)


@edge.change("/successions/{succession_id}:withdraw", who=PERSON)
async def withdraw_succession(succession_id: UUID, work: Work) -> NetworkView:
    """The network that asked takes it back."""
    return stored_view(await operations.withdraw_succession(work, succession_id=succession_id))


@edge.change("/networks/{network_id}:follow", who=PERSON)
async def follow_network(network_id: UUID, body: FollowNetwork, work: Work) -> NetworkView:
    """A member chooses to take part in the successor too."""
    successor = await operations.follow_network(
        work, network_id=network_id, perspective=Perspective(body.perspective) if body.perspective else None
    )
    return stored_view(successor)
