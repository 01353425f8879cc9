"""What can be done when a network goes on as another one: ask it, answer, and follow it by choice (J22)."""

from uuid import UUID

from services.network.memberships.domain.pausing import check_not_kept
from services.network.memberships.domain.taking_part import MembershipStatus, NotAMember
from services.network.memberships.operations.announcing import tell_paused
from services.network.memberships.operations.restrictions import carry_limits
from services.network.memberships.operations.taking_part import take_part
from services.network.memberships.queries.roles import coordinates, coordinating_people
from services.network.memberships.queries.taking_part import membership
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.models import Network, Relation
from services.network.networks.operations import announce_succession
from services.network.networks.queries import network_by_slug, network_to_change, said_by
from services.network.steering.domain.succession import (
    MOST_TOLD,
    DidNotGoOn,
    NothingProposed,
    check_can_succeed,
    check_words,
)
from services.network.steering.models.succession import Succession, forget_proposal
from services.network.steering.operations.settings import network_to_steer
from services.network.steering.queries import succession as queries
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound, StaleVersion
from shared.events.network import SuccessionAnswered, SuccessionProposed


async def succeed_network(work: Work, *, network_id: UUID, version: int, successor_slug: str) -> Network:
    """Ask another network whether this one may go on as it; at once, and for good, for who coordinates both.

    Until the other one says yes nothing changes: nobody can come in there this way, and nothing asks for a new owner. Asked
    again of another network, the earlier wish is over.
    Raises NotFound, CoordinatorNeeded, StaleVersion, HasEnded, NoSuccessor.
    """
    network = await network_to_steer(work, network_id=network_id)
    if network.version != version:
        raise StaleVersion
    successor = await network_by_slug(work.session, successor_slug)
    if successor is None:
        raise NotFound(field="successor_slug")
    _check(network, successor)
    if await coordinates(work.session, network_id=successor.id, person_id=work.viewer.person()):
        await _go_on(work, network=network, successor=successor)
        return network
    asked = await queries.proposal_of(work.session, network.id)
    if asked is not None and asked.successor_id == successor.id and asked.declined_at is None:
        return network
    await work.session.execute(forget_proposal(network.id))
    wish = work.add(
        Succession(
            id=new_id(),
            network_id=network.id,
            successor_id=successor.id,
            proposed_at=work.now,
            declined_at=None,
            answer="",
        )
    )
    work.announce(
        SuccessionProposed(
            version=1,
            succession_id=wish.id,
            network_id=network.id,
            successor_id=successor.id,
            answerer_ids=list(await coordinating_people(work.session, successor.id))[:MOST_TOLD],
            at=work.now,
        )
    )
    work.note(Verb.SUCCESSION_PROPOSED, Kind.NETWORK, network.id, network_id=network.id)
    work.note(Verb.SUCCESSION_PROPOSED, Kind.NETWORK, network.id, network_id=successor.id)
    return network


async def answer_succession(work: Work, *, succession_id: UUID, accepts: bool, words: str) -> Network:
    """Let another network go on as this one, or say no with a few words; for a coordinator of the one that is asked.

    Nobody is moved, and nothing is closed: open goals and questions wait for a new owner. Gives the network that asked.
    Raises NotFound, CoordinatorNeeded, NothingProposed, SuccessionAnswerMissing, HasEnded, NoSuccessor.
    """
    asked = await queries.proposal_to_change(work.session, succession_id)
    if asked is None:
        raise NotFound
    successor = await network_to_steer(work, network_id=asked.successor_id)
    network = await network_to_change(work.session, asked.network_id)
    if network is None:
        raise NotFound
    if asked.declined_at is not None:
        raise NothingProposed
    check_words(words, accepts=accepts)
    if accepts:
        _check(network, successor)
        work.note(Verb.SUCCESSION_ACCEPTED, Kind.NETWORK, network.id, network_id=successor.id)
        await _tell_answer(work, asked, status="SUCCEEDED")
        await _go_on(work, network=network, successor=successor)
        return network
    asked.declined_at, asked.answer = work.now, words.strip()
    await _tell_answer(work, asked, status="DECLINED")
    work.note(Verb.SUCCESSION_DECLINED, Kind.NETWORK, network.id, network_id=network.id)
    work.note(Verb.SUCCESSION_DECLINED, Kind.NETWORK, network.id, network_id=successor.id)
    return network


async def withdraw_succession(work: Work, *, succession_id: UUID) -> Network:
    """Take the wish to go on as another network back, or put a no away; for a coordinator of the one that asked.

    Raises NotFound, CoordinatorNeeded.
    """
    asked = await queries.proposal_to_change(work.session, succession_id)
    if asked is None:
        raise NotFound
    network = await network_to_steer(work, network_id=asked.network_id)
    await work.session.execute(forget_proposal(network.id))
    work.note(Verb.SUCCESSION_WITHDRAWN, Kind.NETWORK, network.id, network_id=network.id)
    work.note(Verb.SUCCESSION_WITHDRAWN, Kind.NETWORK, network.id, network_id=asked.successor_id)
    return network


async def _tell_answer(work: Work, asked: Succession, *, status: str) -> None:
    asking = await coordinating_people(work.session, asked.network_id)
    work.announce(
        SuccessionAnswered(
            version=2,
            succession_id=asked.id,
            network_id=asked.network_id,
            successor_id=asked.successor_id,
            asker_ids=[one for one in asking if one != work.viewer.person()][:MOST_TOLD],
            status=status,
            at=work.now,
        )
    )


def _check(network: Network, successor: Network) -> None:
    check_can_succeed(
        network_id=network.id,
        status=NetworkStatus(network.status),
        successor_id=successor.id,
        successor_status=NetworkStatus(successor.status),
    )


async def _go_on(work: Work, *, network: Network, successor: Network) -> None:
    await work.session.execute(forget_proposal(network.id))
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


async def follow_network(work: Work, *, network_id: UUID, perspective: Perspective | None) -> Network:
    """Take part in the network that goes on with one's own, by choice; the old place stays. Gives the successor.

    Who is away for a while goes along as they are: away, until the same day; who may write nothing for a while too (PR-7).
    perspective: None for the same one.
    Raises NotFound, NotAMember, DidNotGoOn, WrongPerspective, TakesNoMembers, PlaceIsKept for who is away from the successor.
    """
    network = await network_to_change(work.session, network_id)
    viewer_id = work.viewer.person()
    if network is None:
        raise NotFound
    own = await membership(work.session, network_id=network_id, person_id=viewer_id)
    if own is None or own.status not in {MembershipStatus.ACTIVE, MembershipStatus.PAUSED}:
        raise NotAMember
    leads_to = [one.to_slug for one in await said_by(work.session, network_id) if one.type == "SUCCEEDED_BY"]
    successor = await network_by_slug(work.session, leads_to[0]) if leads_to else None
    if network.status != NetworkStatus.SUCCEEDED or successor is None:
        raise DidNotGoOn
    there = await membership(work.session, network_id=successor.id, person_id=viewer_id)
    was_there = there is not None and there.status == MembershipStatus.ACTIVE
    check_not_kept(None if there is None else MembershipStatus(there.status))
    place = await take_part(
        work,
        network=successor,
        person_id=viewer_id,
        perspective=perspective or Perspective(own.perspective),
        roles=(),
        is_let_in=True,
    )
    if own.status == MembershipStatus.PAUSED and not was_there:
        place.paused_at, place.paused_until = own.paused_at, own.paused_until
        tell_paused(work, membership=place)
        work.note(Verb.MEMBERSHIP_PAUSED, Kind.MEMBERSHIP, place.id, network_id=successor.id)
    if not was_there:
        await carry_limits(work, own=own, place=place)
    return successor
