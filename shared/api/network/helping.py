"""What memberships can be asked of people who take part without a mail address."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.memberships import MembershipStatus
from shared.api.network.networks import PerspectiveCode
from shared.api.network.people import AgeAnswer, Language
from shared.api.page import Shape
from shared.api.text import Line

Token = Annotated[str, Field(max_length=200)]


class HelpedView(Shape):
    """GET /networks/{network_id}/helped (PERSON): who takes part without a mail address, at most a hundred.

    A coordinator sees all, a support person whom they help. HELPER_NEEDED.
    """

    membership_id: UUID
    person_id: UUID
    display_name: str
    perspective: PerspectiveCode
    status: MembershipStatus
    since: AwareDatetime
    helped_by: str | None
    offered_until: AwareDatetime | None
    """Until when they can take up the account that was offered."""
    offer_sent_at: AwareDatetime | None


class AddParticipant(Shape):
    """POST /networks/{network_id}/helped (coordinators and support persons): somebody takes part, helped by who adds them.

    ``name`` is a schuilnaam that nobody has. Under 16 the address of a parent or guardian is needed. MembershipView.
    HELPER_NEEDED, TAKES_NO_MEMBERS, WRONG_PERSPECTIVE, NAME_MISSING, PSEUDONYM_TAKEN (at ``name``), NAMES_TRIED_TOO_OFTEN,
    AGE_NOT_SAID (at ``age``),
    TOO_YOUNG, NO_SUPPORT_PERSON, SUPPORT_PERSON_MISSING, GUARDIAN_MISSING, NOT_AN_ADDRESS (at ``guardian_email``).
    """

    name: Annotated[Line, Field(max_length=80)]
    perspective: PerspectiveCode
    age: AgeAnswer | None = None
    guardian_email: Annotated[str, Field(max_length=254)] | None = None
    guardian_language: Literal["nl", "en"] = "nl"


class ParticipantStopped(Shape):
    """POST /memberships/{id}:stop-helped (who helps them, coordinators; no body): HELPER_NEEDED, HAS_ACCOUNT."""

    network_id: UUID


class OfferAccount(Shape):
    """POST /memberships/{id}:offer-account (who helps them, coordinators): mail a link to an account of their own: OfferedAccount.

    HELPER_NEEDED, HAS_ACCOUNT, OFFERED_TOO_OFTEN, NOT_AN_ADDRESS (at ``email``).
    """

    email: Annotated[str, Field(min_length=3, max_length=254)]
    language: Literal["nl", "en"] = "nl"


class OfferedAccount(Shape):
    """An offer that was mailed."""

    membership_id: UUID
    expires_at: AwareDatetime


class AccountToken(Shape):
    """POST /account-offers:look (gateway; whoever holds the token): SeenOffer; looking changes nothing.

    POST /account-offers:take (gateway): AccountTaken. NOT_FOUND, OFFER_OVER, ADDRESS_HAS_ACCOUNT.
    """

    token: Token


class SeenOffer(Shape):
    """What an offer is about; never who it is for."""

    network_name: str


class AccountTaken(Shape):
    """From here on one signs in with the address to which the link was mailed."""

    is_taken: bool = True


class AccountSecretAsked(Shape):
    """POST /account-offers/{id}:mint (notifications only): make the link of this round's mail now: AccountSecret.

    NOT_FOUND, or OFFER_OVER also when the mail was asked for once more: then this one is not sent.
    """

    round: int


class AccountSecret(Shape):
    """What goes into one mail; its token is kept nowhere, and no name stands beside the address."""

    address: str
    language: Language
    token: str
    network_name: str
    expires_at: AwareDatetime
