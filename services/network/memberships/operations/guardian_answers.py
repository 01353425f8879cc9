"""What a parent or guardian can do about their permission: get a link, look, say yes or no, take it back (J02)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.network.memberships.domain.guardians import (
    TEXT_VERSION,
    Farewell,
    MintedPermission,
    PermissionOver,
    PermissionStatus,
    check_text,
    check_waits,
)
from services.network.memberships.domain.roles import Role, coordinates
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.guardians import ParentalPermission
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.announcing import tell_over
from services.network.memberships.operations.guardians import be_helped_no_more, forget_request
from services.network.memberships.operations.roles import end_roles
from services.network.memberships.operations.supporting import tell_supporter
from services.network.memberships.operations.taking_part import take_part
from services.network.memberships.queries import guardians as queries
from services.network.memberships.queries.requests import network_of_id
from services.network.memberships.queries.taking_part import membership_to_change, network_of
from services.network.networks.domain import Perspective
from services.network.networks.models import Network
from services.network.people.domain.secrecy import Purpose, hashed, new_token
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.events.network import ParentalPermissionGiven


@dataclass(frozen=True)
class SeenPermission:
    """What a parent or guardian reads behind their link, before they answer or take back; never who it is about by name."""

    network: Network
    reference: str
    status: PermissionStatus
    expires_at: datetime
    text_version: str = TEXT_VERSION


async def mint_permission(work: Work, *, permission_id: UUID, round_: int) -> MintedPermission:
    """Make the link of one mail now, and keep its hash only. Raises NotFound, PermissionOver also for an earlier round."""
    permission = await queries.permission_to_change(work.session, permission_id)
    if permission is None or permission.address is None:
        raise NotFound
    is_waiting = permission.status == PermissionStatus.WAITING and permission.version == round_
    check_waits(is_waiting=is_waiting, expires_at=permission.expires_at, now=work.now)
    token = new_token()
    permission.token_hash, permission.sent_at = hashed(Purpose.PARENTAL_PERMISSION, token), work.now
    return MintedPermission(permission.address, permission.language, token, permission.reference, permission.expires_at)


async def mint_withdrawal(work: Work, *, permission_id: UUID) -> MintedPermission:
    """Make the link with which a permission can be taken back, for as long as it stands. Raises NotFound, PermissionOver."""
    permission = await queries.permission_to_change(work.session, permission_id)
    if permission is None or permission.address is None:
        raise NotFound
    if permission.status != PermissionStatus.GIVEN:
        raise PermissionOver
    token = new_token()
    permission.withdrawal_hash = hashed(Purpose.PERMISSION_WITHDRAWAL, token)
    return MintedPermission(permission.address, permission.language, token, permission.reference, None)


async def farewell(session: Session, *, permission_id: UUID) -> Farewell:
    """What the last mail to a parent or guardian needs. Raises NotFound, PermissionOver while it still stands."""
    permission = await session.get(ParentalPermission, permission_id)
    if permission is None or permission.address is None:
        raise NotFound
    if permission.status != PermissionStatus.OWN:
        raise PermissionOver
    return Farewell(permission.address, permission.language, permission.reference)


async def seen_permission(session: Session, *, token: str, now: datetime) -> SeenPermission:
    """What stands behind the link of a parent or guardian; looking changes nothing (A-01). Raises NotFound, PermissionOver."""
    permission = await _of_token(session, token)
    network_id = await network_of(session, permission.membership_id)
    network = None if network_id is None else await network_of_id(session, network_id)
    if network is None:
        raise NotFound
    status = PermissionStatus(permission.status)
    if status is PermissionStatus.WAITING:
        check_waits(is_waiting=True, expires_at=permission.expires_at, now=now)
    return SeenPermission(network, permission.reference, status, permission.expires_at)


async def answer_permission(work: Work, *, token: str, gives: bool, text_version: str) -> bool:
    """Say yes, and the young person takes part; or no, and nothing of the request is kept. The link is good for one answer.

    A yes gives the role of the invitation, but for one that leads the network: that is for who coordinates it then.
    Raises NotFound, PermissionOver, OtherText, TakesNoMembers, WrongPerspective.
    """
    permission, membership = await _behind(work, token)
    check_waits(
        is_waiting=permission.status == PermissionStatus.WAITING, expires_at=permission.expires_at, now=work.now
    )
    check_text(text_version)
    if not gives:
        work.note(Verb.PERMISSION_REFUSED, Kind.PERSON, membership.person_id)
        await forget_request(work, permission=permission, membership=membership)
        return False
    permission.status = PermissionStatus.GIVEN.value
    permission.given_at, permission.text_version, permission.token_hash = work.now, text_version, None
    network = await network_of_id(work.session, membership.network_id)
    if network is None:
        raise NotFound
    await work.session.flush()
    membership.since, membership.ended_at, membership.may_return_until = work.now, None, None
    role = Role(permission.role) if permission.role else None
    await take_part(
        work,
        network=network,
        person_id=membership.person_id,
        perspective=Perspective(membership.perspective),
        roles=[role] if role and not coordinates([role]) else (),
    )
    await tell_supporter(work, membership_id=membership.id)
    work.note(Verb.PERMISSION_GIVEN, Kind.PERSON, membership.person_id)
    work.announce(
        ParentalPermissionGiven(
            version=permission.version + 1,
            permission_id=permission.id,
            membership_id=membership.id,
            person_id=membership.person_id,
            given_at=work.now,
        )
    )
    return True


async def withdraw_permission(work: Work, *, token: str) -> None:
    """Take a permission back: the young person takes part no longer, and the permission is forgotten. Raises NotFound, PermissionOver."""
    permission, membership = await _behind(work, token)
    if permission.status != PermissionStatus.GIVEN:
        raise PermissionOver
    work.note(Verb.PERMISSION_WITHDRAWN, Kind.PERSON, membership.person_id)
    if membership.status in {MembershipStatus.ACTIVE, MembershipStatus.PAUSED}:
        await end_roles(work, membership_id=membership.id)
        tell_over(work, membership=membership, status=MembershipStatus.ENDED)
    membership.may_return_until = None
    await be_helped_no_more(work, membership=membership)
    await work.session.delete(permission)


async def _behind(work: Work, token: str) -> tuple[ParentalPermission, Membership]:
    found = await _of_token(work.session, token)
    membership = await membership_to_change(work.session, found.membership_id)
    permission = await queries.permission_to_change(work.session, found.id)
    if permission is None or membership is None:
        raise NotFound
    return permission, membership


async def _of_token(session: Session, token: str) -> ParentalPermission:
    found = await queries.by_token(
        session,
        ask=hashed(Purpose.PARENTAL_PERMISSION, token),
        withdrawal=hashed(Purpose.PERMISSION_WITHDRAWAL, token),
    )
    if found is None:
        raise NotFound
    return found
