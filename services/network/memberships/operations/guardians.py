"""What a young person can do about permission: ask a parent or guardian, ask again, stop, take over at 16; or it lapses (J02)."""

from collections.abc import Sequence
from uuid import UUID

from services.network.memberships.domain.guardians import (
    ASKED_EVERY,
    ASKED_FOR,
    FAREWELL_TRIED_FOR,
    MOST_PER_ADDRESS,
    MOST_ROUNDS,
    AskedTooManyTimes,
    GuardianMissing,
    NoSupportPerson,
    PermissionStatus,
    check_guardian,
    check_waits,
    new_reference,
)
from services.network.memberships.domain.pausing import CannotComeBack
from services.network.memberships.domain.roles import Role
from services.network.memberships.domain.taking_part import MembershipStatus, check_can_take_part
from services.network.memberships.models.guardians import ParentalPermission, outgrown_addresses_forgotten, put_guardian
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.supporting import be_helped_by
from services.network.memberships.queries import guardians as queries
from services.network.memberships.queries.supporting import support_of, support_people
from services.network.memberships.queries.taking_part import membership as membership_of
from services.network.memberships.queries.taking_part import membership_to_change
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.models import Network
from services.network.people.domain.accounts import address_of
from services.network.people.domain.ages import AgeBand, NothingToConfirm, ParentalPermissionRequired
from services.network.people.models.accounts import Person
from services.network.people.queries.accounts import person_by_id
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound, NotSignedIn
from shared.events.network import ParentalPermissionAsked, ParentalPermissionOutgrown, SixteenAsked

WAITS = MembershipStatus.AWAITING_PARENTAL_PERMISSION


async def ask_guardian(
    work: Work,
    *,
    network: Network,
    person: Person,
    perspective: Perspective,
    role: Role | None,
    supporter_id: UUID | None,
    guardian_email: str | None,
    language: str,
    is_added: bool = False,
) -> Membership:
    """Keep a place for somebody under 16, and ask their parent or guardian; nobody else hears of it until they said yes.

    Raises TakesNoMembers, WrongPerspective, NoSupportPerson, SupportPersonMissing, GuardianMissing, GuardianIsYourself,
    NotAnAddress, AskedTooManyTimes, CannotComeBack for who was removed.
    """
    asked_for = [Perspective(asked["code"]) for asked in network.perspectives]
    check_can_take_part(status=NetworkStatus(network.status), asked_for=asked_for, perspective=perspective)
    if not await support_people(work.session, network.id):
        raise NoSupportPerson
    if not guardian_email:
        raise GuardianMissing(field="guardian_email")
    address = await _free_address(work, guardian_email, own=person.email)
    await one_at_a_time(work.session, f"membership:{network.id}:{person.id}")
    mine = await membership_of(work.session, network_id=network.id, person_id=person.id)
    if mine is None:
        mine = Membership(
            id=new_id(),
            network_id=network.id,
            person_id=person.id,
            perspective=perspective.value,
            status=WAITS.value,
            since=work.now,
            version=0,
        )
        work.add(mine)
        await work.session.flush()
    elif mine.status == MembershipStatus.REMOVED:
        raise CannotComeBack
    mine.perspective, mine.status = perspective.value, WAITS.value
    await be_helped_by(work, membership=mine, supporter_id=supporter_id or mine.id, is_added=is_added)
    before = await queries.permission_of(work.session, mine.id)
    if before is not None:
        await work.session.delete(before)
        await work.session.flush()
    permission = ParentalPermission(
        id=new_id(),
        membership_id=mine.id,
        status=PermissionStatus.WAITING.value,
        language=language,
        reference=new_reference(),
        role=role.value if role else None,
        asked_at=work.now,
        expires_at=work.now + ASKED_FOR,
        version=1,
    )
    put_guardian(permission, address)
    work.add(permission)
    _announce(work, permission, person.id)
    return mine


async def ask_guardian_again(work: Work, *, network_id: UUID, guardian_email: str | None) -> Membership:
    """Mail a parent or guardian once more, perhaps at another address; the link in the mail before stops.

    Raises NotFound, PermissionOver, AskedTooManyTimes, GuardianIsYourself, NotAnAddress.
    """
    person = await _asker(work)
    mine, permission = await _waiting(work, network_id)
    check_waits(is_waiting=True, expires_at=permission.expires_at, now=work.now)
    if permission.version >= MOST_ROUNDS:
        raise AskedTooManyTimes
    if guardian_email and address_of(guardian_email) != permission.address:
        put_guardian(permission, await _free_address(work, guardian_email, own=person.email))
    permission.version += 1
    permission.token_hash = permission.sent_at = None
    permission.asked_at, permission.expires_at = work.now, work.now + ASKED_FOR
    _announce(work, permission, person.id)
    return mine


async def stop_waiting(work: Work, *, network_id: UUID) -> UUID:
    """Take back that one wants to take part, while the question waits; nothing of it is kept. Raises NotFound."""
    mine, permission = await _waiting(work, network_id)
    await forget_request(work, permission=permission, membership=mine)
    return network_id


async def confirm_sixteen(work: Work) -> None:
    """Say that one is 16 by now: from here on one decides for oneself, and nothing can be taken back any more.

    Whoever gave permission hears once that it is needed no more; then their address is forgotten.
    Raises NothingToConfirm, ParentalPermissionRequired while a parent or guardian still has to answer.
    """
    person = await _asker(work)
    if person.age_band != AgeBand.UNDER_16:
        raise NothingToConfirm
    permissions = await queries.permissions_of_person(work.session, person.id)
    if any(permission.status == PermissionStatus.WAITING for permission in permissions):
        raise ParentalPermissionRequired
    person.age_band = AgeBand.FROM_16.value
    told: set[str | None] = {None}
    for permission in permissions:
        permission.status, permission.own_at = PermissionStatus.OWN.value, work.now
        permission.token_hash = permission.withdrawal_hash = None
        permission.version += 1
        if permission.address not in told:
            work.announce(
                ParentalPermissionOutgrown(version=permission.version + 1, permission_id=permission.id, at=work.now)
            )
        told.add(permission.address)
    work.note(Verb.PERMISSION_TAKEN_OVER, Kind.PERSON, person.id)


async def ask_whether_sixteen(work: Work) -> int:
    """Ask who takes part with permission, once a year, whether they are 16 by now; gives how many were asked.

    A birth date stands nowhere (PR-1), so nobody knows the day; whoever is not asked by their age is asked by the calendar.
    """
    due: Sequence[ParentalPermission] = await queries.to_ask_whether_sixteen(work.session, work.now - ASKED_EVERY)
    for permission in due:
        membership = await membership_to_change(work.session, permission.membership_id)
        permission.own_asked_at = work.now
        permission.version += 1
        if membership is None:
            continue
        work.announce(
            SixteenAsked(
                version=permission.version + 1,
                permission_id=permission.id,
                membership_id=membership.id,
                person_id=membership.person_id,
                at=work.now,
            )
        )
    return len(due)


async def forget_outgrown_addresses(work: Work) -> None:
    """Forget where permission was asked that is needed no more, a week after its last mail."""
    await work.session.execute(outgrown_addresses_forgotten(work.now - FAREWELL_TRIED_FOR))


async def let_permissions_lapse(work: Work) -> int:
    """Forget the requests that no parent or guardian answered in time; gives how many."""
    over = await queries.unanswered(work.session, work.now)
    for permission in over:
        membership = await membership_to_change(work.session, permission.membership_id)
        if membership is not None:
            work.note(Verb.PERMISSION_LAPSED, Kind.PERSON, membership.person_id)
            await forget_request(work, permission=permission, membership=membership)
    return len(over)


async def forget_outlived_permissions(work: Work) -> int:
    """Forget the permissions for places that somebody left for good, with the addresses in them; gives how many."""
    over: Sequence[ParentalPermission] = await queries.outlived(work.session, work.now)
    for permission in over:
        await work.session.delete(permission)
    return len(over)


async def _asker(work: Work) -> Person:
    person = await person_by_id(work.session, work.viewer.person())
    if person is None:
        raise NotSignedIn
    return person


async def _waiting(work: Work, network_id: UUID) -> tuple[Membership, ParentalPermission]:
    mine = await membership_of(work.session, network_id=network_id, person_id=work.viewer.person())
    permission = None if mine is None else await queries.permission_of(work.session, mine.id)
    if mine is None or permission is None or mine.status != WAITS:
        raise NotFound
    return mine, permission


async def _free_address(work: Work, email: str, *, own: str | None) -> str:
    address = address_of(email)
    check_guardian(address, own=own)
    await one_at_a_time(work.session, f"guardian:{address}")
    if await queries.waiting_at(work.session, address) >= MOST_PER_ADDRESS:
        raise AskedTooManyTimes
    return address


async def forget_request(work: Work, *, permission: ParentalPermission, membership: Membership) -> None:
    """Let a request be as if it had never been made; a place that somebody had before stays as it was left."""
    await be_helped_no_more(work, membership=membership)
    await work.session.delete(permission)
    await work.session.flush()
    if membership.version == 0:
        await work.session.delete(membership)
    else:
        membership.status = MembershipStatus.ENDED.value


async def be_helped_no_more(work: Work, *, membership: Membership) -> None:
    """Let nobody help on a place any more."""
    support = await support_of(work.session, membership.id)
    if support is not None:
        await work.session.delete(support)
        await work.session.flush()


def _announce(work: Work, permission: ParentalPermission, person_id: UUID) -> None:
    work.note(Verb.PERMISSION_ASKED, Kind.PERSON, person_id)
    work.announce(
        ParentalPermissionAsked(
            version=permission.version, permission_id=permission.id, expires_at=permission.expires_at
        )
    )
