"""Who may ask what of going on as another network: coordinators say so, members follow by choice."""

from uuid import UUID

from services.network.networks.domain import Perspective
from services.network.networks.edge import stored_view
from services.network.steering.operations import succession as operations
from shared.api.network.networks import NetworkView
from shared.api.network.steering import FollowNetwork, SucceedNetwork
from shared.bus.work import Work
from shared.web.edge import PERSON, Edge

edge = Edge()


@edge.change("/networks/{network_id}:succeed", who=PERSON)
async def succeed_network(network_id: UUID, body: SucceedNetwork, work: Work) -> NetworkView:
    """A network goes on as another one."""
    network = await operations.succeed_network(
        work, network_id=network_id, version=body.version, successor_slug=body.successor_slug
    )
    return stored_view(network)


@edge.change("/networks/{network_id}:follow", who=PERSON)
async def follow_network(network_id: UUID, body: FollowNetwork, work: Work) -> NetworkView:
    """A member chooses to take part in the successor too."""
    successor = await operations.follow_network(
        work, network_id=network_id, perspective=Perspective(body.perspective) if body.perspective else None
    )
    return stored_view(successor)
