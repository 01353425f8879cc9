"""What coordinators and support persons can do for who has no mail address: add them, stop for them, offer them an account."""

from datetime import datetime
from uuid import UUID

from services.network.memberships.domain.helping import (
    MOST_ROUNDS,
    OFFERED_FOR,
    AddressHasAccount,
    HasAccount,
    MintedOffer,
    OfferedTooOften,
    OfferOver,
    check_helps,
    check_offer,
)
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.helping import AccountOffer, forget_offers
from services.network.memberships.models.supporting import Support
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.announcing import tell_over
from services.network.memberships.operations.guardians import ask_guardian, forget_request
from services.network.memberships.operations.naming import nearby
from services.network.memberships.operations.roles import end_roles
from services.network.memberships.operations.taking_part import take_part
from services.network.memberships.queries import helping as queries
from services.network.memberships.queries.guardians import permission_of
from services.network.memberships.queries.requests import network_of_id
from services.network.memberships.queries.roles import coordinates
from services.network.memberships.queries.supporting import HERE, support_of
from services.network.memberships.queries.taking_part import is_member, membership_to_change, network_of
from services.network.networks.domain import Perspective
from services.network.networks.models import Network
from services.network.people.domain.accounts import address_of
from services.network.people.domain.ages import AgeAnswer, AgeBand
from services.network.people.domain.secrecy import Purpose, hashed, new_token
from services.network.people.models.accounts import put_address
from services.network.people.operations.accounts import person_without_address
from services.network.people.operations.ages import say_age
from services.network.people.queries.accounts import person_by_email, person_by_id
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import Session, new_id, one_at_a_time
from shared.errors import NotFound
from shared.events.network import AccountOffered


async def add_participant(
    work: Work,
    *,
    network_id: UUID,
    name: str,
    perspective: Perspective,
    age: AgeAnswer | None,
    guardian_email: str | None,
    guardian_language: str,
) -> Membership:
    """Let somebody without a mail address take part, helped by who adds them; they never get mail. Under 16 permission is asked.

    For coordinators and support persons. Raises NotFound, HelperNeeded, TakesNoMembers, WrongPerspective, NameMissing,
    PseudonymTaken, NamesTriedTooOften, AgeNotSaid, TooYoung, and what ask_guardian raises.
    """
    helper_id = await _helper(work, network_id)
    network = await network_of_id(work.session, network_id)
    if network is None:
        raise NotFound
    person = await person_without_address(
        work, display_name=name, language=guardian_language, nearby=nearby(work.viewer.person())
    )
    band = say_age(person, answer=age)
    await work.session.flush()
    if band is AgeBand.UNDER_16:
        membership = await ask_guardian(
            work,
            network=network,
            person=person,
            perspective=perspective,
            role=None,
            supporter_id=helper_id,
            guardian_email=guardian_email,
            language=guardian_language,
            is_added=True,
        )
    else:
        membership = await take_part(work, network=network, person_id=person.id, perspective=perspective, roles=())
        work.add(Support(membership_id=membership.id, supporter_id=helper_id, since=work.now))
        work.note(Verb.PARTICIPANT_ADDED, Kind.MEMBERSHIP, membership.id, network_id=network_id)
    return membership


async def stop_for_participant(work: Work, *, membership_id: UUID) -> UUID:
    """Stop for somebody without a mail address; when they take part nowhere else, everything of them is erased.

    For who helps them, and coordinators; gives the network. Raises NotFound, HelperNeeded, HasAccount.
    """
    membership = await _helped(work, membership_id)
    network_id = membership.network_id
    offer = await queries.offer_for(work.session, membership.id)
    if offer is not None:
        await work.session.delete(offer)
        await work.session.flush()
    permission = await permission_of(work.session, membership.id)
    if membership.status == MembershipStatus.AWAITING_PARENTAL_PERMISSION and permission is not None:
        await forget_request(work, permission=permission, membership=membership)
        return network_id
    await end_roles(work, membership_id=membership.id)
    tell_over(work, membership=membership, status=MembershipStatus.ENDED)
    work.note(Verb.PARTICIPANT_STOPPED, Kind.MEMBERSHIP, membership.id, network_id=network_id)
    return network_id


async def offer_account(work: Work, *, membership_id: UUID, email: str, language: str) -> AccountOffer:
    """Mail somebody without an account a link to one of their own; asked again, the link before stops.

    For who helps them, and coordinators. Whether the address has an account is not told to them (A-10).
    Raises NotFound, HelperNeeded, HasAccount, NotAnAddress, OfferedTooOften.
    """
    membership = await _helped(work, membership_id)
    address = address_of(email)
    offer = await queries.offer_for(work.session, membership.id)
    if offer is None:
        offer = work.add(
            AccountOffer(
                id=new_id(),
                membership_id=membership.id,
                address=address,
                language=language,
                offered_at=work.now,
                expires_at=work.now + OFFERED_FOR,
                version=0,
            )
        )
    if offer.version >= MOST_ROUNDS:
        raise OfferedTooOften
    offer.version += 1
    offer.address, offer.language = address, language
    offer.token_hash = offer.sent_at = None
    offer.offered_at, offer.expires_at = work.now, work.now + OFFERED_FOR
    work.note(Verb.ACCOUNT_OFFERED, Kind.MEMBERSHIP, membership.id, network_id=membership.network_id)
    work.announce(AccountOffered(version=offer.version, account_offer_id=offer.id, expires_at=offer.expires_at))
    return offer


async def mint_offer(work: Work, *, offer_id: UUID, round_: int) -> MintedOffer:
    """Make the link of one mail now, and keep its hash only. Raises NotFound, OfferOver also for an earlier round."""
    offer = await queries.offer_to_change(work.session, offer_id)
    network = None if offer is None else await _network_of(work.session, offer)
    if offer is None or network is None:
        raise NotFound
    check_offer(counts=offer.version == round_, expires_at=offer.expires_at, now=work.now)
    token = new_token()
    offer.token_hash, offer.sent_at = hashed(Purpose.ACCOUNT_OFFER, token), work.now
    return MintedOffer(offer.address, offer.language, token, network.name, offer.expires_at)


async def seen_offer(session: Session, *, token: str, now: datetime) -> Network:
    """The network behind an offer; looking changes nothing (A-01). Raises NotFound, OfferOver."""
    offer = await queries.offer_by_token(session, hashed(Purpose.ACCOUNT_OFFER, token))
    network = None if offer is None else await _network_of(session, offer)
    if offer is None or network is None:
        raise NotFound
    check_offer(counts=True, expires_at=offer.expires_at, now=now)
    return network


async def take_account(work: Work, *, token: str) -> None:
    """Have an account of one's own from here on, at the address to which the link was mailed; it is good for once.

    Raises NotFound, OfferOver, AddressHasAccount.
    """
    found = await queries.offer_by_token(work.session, hashed(Purpose.ACCOUNT_OFFER, token))
    membership = None if found is None else await membership_to_change(work.session, found.membership_id)
    offer = None if found is None else await queries.offer_to_change(work.session, found.id)
    if offer is None or membership is None:
        raise NotFound
    check_offer(counts=True, expires_at=offer.expires_at, now=work.now)
    await one_at_a_time(work.session, f"person:{offer.address}")
    if await person_by_email(work.session, offer.address) is not None:
        raise AddressHasAccount
    person = await person_by_id(work.session, membership.person_id)
    if person is None or person.email is not None:
        raise OfferOver
    put_address(person, offer.address)
    person.language = offer.language
    await work.session.delete(offer)
    work.note(Verb.ACCOUNT_TAKEN, Kind.PERSON, person.id, by=person.id)


async def forget_account_offers(work: Work) -> None:
    """Forget the offers that nobody took up in time, with the addresses in them."""
    await work.session.execute(forget_offers(work.now))


async def _helper(work: Work, network_id: UUID) -> UUID:
    viewer_id = work.viewer.person()
    if not await is_member(work.session, network_id=network_id, person_id=viewer_id):
        raise NotFound
    helper_id = await queries.helper(work.session, network_id=network_id, person_id=viewer_id)
    check_helps(helps=helper_id is not None)
    return helper_id or viewer_id


async def _helped(work: Work, membership_id: UUID) -> Membership:
    network_id = await network_of(work.session, membership_id)
    if network_id is None:
        raise NotFound
    helper_id = await _helper(work, network_id)
    support = await support_of(work.session, membership_id)
    coordinating = await coordinates(work.session, network_id=network_id, person_id=work.viewer.person())
    check_helps(helps=coordinating or (support is not None and support.supporter_id == helper_id))
    membership = await membership_to_change(work.session, membership_id)
    if membership is None or membership.status not in HERE:
        raise NotFound
    if not await queries.is_without_address(work.session, membership.person_id):
        raise HasAccount
    return membership


async def _network_of(session: Session, offer: AccountOffer) -> Network | None:
    network_id = await network_of(session, offer.membership_id)
    return None if network_id is None else await network_of_id(session, network_id)
