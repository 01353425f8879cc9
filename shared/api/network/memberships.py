"""What memberships can be asked: who takes part, from which perspective, in which roles."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.networks import PerspectiveCode
from shared.api.page import Shape
from shared.api.text import Line

Role = Literal[
    "COORDINATOR", "DEPUTY", "FACILITATOR", "SECRETARY", "SUPPORT_PERSON", "MODERATOR", "REGION_LEAD", "OBSERVER"
]
MembershipStatus = Literal["AWAITING_PARENTAL_PERMISSION", "ACTIVE", "PAUSED", "ENDED", "REMOVED"]


class MembershipView(Shape):
    """One membership of the viewer. GET /memberships/mine (PERSON) gives the active ones (list, in order of joining, at most 100)."""

    id: UUID
    network_id: UUID
    person_id: UUID
    perspective: PerspectiveCode
    """From which they speak now."""
    perspectives: list[PerspectiveCode]
    """All they may speak from: first the one they speak from now."""
    roles: list[Role]
    """In the order of Role; taking part is no role."""
    coordinates: bool
    """Whether these roles give the rights of a coordinator (COORDINATOR or DEPUTY)."""
    status: MembershipStatus
    since: AwareDatetime
    returned_at: AwareDatetime | None = None
    """When they came back from the last time they were away, for who was; the page that tells what happened is linked then."""
    version: int


class FellowMemberView(Shape):
    """Somebody who did something in a network, as who takes part there knows them; also while they are away."""

    network_id: UUID
    person_id: UUID
    display_name: str
    avatar: str = ""
    """The drawing beside the name: a shape and a colour, drawn by chance."""
    perspective: PerspectiveCode
    roles: list[Role]


class MembersAsked(Shape):
    """POST /members:batch: who are these people in these networks?

    PERSON; a list of FellowMemberView. Only where the viewer is a member too; ended members are left out.
    """

    network_ids: Annotated[list[UUID], Field(max_length=50)]
    person_ids: Annotated[list[UUID], Field(max_length=500)]


class BalanceView(Shape):
    """GET /networks/{network_id}/balance (anyone; list, in the network's order): does a perspective take part enough?

    No number below three is told.
    """

    perspective: PerspectiveCode
    present: bool
    """At least ``minimum`` people take part; one or two are told alike, so for them a minimum of two reads as one."""
    is_empty: bool
    """Nobody takes part from this perspective."""
    count: int | None
    """How many take part, or None where fewer than three do (small-number shield)."""


class NetworkBalance(Shape):
    """POST /balances:batch (Ids, anyone; list): the balance of several networks at once; unknown ones are left out."""

    network_id: UUID
    perspectives: list[BalanceView]
    """In the network's order."""


class ActivateMembership(Shape):
    """POST /memberships:activate (operator only): this address takes part; makes the account when there is none: a MembershipView.

    The same again changes nothing; another perspective or a new role changes the membership: roles are added to those
    somebody holds. A name somebody chose is kept.
    NOT_FOUND for an unknown network, WRONG_PERSPECTIVE, TAKES_NO_MEMBERS, NOT_AN_ADDRESS, NAME_MISSING.
    """

    network_slug: str
    email: Annotated[str, Field(min_length=3, max_length=254)]
    display_name: Annotated[Line, Field(max_length=80)]
    perspective: PerspectiveCode
    roles: list[Role] = []
    language: Literal["nl", "en"] = "nl"


class EndMembership(Shape):
    """POST /memberships:end (operator only): the ended MembershipView; ending twice changes nothing. NOT_FOUND without one."""

    network_slug: str
    email: Annotated[str, Field(min_length=3, max_length=254)]


class ActiveReaders(Shape):
    """POST /memberships:active (notifications only): which of these people are active members of this network now?"""

    network_id: UUID
    person_ids: Annotated[list[UUID], Field(max_length=500)]
