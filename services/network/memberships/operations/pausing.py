"""What somebody can do with their own place: be away for a while, come back, leave."""

from uuid import UUID

from services.network.memberships.domain.pausing import KEPT_FOR, UNDONE_FOR, CannotComeBack, may_come_back
from services.network.memberships.domain.roles import Role
from services.network.memberships.domain.taking_part import MembershipStatus, check_can_take_part
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.ages import check_may_go_on
from services.network.memberships.operations.announcing import tell_active, tell_over, tell_paused
from services.network.memberships.operations.roles import check_not_the_last, end_roles, hold_coordinators
from services.network.memberships.queries.people import places_over
from services.network.memberships.queries.roles import held_by
from services.network.memberships.queries.taking_part import membership
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.queries import shown_by_ids
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound


async def pause_membership(work: Work, *, network_id: UUID) -> Membership:
    """Be away from a network for a while: no mail, and the place is kept for a year (J21).

    Pausing twice changes nothing. Raises NotFound, LastCoordinator.
    """
    mine = await _mine(work, network_id)
    if mine.status == MembershipStatus.PAUSED:
        return mine
    if mine.status != MembershipStatus.ACTIVE:
        raise NotFound
    await check_not_the_last(work, membership=mine)
    mine.paused_at, mine.paused_until = work.now, work.now + KEPT_FOR
    tell_paused(work, membership=mine)
    work.note(Verb.MEMBERSHIP_PAUSED, Kind.MEMBERSHIP, mine.id, network_id=network_id)
    return mine


async def resume_membership(work: Work, *, network_id: UUID) -> Membership:
    """Come back: after a pause with perspective and roles as they were, after leaving (for two weeks) without roles.

    What happened meanwhile is never mailed afterwards. Coming back twice changes nothing.
    Raises NotFound, CannotComeBack, TakesNoMembers, WrongPerspective, ParentalPermissionRequired.
    """
    mine = await _mine(work, network_id)
    status = MembershipStatus(mine.status)
    if status is MembershipStatus.ACTIVE:
        return mine
    if not may_come_back(status, mine.may_return_until, work.now):
        raise CannotComeBack
    await check_may_go_on(work, person_id=mine.person_id, membership_id=mine.id)
    for network in await shown_by_ids(work.session, [network_id]):
        check_can_take_part(
            status=NetworkStatus(network.status),
            asked_for=[Perspective(asked["code"]) for asked in network.perspectives],
            perspective=Perspective(mine.perspective),
        )
    mine.away_since = mine.paused_at or mine.ended_at
    mine.paused_at = mine.paused_until = mine.ended_at = mine.may_return_until = None
    mine.returned_at = work.now
    work.note(Verb.MEMBERSHIP_RESUMED, Kind.MEMBERSHIP, mine.id, network_id=network_id)
    tell_active(work, membership=mine, roles=[Role(row.role) for row in await held_by(work.session, mine.id)])
    return mine


async def leave_network(work: Work, *, network_id: UUID) -> Membership:
    """Stop taking part; for two weeks one can come back by oneself. Leaving twice changes nothing.

    Raises NotFound, LastCoordinator.
    """
    mine = await _mine(work, network_id)
    if mine.status == MembershipStatus.ENDED:
        return mine
    if mine.status not in {MembershipStatus.ACTIVE, MembershipStatus.PAUSED}:
        raise NotFound
    await check_not_the_last(work, membership=mine)
    await end_roles(work, membership_id=mine.id)
    tell_over(work, membership=mine, status=MembershipStatus.ENDED)
    mine.may_return_until = work.now + UNDONE_FOR
    work.note(Verb.MEMBERSHIP_ENDED, Kind.MEMBERSHIP, mine.id, network_id=network_id)
    return mine


async def end_long_pauses(work: Work) -> int:
    """End the places that were kept for a year; at most some at a time. Gives how many ended."""
    over = await places_over(work.session, work.now)
    for away in over:
        await end_roles(work, membership_id=away.id)
        tell_over(work, membership=away, status=MembershipStatus.ENDED)
        work.note(Verb.MEMBERSHIP_ENDED, Kind.MEMBERSHIP, away.id, network_id=away.network_id)
    return len(over)


async def _mine(work: Work, network_id: UUID) -> Membership:
    await hold_coordinators(work, network_id=network_id)
    mine = await membership(work.session, network_id=network_id, person_id=work.viewer.person())
    if mine is None:
        raise NotFound
    return mine
