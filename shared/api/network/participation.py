"""What memberships can be asked of one's own place in a network, and of the people in it."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.guardians import PermissionView
from shared.api.network.joining import SupportPersonView
from shared.api.network.mandates import MandateView
from shared.api.network.memberships import MembershipStatus, Role
from shared.api.network.networks import PerspectiveCode, Theme
from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine
from shared.api.text import Prose

AppealOutcome = Literal["RESTORED", "UPHELD"]


class HeldRole(Shape):
    """One role somebody holds: since when, and until and with which day (Europe/Amsterdam), where that was agreed."""

    role: Role
    from_at: AwareDatetime
    until_on: date | None


class InterestView(Shape):
    """One interest somebody declared (C047), visible to the whole network."""

    id: UUID
    text: str
    from_at: AwareDatetime


class RemovalView(Shape):
    """Why somebody was removed, for that person only, and what came of their objection."""

    reason: str
    removed_at: AwareDatetime
    appeal: str | None
    appealed_at: AwareDatetime | None
    outcome: AppealOutcome | None
    answer: str | None
    answered_at: AwareDatetime | None


class ParticipationView(Shape):
    """GET /networks/{network_id}/participation (PERSON): one's own place in a network, in whatever state; None without one.
    With ?outline=true only the place itself: roles, interests, mandates, removal, permission and support are then empty.

    POST /networks/{network_id}/participation:pause, :resume, :leave (no body), :appeal (AppealRemoval) and
    :declare-interest (DeclareInterest), :say-contribution (SayContribution) change it, and answer with it. NOT_FOUND without a
    place, LAST_COORDINATOR,
    CANNOT_COME_BACK, TAKES_NO_MEMBERS, WRONG_PERSPECTIVE, NOTHING_TO_APPEAL, WORDS_MISSING, NOT_A_MEMBER, INTEREST_MISSING,
    TOO_MANY_INTERESTS, CONTRIBUTION_TOO_LONG. POST /interests/{id}:end ends an interest and answers with it too.
    """

    membership_id: UUID
    network_id: UUID
    perspective: PerspectiveCode
    """From which they speak now."""
    perspectives: list[PerspectiveCode]
    """All they may speak from: first the one they speak from now."""
    status: MembershipStatus
    since: AwareDatetime
    roles: list[HeldRole] = []
    coordinates: bool = False
    is_last_coordinator: bool = False
    """Whether somebody else has to coordinate before this person can be away or leave."""
    paused_at: AwareDatetime | None
    paused_until: AwareDatetime | None
    away_since: AwareDatetime | None
    """With ``returned_at``: the last time they were away, for the page that tells what happened meanwhile."""
    returned_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    may_come_back: bool
    may_return_until: AwareDatetime | None
    contribution: str | None = None
    """What the person says they bring, in their own words (C036)."""
    expertise: list[Theme] | None = None
    """The themes that fellow members may ask them about, none for whatever they bring; None if they did not say so (C058).

    POST …:offer-expertise (OfferExpertise) and :end-expertise (no body) change it: NOT_A_MEMBER, TOO_YOUNG_TO_BE_ASKED,
    NOT_A_THEME_HERE.
    """
    interests: list[InterestView] = []
    mandates: list[MandateView] = []
    removal: RemovalView | None = None
    permission: PermissionView | None = None
    """That of a parent or guardian, for who started under 16."""
    helped_by: str | None = None
    """How others see the support person who helps here."""
    lacks_support: bool = False
    """Whether who helped does so no more, while this person needs help."""
    supporters: list[SupportPersonView] = []
    """Whom they can choose then; empty for who lacks nothing."""
    helps: list[str] = []
    """How others see whom this person helps as a support person, of who takes part now: at most fifty."""
    version: int


class ChooseSupporter(Shape):
    """POST /networks/{network_id}/participation:choose-supporter (PERSON): be helped by another support person: ParticipationView.

    NOT_FOUND without a place, SUPPORT_PERSON_MISSING (at ``supporter_id``).
    """

    supporter_id: UUID


class MemberView(Shape):
    """One member of a network. GET /networks/{network_id}/members?first=&after=&interests=&mandates=&asking=&askable=&about=
    (Page, by perspective and name; interests and mandates are empty and may_be_asked is None where they are not asked; askable:
    only who may be asked, about: those of them who named this theme).

    PERSON; members only (NOT_A_MEMBER), who is away is shown to coordinators only. GET /memberships/{id} gives one.
    """

    membership_id: UUID
    network_id: UUID
    person_id: UUID
    display_name: str
    avatar: str = ""
    """The drawing beside the name: a shape and a colour, drawn by chance."""
    perspective: PerspectiveCode
    """From which they speak now."""
    perspectives: list[PerspectiveCode] | None = None
    """All they may speak from, first the one they speak from now; for coordinators, None for others."""
    status: MembershipStatus
    since: AwareDatetime
    roles: list[HeldRole]
    interests: list[InterestView]
    mandates: list[MandateView]
    contribution: str | None = None
    """What they say they bring, in their own words (C036)."""
    expertise: list[Theme] | None = None
    """What fellow members may ask them about, as above; None for who is away (C058)."""
    may_be_asked: bool | None = None
    """Whether who asks can ask them something, that only the two of them read."""
    version: int


class WantedRole(Shape):
    """A role somebody should hold, until and with a day, or for as long as it goes well."""

    role: Role
    until_on: date | None = None


class SetRoles(Shape):
    """POST /memberships/{id}:set-roles (coordinators): exactly these roles: a MemberView.

    STALE_VERSION, COORDINATOR_NEEDED, LAST_COORDINATOR, ROLE_IS_OVER.
    """

    roles: Annotated[list[WantedRole], Field(max_length=8)]
    version: int


class SetPerspectives(Shape):
    """POST /memberships/{id}:set-perspectives (coordinators): they may speak from exactly these: a MemberView.

    Who loses the one they speak from goes on from the first that stays. STALE_VERSION, COORDINATOR_NEEDED,
    PERSPECTIVE_MISSING, WRONG_PERSPECTIVE.
    """

    perspectives: Annotated[list[PerspectiveCode], Field(max_length=20)]
    version: int


class SpeakFrom(Shape):
    """POST /memberships/{id}:speak-from (PERSON, of their own place): speak from this perspective: a ParticipationView.

    NOT_FOUND of another's place or while away, STALE_VERSION, PERSPECTIVE_NOT_GIVEN.
    """

    perspective: PerspectiveCode
    version: int


class RemoveMember(Shape):
    """POST /memberships/{id}:remove (coordinators): they take part no longer, and read why: the MembershipView.

    STALE_VERSION, COORDINATOR_NEEDED, WORDS_MISSING, NOT_YOURSELF, LAST_COORDINATOR.
    """

    reason: Annotated[Prose, Field(max_length=8000)]
    version: int


class AppealRemoval(Shape):
    """The body of POST /networks/{network_id}/participation:appeal."""

    text: Annotated[Prose, Field(max_length=8000)]


class AnswerAppeal(Shape):
    """POST /memberships/{id}:answer-appeal (coordinators, not who removed them): the MembershipView.

    NOTHING_TO_ANSWER, SOMEBODY_ELSE_ANSWERS, WORDS_MISSING.
    """

    outcome: AppealOutcome
    reason: Annotated[Prose, Field(max_length=8000)]


class PlaceLetterAsked(Shape):
    """POST /memberships/{id}:letter (notifications only): what a mail about this place needs, if it is still in this state.

    NOT_FOUND without such a place, PLACE_HAS_CHANGED in another state: then no mail should go.
    """

    status: Literal["ACTIVE", "PAUSED", "REMOVED", "HERE"]
    """HERE: active or paused."""


class PlaceLetter(Shape):
    """Where a mail about somebody's place goes, and which network it is about."""

    address: str
    language: Literal["nl", "en"]
    network_name: str
    network_slug: str
    until_at: AwareDatetime | None


class HandBackRole(Shape):
    """POST /networks/{network_id}/participation:hand-back-role (PERSON): hold this role no longer: a ParticipationView.

    A role that one does not hold changes nothing. NOT_FOUND without a place, LAST_COORDINATOR.
    """

    role: Role


class RoleLetterAsked(Shape):
    """POST /memberships/{id}:role-letter (notifications only): what a mail about a role that this member handed back needs.

    It goes to the coordinator ``person_id``: a PlaceLetter. NOT_FOUND when they coordinate no longer, PLACE_HAS_CHANGED when
    the role is held again or the member left: then no mail should go.
    """

    role: Role
    person_id: UUID


class AppealView(Shape):
    """One open objection. GET /networks/{network_id}/appeals?first=&after= (Page, oldest first; COORDINATOR_NEEDED)."""

    id: UUID
    membership_id: UUID
    person_id: UUID
    display_name: str
    perspective: PerspectiveCode
    reason: str
    removed_at: AwareDatetime
    appeal: str
    appealed_at: AwareDatetime
    may_answer: bool


class DeclareInterest(Posted):
    """The body of POST /networks/{network_id}/participation:declare-interest."""

    text: Annotated[PostedLine, Field(max_length=2000)]


class SayContribution(Posted):
    """The body of POST /networks/{network_id}/participation:say-contribution; without words there is none any more."""

    contribution: Annotated[PostedLine, Field(max_length=2000)] = ""


class OfferExpertise(Shape):
    """The body of POST /networks/{network_id}/participation:offer-expertise; without themes: about whatever they bring."""

    themes: Annotated[list[Theme], Field(max_length=10)] = []
