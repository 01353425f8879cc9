"""Who may ask what of people without a mail address: coordinators and support persons help, whoever holds the link takes the account."""

from uuid import UUID

from services.network.memberships.domain.helping import check_helps
from services.network.memberships.edge.showing import changed_membership
from services.network.memberships.operations import helping as operations
from services.network.memberships.queries import helping as queries
from services.network.memberships.queries.roles import coordinates
from services.network.memberships.queries.taking_part import is_member
from services.network.networks.domain import Perspective
from services.network.people.domain.ages import AgeAnswer
from shared.api.network.helping import (
    AccountSecret,
    AccountSecretAsked,
    AccountTaken,
    AccountToken,
    AddParticipant,
    HelpedView,
    OfferAccount,
    OfferedAccount,
    ParticipantStopped,
    SeenOffer,
)
from shared.api.network.memberships import MembershipView
from shared.bus.work import Door, Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.read("/networks/{network_id}/helped", who=PERSON)
async def helped(network_id: UUID, session: Session, viewer: Viewer) -> list[HelpedView]:
    """Who takes part without a mail address: a coordinator sees all, a support person whom they help."""
    if not await is_member(session, network_id=network_id, person_id=viewer.person()):
        raise NotFound
    helper_id = await queries.helper(session, network_id=network_id, person_id=viewer.person())
    check_helps(helps=helper_id is not None)
    coordinating = await coordinates(session, network_id=network_id, person_id=viewer.person())
    rows = await queries.helped(session, network_id=network_id, by=None if coordinating else helper_id)
    return [HelpedView.model_validate(row._asdict()) for row in rows]


@edge.change("/networks/{network_id}/helped", who=PERSON)
async def add(network_id: UUID, body: AddParticipant, work: Work) -> MembershipView:
    """Let somebody without a mail address take part."""
    membership = await operations.add_participant(
        work,
        network_id=network_id,
        name=body.name,
        perspective=Perspective(body.perspective),
        age=AgeAnswer(body.age) if body.age else None,
        guardian_email=body.guardian_email,
        guardian_language=body.guardian_language,
    )
    return await changed_membership(work, membership)


@edge.change("/memberships/{membership_id}:stop-helped", who=PERSON)
async def stop(membership_id: UUID, work: Work) -> ParticipantStopped:
    """Stop for somebody."""
    return ParticipantStopped(network_id=await operations.stop_for_participant(work, membership_id=membership_id))


@edge.change("/memberships/{membership_id}:offer-account", who=PERSON)
async def offer(membership_id: UUID, body: OfferAccount, work: Work) -> OfferedAccount:
    """Offer somebody an account of their own."""
    made = await operations.offer_account(work, membership_id=membership_id, email=body.email, language=body.language)
    return OfferedAccount(membership_id=membership_id, expires_at=made.expires_at)


@edge.read("/account-offers:look", who=only("gateway"), method="POST")
async def look(body: AccountToken, session: Session, now: Now) -> SeenOffer:
    """What stands behind a link to an account."""
    network = await operations.seen_offer(session, token=body.token, now=now)
    return SeenOffer(network_name=network.name)


@edge.change("/account-offers:take", who=only("gateway"))
async def take(body: AccountToken, work: Work) -> AccountTaken:
    """Have an account from here on."""
    await operations.take_account(work, token=body.token)
    return AccountTaken()


# This answers with a secret, so it is no change with a remembered answer: a secret is stored nowhere.


@edge.act("/account-offers/{offer_id}:mint", who=only("notifications"))
async def mint(offer_id: UUID, body: AccountSecretAsked, door: Door, viewer: Viewer) -> AccountSecret:
    """The link for one mail."""
    made = await door.change(lambda work: operations.mint_offer(work, offer_id=offer_id, round_=body.round), viewer)
    return AccountSecret.model_validate({name: getattr(made, name) for name in AccountSecret.model_fields})
