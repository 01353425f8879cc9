"""What can be done with relations: tell one, take one back."""

from uuid import UUID

from services.network.networks.domain import MOST_RELATIONS
from services.network.networks.models import Network, Relation
from services.network.networks.operations import announce_change
from services.network.networks.queries import network_by_slug, relation, said_by
from services.network.steering.domain.relations import RelatedToItself, TooManyRelations, check_can_be_taken_back
from services.network.steering.operations.settings import network_to_steer
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound


async def relate(work: Work, *, network_id: UUID, type_: str, to_slug: str) -> Network:
    """Tell how a network relates to another one; the other one shows it too. Telling it twice changes nothing.

    Raises NotFound, CoordinatorNeeded, RelatedToItself, TooManyRelations.
    """
    network = await network_to_steer(work, network_id=network_id)
    if network.slug == to_slug:
        raise RelatedToItself(field="to_slug")
    other = await network_by_slug(work.session, to_slug)
    if other is None:
        raise NotFound(field="to_slug")
    told = await said_by(work.session, network_id)
    if any((one.type, one.to_slug) == (type_, to_slug) for one in told):
        return network
    if len(told) >= MOST_RELATIONS:
        raise TooManyRelations
    told_now = work.add(
        Relation(
            id=new_id(),
            network_id=network_id,
            type=type_,
            to_slug=to_slug,
            to_name=other.name,
            created_at=work.now,
        )
    )
    work.note(Verb.RELATION_TOLD, Kind.RELATION, told_now.id, network_id=network_id, reason=type_)
    _settle(work, network)
    return network


async def take_back(work: Work, *, relation_id: UUID) -> Network:
    """Take back what a network told of a relation. Raises NotFound, CoordinatorNeeded, SuccessionStays."""
    found = await relation(work.session, relation_id)
    if found is None:
        raise NotFound
    network = await network_to_steer(work, network_id=found.network_id)
    check_can_be_taken_back(found.type)
    await work.session.delete(found)
    work.note(Verb.RELATION_TAKEN_BACK, Kind.RELATION, found.id, network_id=network.id, reason=found.type)
    _settle(work, network)
    return network


def _settle(work: Work, network: Network) -> None:
    network.settled_at = work.now
    announce_change(work, network=network)
