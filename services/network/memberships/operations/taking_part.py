"""What can be done with taking part: start it, change it, end it."""

from services.network.memberships.domain.taking_part import MembershipStatus, Role, check_can_take_part
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries import taking_part as queries
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.queries import network_by_slug
from services.network.people.domain.accounts import address_of
from services.network.people.operations.accounts import account_for
from services.network.people.queries.accounts import person_by_email
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound
from shared.events.network import MembershipActivated, MembershipEnded


async def activate_membership(
    work: Work,
    *,
    network_slug: str,
    email: str,
    display_name: str,
    perspective: Perspective,
    role: Role,
    language: str,
) -> Membership:
    """Let a person take part, from one perspective and in one role; makes the account when there is none.

    The same again changes nothing and announces nothing; another perspective or role, or coming back, is announced anew.
    Raises NotFound, TakesNoMembers, WrongPerspective, NotAnAddress, NameMissing.
    """
    network = await network_by_slug(work.session, network_slug)
    if network is None:
        raise NotFound
    check_can_take_part(
        status=NetworkStatus(network.status),
        asked_for=[Perspective(asked["code"]) for asked in network.perspectives],
        perspective=perspective,
    )
    person = await account_for(work, address=address_of(email), language=language, display_name=display_name)
    await one_at_a_time(work.session, f"membership:{network.id}:{person.id}")
    membership = await queries.membership(work.session, network_id=network.id, person_id=person.id)
    if membership is None:
        membership = work.add(
            Membership(
                id=new_id(),
                network_id=network.id,
                person_id=person.id,
                perspective=perspective.value,
                role=role.value,
                status=MembershipStatus.ACTIVE.value,
                since=work.now,
                version=1,
            )
        )
    else:
        is_active = membership.status == MembershipStatus.ACTIVE
        if is_active and (membership.perspective, membership.role) == (perspective, role):
            return membership
        if not is_active:
            membership.since, membership.ended_at = work.now, None
        membership.status = MembershipStatus.ACTIVE.value
        membership.perspective, membership.role = perspective.value, role.value
        membership.version += 1
    work.announce(
        MembershipActivated(
            version=membership.version,
            membership_id=membership.id,
            network_id=membership.network_id,
            person_id=membership.person_id,
            perspective=membership.perspective,
            role=membership.role,
            activated_at=work.now,
        )
    )
    return membership


async def end_membership(work: Work, *, network_slug: str, email: str) -> Membership:
    """Let a person take part no longer; ending it twice changes nothing and announces nothing. Raises NotFound."""
    network = await network_by_slug(work.session, network_slug)
    person = await person_by_email(work.session, address_of(email))
    if network is None or person is None:
        raise NotFound
    membership = await queries.membership(work.session, network_id=network.id, person_id=person.id)
    if membership is None:
        raise NotFound
    if membership.status == MembershipStatus.ENDED:
        return membership
    membership.status = MembershipStatus.ENDED.value
    membership.ended_at = work.now
    membership.version += 1
    work.announce(
        MembershipEnded(
            version=membership.version,
            membership_id=membership.id,
            network_id=membership.network_id,
            person_id=membership.person_id,
            ended_at=work.now,
        )
    )
    return membership
