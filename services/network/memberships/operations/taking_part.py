"""What can be done with taking part: start it, change it, end it."""

from collections.abc import Collection
from uuid import UUID

from services.network.memberships.domain.pausing import CannotComeBack
from services.network.memberships.domain.removals import AppealOutcome
from services.network.memberships.domain.roles import Role
from services.network.memberships.domain.taking_part import MembershipStatus, check_can_take_part
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.ages import check_old_enough
from services.network.memberships.operations.announcing import tell_active, tell_over
from services.network.memberships.operations.roles import add_roles, end_roles
from services.network.memberships.queries import taking_part as queries
from services.network.memberships.queries.removals import latest_removal
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.models import Network
from services.network.networks.queries import network_by_slug
from services.network.people.domain.accounts import address_of
from services.network.people.operations.accounts import account_for
from services.network.people.queries.accounts import person_by_email
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound
from shared.events.network import RemovalAppealAnswered


async def activate_membership(
    work: Work,
    *,
    network_slug: str,
    email: str,
    display_name: str,
    perspective: Perspective,
    roles: Collection[Role],
    language: str,
) -> Membership:
    """Let a person take part, from one perspective and in these roles; makes the account when there is none.

    Roles are added to those somebody holds. The same again changes nothing and announces nothing; another perspective,
    a new role, or coming back, is announced anew.
    Raises NotFound, TakesNoMembers, WrongPerspective, NotAnAddress, NameMissing.
    """
    network = await network_by_slug(work.session, network_slug)
    if network is None:
        raise NotFound
    person = await account_for(work, address=address_of(email), language=language, display_name=display_name)
    return await take_part(
        work, network=network, person_id=person.id, perspective=perspective, roles=roles, is_let_in=True
    )


async def take_part(
    work: Work,
    *,
    network: Network,
    person_id: UUID,
    perspective: Perspective,
    roles: Collection[Role],
    is_invited: bool = False,
    is_let_in: bool = False,
) -> Membership:
    """Let somebody with an account take part in a network, or change how; the same again changes nothing.

    is_let_in: by the operator, or from a network they take part in already; they need not have been asked their age.
    is_invited: whether a coordinator wants this very person; who was removed does not walk in again by themselves.
    Raises TakesNoMembers, WrongPerspective, CannotComeBack, AgeNotSaid, ParentalPermissionRequired.
    """
    check_can_take_part(
        status=NetworkStatus(network.status),
        asked_for=[Perspective(asked["code"]) for asked in network.perspectives],
        perspective=perspective,
    )
    await one_at_a_time(work.session, f"membership:{network.id}:{person_id}")
    membership = await queries.membership(work.session, network_id=network.id, person_id=person_id)
    await check_old_enough(
        work, person_id=person_id, membership_id=None if membership is None else membership.id, is_let_in=is_let_in
    )
    if membership is None:
        membership = Membership(
            id=new_id(),
            network_id=network.id,
            person_id=person_id,
            perspective=perspective.value,
            status=MembershipStatus.ACTIVE.value,
            since=work.now,
            version=0,
        )
        work.add(membership)
        await work.session.flush()
        is_same = False
    else:
        by_themselves = work.viewer.person_id == person_id and not is_invited
        if membership.status == MembershipStatus.REMOVED and by_themselves:
            raise CannotComeBack
        await _answer_objection(work, membership)
        is_same = membership.status == MembershipStatus.ACTIVE and membership.perspective == perspective
        if MembershipStatus(membership.status).is_over:
            membership.since, membership.ended_at, membership.returned_at = work.now, None, None
            membership.may_return_until = None
        elif membership.status == MembershipStatus.PAUSED:
            membership.away_since, membership.returned_at = membership.paused_at, work.now
        membership.paused_at = membership.paused_until = None
        if perspective in membership.also:
            membership.also = [one for one in [membership.perspective, *membership.also] if one != perspective]
        membership.perspective = perspective.value
    if not is_same and work.viewer.service == "operator":
        work.note(Verb.MEMBERSHIP_STARTED, Kind.MEMBERSHIP, membership.id, network_id=network.id)
    if not is_same and work.viewer.person_id == person_id:
        work.note(Verb.MEMBERSHIP_JOINED, Kind.MEMBERSHIP, membership.id, network_id=network.id)
    held, is_new = await add_roles(work, membership=membership, roles=roles)
    if is_new or not is_same:
        tell_active(work, membership=membership, roles=held)
    return membership


async def _answer_objection(work: Work, membership: Membership) -> None:
    """Who is wanted back was given right: an objection that waits is answered by that."""
    removal = await latest_removal(work.session, membership.id)
    if membership.status != MembershipStatus.REMOVED or removal is None:
        return
    if removal.appealed_at is None or removal.answered_at is not None:
        return
    removal.outcome, removal.answered_at = AppealOutcome.RESTORED.value, work.now
    work.note(
        Verb.APPEAL_ANSWERED, Kind.MEMBERSHIP, membership.id, network_id=membership.network_id, reason=removal.outcome
    )
    work.announce(
        RemovalAppealAnswered(
            version=2,
            removal_id=removal.id,
            membership_id=membership.id,
            network_id=membership.network_id,
            person_id=membership.person_id,
            status=removal.outcome,
            at=work.now,
        )
    )


async def end_membership(work: Work, *, network_slug: str, email: str) -> Membership:
    """Let a person take part no longer; ending it twice changes nothing and announces nothing. Raises NotFound."""
    network = await network_by_slug(work.session, network_slug)
    person = await person_by_email(work.session, address_of(email))
    if network is None or person is None:
        raise NotFound
    membership = await queries.membership(work.session, network_id=network.id, person_id=person.id)
    if membership is None:
        raise NotFound
    if MembershipStatus(membership.status).is_over:
        return membership
    await end_roles(work, membership_id=membership.id)
    tell_over(work, membership=membership, status=MembershipStatus.ENDED)
    work.note(Verb.MEMBERSHIP_ENDED, Kind.MEMBERSHIP, membership.id, network_id=network.id)
    return membership
