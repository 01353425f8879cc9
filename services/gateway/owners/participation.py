"""What network is asked about one's own place in a network, and about the people in it."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.network.mandates import MandateEnded, MandateView, RecordMandate
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import (
    AnswerAppeal,
    AppealRemoval,
    AppealView,
    DeclareInterest,
    HandBackRole,
    MemberView,
    OfferExpertise,
    ParticipationView,
    RemoveMember,
    SayContribution,
    SetPerspectives,
    SetRoles,
    SpeakFrom,
)
from shared.api.page import Page

OWNER = "network"
Key = str | None


def participation(network_id: UUID, *, outline: bool) -> Inquiry[ParticipationView | None]:
    """The place of who asks in a network, whatever its state; None without one. Raises NotSignedIn.

    outline: only the place itself, without what is around it.
    """
    return get(OWNER, f"/networks/{network_id}/participation", ParticipationView | None, outline=outline or None)


def pause(network_id: UUID, key: Key) -> Inquiry[ParticipationView]:
    """Be away for a while. Raises NotFound, LastCoordinator."""
    return post(OWNER, f"/networks/{network_id}/participation:pause", ParticipationView, None, key)


def resume(network_id: UUID, key: Key) -> Inquiry[ParticipationView]:
    """Come back. Raises NotFound, CannotComeBack."""
    return post(OWNER, f"/networks/{network_id}/participation:resume", ParticipationView, None, key)


def leave(network_id: UUID, key: Key) -> Inquiry[ParticipationView]:
    """Stop taking part. Raises NotFound, LastCoordinator."""
    return post(OWNER, f"/networks/{network_id}/participation:leave", ParticipationView, None, key)


def hand_back_role(network_id: UUID, body: HandBackRole, key: Key) -> Inquiry[ParticipationView]:
    """Hold a role no longer. Raises NotFound, LastCoordinator."""
    return post(OWNER, f"/networks/{network_id}/participation:hand-back-role", ParticipationView, body, key)


def appeal(network_id: UUID, body: AppealRemoval, key: Key) -> Inquiry[ParticipationView]:
    """Object to being removed. Raises NotFound, NothingToAppeal, WordsMissing."""
    return post(OWNER, f"/networks/{network_id}/participation:appeal", ParticipationView, body, key)


def declare_interest(network_id: UUID, body: DeclareInterest, key: Key) -> Inquiry[ParticipationView]:
    """Tell the network which interest one has. Raises NotAMember, InterestMissing, TooManyInterests."""
    return post(OWNER, f"/networks/{network_id}/participation:declare-interest", ParticipationView, body, key)


def say_contribution(network_id: UUID, body: SayContribution, key: Key) -> Inquiry[ParticipationView]:
    """Tell a network what one brings. Raises NotAMember, ContributionTooLong."""
    return post(OWNER, f"/networks/{network_id}/participation:say-contribution", ParticipationView, body, key)


def offer_expertise(network_id: UUID, body: OfferExpertise, key: Key) -> Inquiry[ParticipationView]:
    """Stand among who can be asked. Raises NotAMember, TooYoungToBeAsked, NotAThemeHere."""
    return post(OWNER, f"/networks/{network_id}/participation:offer-expertise", ParticipationView, body, key)


def end_expertise(network_id: UUID, key: Key) -> Inquiry[ParticipationView]:
    """Stand among who can be asked no longer. Raises NotAMember."""
    return post(OWNER, f"/networks/{network_id}/participation:end-expertise", ParticipationView, None, key)


def end_interest(interest_id: UUID, key: Key) -> Inquiry[ParticipationView]:
    """Say that an interest is over. Raises NotFound."""
    return post(OWNER, f"/interests/{interest_id}:end", ParticipationView, None, key)


def members(
    network_id: UUID,
    *,
    first: int,
    after: str | None,
    interests: bool,
    mandates: bool,
    asking: bool,
    askable: bool,
    about: str | None,
    starting_with: UUID | None = None,
) -> Inquiry[Page[MemberView]]:
    """The members of a network, by perspective and name, with what is wanted of them. Raises NotFound, NotAMember."""
    only = {"first": first, "after": after, "interests": interests or None, "mandates": mandates or None}
    those = {"asking": asking or None, "askable": askable or None, "about": about, "starting_with": starting_with}
    return get(OWNER, f"/networks/{network_id}/members", Page[MemberView], **only, **those)


def member(membership_id: UUID) -> Inquiry[MemberView]:
    """One member of a network of who asks. Raises NotFound."""
    return get(OWNER, f"/memberships/{membership_id}", MemberView)


def appeals(network_id: UUID, *, first: int, after: str | None) -> Inquiry[Page[AppealView]]:
    """The objections that wait for an answer. Raises NotFound, NotAMember, CoordinatorNeeded."""
    return get(OWNER, f"/networks/{network_id}/appeals", Page[AppealView], first=first, after=after)


def record_mandate(membership_id: UUID, body: RecordMandate, key: Key) -> Inquiry[MandateView]:
    """Write down what somebody was appointed to. Raises NotFound, CoordinatorNeeded, MandateUnclear, TooManyMandates."""
    return post(OWNER, f"/memberships/{membership_id}:record-mandate", MandateView, body, key)


def end_mandate(mandate_id: UUID, key: Key) -> Inquiry[MandateEnded]:
    """Say that a mandate is over. Raises NotFound, CoordinatorNeeded."""
    return post(OWNER, f"/mandates/{mandate_id}:end", MandateEnded, None, key)


def set_roles(membership_id: UUID, body: SetRoles, key: Key) -> Inquiry[MemberView]:
    """Give and take roles. Raises NotFound, CoordinatorNeeded, StaleVersion, RoleIsOver, LastCoordinator."""
    return post(OWNER, f"/memberships/{membership_id}:set-roles", MemberView, body, key)


def set_perspectives(membership_id: UUID, body: SetPerspectives, key: Key) -> Inquiry[MemberView]:
    """Give and take perspectives. Raises NotFound, CoordinatorNeeded, StaleVersion, PerspectiveMissing, WrongPerspective."""
    return post(OWNER, f"/memberships/{membership_id}:set-perspectives", MemberView, body, key)


def speak_from(membership_id: UUID, body: SpeakFrom, key: Key) -> Inquiry[ParticipationView]:
    """Speak from another of one's own perspectives. Raises NotFound, StaleVersion, PerspectiveNotGiven."""
    return post(OWNER, f"/memberships/{membership_id}:speak-from", ParticipationView, body, key)


def remove(membership_id: UUID, body: RemoveMember, key: Key) -> Inquiry[MembershipView]:
    """Let somebody take part no longer. Raises NotFound, CoordinatorNeeded, WordsMissing, NotYourself, StaleVersion."""
    return post(OWNER, f"/memberships/{membership_id}:remove", MembershipView, body, key)


def answer_appeal(membership_id: UUID, body: AnswerAppeal, key: Key) -> Inquiry[MembershipView]:
    """Answer an objection. Raises NotFound, CoordinatorNeeded, NothingToAnswer, SomebodyElseAnswers, WordsMissing."""
    return post(OWNER, f"/memberships/{membership_id}:answer-appeal", MembershipView, body, key)
