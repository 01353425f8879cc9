"""What can be done when a network goes on as another one: say so, and follow it by choice (J22)."""

from uuid import UUID

from services.network.memberships.domain.taking_part import NotAMember
from services.network.memberships.operations.taking_part import activate_membership
from services.network.memberships.queries.taking_part import membership
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.models import Network, Relation
from services.network.networks.operations import announce_succession
from services.network.networks.queries import network_by_slug, network_to_change, said_by
from services.network.people.queries.accounts import person_by_id
from services.network.steering.domain.succession import DidNotGoOn, check_can_succeed
from services.network.steering.operations.settings import network_to_steer
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound, NotSignedIn, StaleVersion


async def succeed_network(work: Work, *, network_id: UUID, version: int, successor_slug: str) -> Network:
    """Let a network go on as another one, for good. It stays readable at its old address and points on.

    Nobody is moved, and nothing is closed: open goals and questions wait for a new owner.
    Raises NotFound, CoordinatorNeeded, StaleVersion, HasEnded, NoSuccessor.
    """
    network = await network_to_steer(work, network_id=network_id)
    if network.version != version:
        raise StaleVersion
    successor = await network_by_slug(work.session, successor_slug)
    if successor is None:
        raise NotFound(field="successor_slug")
    check_can_succeed(
        network_id=network.id,
        status=NetworkStatus(network.status),
        successor_id=successor.id,
        successor_status=NetworkStatus(successor.status),
    )
    told = await said_by(work.session, network.id)
    if not any((one.type, one.to_slug) == ("SUCCEEDED_BY", successor.slug) for one in told):
        work.add(
            Relation(
                id=new_id(),
                network_id=network.id,
                type="SUCCEEDED_BY",
                to_slug=successor.slug,
                to_name=successor.name,
                created_at=work.now,
            )
        )
    network.status = NetworkStatus.SUCCEEDED.value
    network.settled_at = work.now
    work.note(Verb.NETWORK_SUCCEEDED, Kind.NETWORK, network.id, network_id=network.id)
    announce_succession(work, network=network, successor_id=successor.id)
    return network


async def follow_network(work: Work, *, network_id: UUID, perspective: Perspective | None) -> Network:
    """Take part in the network that goes on with one's own, by choice; the old place stays. Gives the successor.

    perspective: None for the same one. Raises NotFound, NotAMember, DidNotGoOn, WrongPerspective, TakesNoMembers.
    """
    network = await network_to_change(work.session, network_id)
    viewer_id = work.viewer.person()
    if network is None:
        raise NotFound
    own = await membership(work.session, network_id=network_id, person_id=viewer_id)
    if own is None or own.status not in {"ACTIVE", "PAUSED"}:
        raise NotAMember
    leads_to = [one.to_slug for one in await said_by(work.session, network_id) if one.type == "SUCCEEDED_BY"]
    successor = await network_by_slug(work.session, leads_to[0]) if leads_to else None
    if network.status != NetworkStatus.SUCCEEDED or successor is None:
        raise DidNotGoOn
    person = await person_by_id(work.session, viewer_id)
    if person is None or person.email is None:
        raise NotSignedIn
    await activate_membership(
        work,
        network_slug=successor.slug,
        email=person.email,
        display_name=person.display_name,
        perspective=perspective or Perspective(own.perspective),
        roles=(),
        language=person.language,
    )
    return successor
