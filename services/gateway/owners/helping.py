"""What network is asked about people who take part without a mail address."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.network.helping import (
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

OWNER = "network"
Key = str | None


def helped(network_id: UUID) -> Inquiry[list[HelpedView]]:
    """Who takes part without a mail address, as far as who asks helps them. Raises NotFound, HelperNeeded."""
    return get(OWNER, f"/networks/{network_id}/helped", list[HelpedView])


def add(network_id: UUID, body: AddParticipant, key: Key) -> Inquiry[MembershipView]:
    """Let somebody without a mail address take part. Raises NotFound, HelperNeeded, PseudonymTaken, AgeNotSaid."""
    return post(OWNER, f"/networks/{network_id}/helped", MembershipView, body, key)


def stop(membership_id: UUID, key: Key) -> Inquiry[ParticipantStopped]:
    """Stop for somebody. Raises NotFound, HelperNeeded, HasAccount."""
    return post(OWNER, f"/memberships/{membership_id}:stop-helped", ParticipantStopped, None, key)


def offer(membership_id: UUID, body: OfferAccount, key: Key) -> Inquiry[OfferedAccount]:
    """Offer somebody an account of their own. Raises NotFound, HelperNeeded, HasAccount, OfferedTooOften."""
    return post(OWNER, f"/memberships/{membership_id}:offer-account", OfferedAccount, body, key)


def look(body: AccountToken) -> Inquiry[SeenOffer]:
    """What stands behind a link to an account. Raises NotFound, OfferOver."""
    return post(OWNER, "/account-offers:look", SeenOffer, body)


def take(body: AccountToken, key: Key) -> Inquiry[AccountTaken]:
    """Have an account from here on. Raises NotFound, OfferOver, AddressHasAccount."""
    return post(OWNER, "/account-offers:take", AccountTaken, body, key)
