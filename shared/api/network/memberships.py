"""What memberships can be asked: who takes part, from which perspective, in which role."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.networks import PerspectiveCode
from shared.api.page import Shape

Role = Literal["MEMBER", "COORDINATOR"]
MembershipStatus = Literal["ACTIVE", "ENDED"]


class MembershipView(Shape):
    """One membership of the viewer. GET /memberships/mine gives the active ones."""

    id: UUID
    network_id: UUID
    person_id: UUID
    perspective: PerspectiveCode
    role: Role
    status: MembershipStatus
    since: AwareDatetime


class MemberView(Shape):
    """One member as fellow members see them. GET /networks/{network_id}/members (Page, members only)."""

    membership_id: UUID
    network_id: UUID
    person_id: UUID
    display_name: str
    perspective: PerspectiveCode
    role: Role


class MembersAsked(Shape):
    """POST /members:batch: who are these people in these networks? Only where the viewer is a member too; ended members are left out."""

    network_ids: Annotated[list[UUID], Field(max_length=50)]
    person_ids: Annotated[list[UUID], Field(max_length=500)]


class BalanceView(Shape):
    """GET /networks/{network_id}/balance (anyone): does a perspective take part enough? No number below three is told."""

    perspective: PerspectiveCode
    present: bool
    """At least ``minimum`` people take part."""
    count: int | None
    """How many take part, or None where fewer than three do (small-number shield)."""


class ActivateMembership(Shape):
    """POST /memberships:activate (operator only): this address takes part; makes the account when there is none."""

    network_slug: str
    email: Annotated[str, Field(min_length=3, max_length=254)]
    display_name: Annotated[str, Field(min_length=1, max_length=80)]
    perspective: PerspectiveCode
    role: Role = "MEMBER"
    language: Literal["nl", "en"] = "nl"


class EndMembership(Shape):
    """POST /memberships:end (operator only)."""

    network_slug: str
    email: Annotated[str, Field(min_length=3, max_length=254)]


class ActiveReaders(Shape):
    """POST /memberships:active (notifications only): which of these people are active members of this network now?"""

    network_id: UUID
    person_ids: Annotated[list[UUID], Field(max_length=500)]
