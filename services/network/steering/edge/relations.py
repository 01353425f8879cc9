"""Who may ask what of telling relations: the coordinators of the network that says so."""

from uuid import UUID

from services.network.networks.edge import stored_view
from services.network.steering.operations import relations as operations
from shared.api.network.networks import NetworkView
from shared.api.network.steering.ties import RelateNetworks
from shared.bus.work import Work
from shared.web.edge import PERSON, Edge

edge = Edge()


@edge.change("/networks/{network_id}/relations", who=PERSON)
async def relate(network_id: UUID, body: RelateNetworks, work: Work) -> NetworkView:
    """A network tells how it relates to another one."""
    return stored_view(await operations.relate(work, network_id=network_id, type_=body.type, to_slug=body.to_slug))


@edge.change("/relations/{relation_id}:take-back", who=PERSON)
async def take_back(relation_id: UUID, work: Work) -> NetworkView:
    """A network takes back what it told."""
    return stored_view(await operations.take_back(work, relation_id=relation_id))
