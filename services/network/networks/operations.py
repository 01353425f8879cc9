"""What can be done with networks: load what is known of them."""

from uuid import UUID

from services.network.networks import queries
from services.network.networks.domain import Description, check_description, differences
from services.network.networks.models import Network
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.events.network import NetworkChanged, NetworkCreated


async def load_network(work: Work, *, description: Description) -> tuple[UUID, bool]:
    """Make a network what its description says; the same description again changes nothing and announces nothing.

    Returns its id and whether something changed. Raises NetworkIncomplete.
    """
    check_description(description)
    await one_at_a_time(work.session, f"network:{description.slug}")
    described = description.as_columns()
    network = await queries.network_by_slug(work.session, description.slug)
    if network is None:
        network = work.add(Network(id=new_id(), sort_name=description.name, version=1, **described))
        work.announce(NetworkCreated(version=1, network_id=network.id, kind=network.kind, status=network.status))
        return network.id, True
    changed = differences({name: getattr(network, name) for name in described}, described)
    if not changed:
        return network.id, False
    for name in changed:
        setattr(network, name, described[name])
    network.sort_name = network.name
    network.version += 1
    work.announce(
        NetworkChanged(version=network.version, network_id=network.id, kind=network.kind, status=network.status)
    )
    return network.id, True
