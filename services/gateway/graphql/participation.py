"""One's own place in a network: being away, coming back, leaving, objecting."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.ages import PermissionStatus
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import AppealOutcome, MembershipStatus, PerspectiveCode, Role, Theme, themes_of
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.mandates import Mandate, mandates_of
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.supporting import SupportPerson, support_people
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import participation as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.network import participation as shapes


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="One role somebody holds in a network.")
class HeldRole:
    role: Role
    since: datetime
    until_on: date | None = strawberry.field(description="The last day of it, where that was agreed.")


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="Something a member declared about where they stand; the whole network may weigh it.")
class Interest:
    id: strawberry.ID
    text: str
    since: datetime


@seen_by(Who.SELF)
@strawberry.type(description="Why somebody was removed from a network, and what came of their objection.")
class Removal:
    reason: str
    removed_at: datetime
    appeal: str | None
    appealed_at: datetime | None
    outcome: AppealOutcome | None
    answer: str | None
    answered_at: datetime | None


@seen_by(Who.SELF)
@strawberry.type(description="Permission of a parent or guardian for the viewer's own place; never where it was asked.")
class ParentalPermission:
    status: PermissionStatus
    reference: str = strawberry.field(description="Five signs that the parent or guardian sees too.")
    expires_at: datetime
    sent_at: datetime | None = strawberry.field(description="When the last mail was made; null while that waits.")
    given_at: datetime | None
    may_ask_again: bool


@seen_by(Who.SELF)
@strawberry.type(description="The viewer's own place in a network, also when they are away, left, or were removed.")
class Participation:
    membership_id: strawberry.ID
    perspective: PerspectiveCode = strawberry.field(description="From which the viewer speaks now.")
    perspectives: list[PerspectiveCode] = strawberry.field(
        metadata=may(Who.SELF, length=2), description="All they may speak from: first the one they speak from now."
    )
    status: MembershipStatus
    since: datetime
    held_roles: list[HeldRole] = strawberry.field(metadata=may(Who.SELF, length=8))
    coordinates: bool
    is_last_coordinator: bool = strawberry.field(
        description="Whether somebody else has to coordinate before the viewer can be away or leave."
    )
    paused_at: datetime | None
    paused_until: datetime | None = strawberry.field(description="Until when the place is kept.")
    away_since: datetime | None = strawberry.field(description="When the last time away began, that is over.")
    returned_at: datetime | None = strawberry.field(description="When the last time away was over.")
    ended_at: datetime | None
    may_come_back: bool = strawberry.field(description="Whether the viewer can take part again by themselves.")
    may_return_until: datetime | None
    contribution: str | None = strawberry.field(description="What the viewer says they bring; fellow members read it.")
    expertise: list[Theme] | None = strawberry.field(description="What they may be asked about; null: nothing.")
    interests: list[Interest] = strawberry.field(metadata=may(Who.SELF, length=10))
    mandates: list[Mandate] = strawberry.field(metadata=may(Who.SELF, length=5))
    removal: Removal | None
    permission: ParentalPermission | None = strawberry.field(description="For who started under 16.")
    helped_by: str | None = strawberry.field(description="The support person who helps the viewer here.")
    lacks_support: bool = strawberry.field(description="Whether who helped is gone, while the viewer needs somebody.")
    supporters: list[SupportPerson] = strawberry.field(
        metadata=may(Who.SELF, length=20), description="Whom the viewer can choose then."
    )
    helps: list[str] = strawberry.field(metadata=may(Who.SELF, length=50), description="Whom the viewer helps here.")
    version: int


OUTLINE = {"membershipId", "perspective", "perspectives", "status", "since", "version", "contribution"}
OUTLINE |= {"pausedAt", "pausedUntil", "awaySince"}
"""What the place itself tells: whoever asks for no more needs nothing around it."""


def held_roles(views: Sequence[shapes.HeldRole]) -> list[HeldRole]:
    """Make roles of what network told."""
    return [HeldRole(role=Role(view.role), since=view.from_at, until_on=view.until_on) for view in views]


def interests_of(views: Sequence[shapes.InterestView]) -> list[Interest]:
    """Make interests of what network told."""
    ids = (strawberry.ID(global_id("Interest", view.id)) for view in views)
    return [Interest(id=one, text=view.text, since=view.from_at) for one, view in zip(ids, views, strict=True)]


def participation(view: shapes.ParticipationView) -> Participation:
    """Make the viewer's place of what network told."""
    removal, permission = view.removal, view.permission
    return Participation(
        membership_id=strawberry.ID(global_id("Membership", view.membership_id)),
        perspective=PerspectiveCode(view.perspective),
        perspectives=[PerspectiveCode(one) for one in view.perspectives],
        status=MembershipStatus(view.status),
        since=view.since,
        held_roles=held_roles(view.roles),
        coordinates=view.coordinates,
        is_last_coordinator=view.is_last_coordinator,
        paused_at=view.paused_at,
        paused_until=view.paused_until,
        away_since=view.away_since,
        returned_at=view.returned_at,
        ended_at=view.ended_at,
        may_come_back=view.may_come_back,
        may_return_until=view.may_return_until,
        contribution=view.contribution,
        expertise=themes_of(view.expertise),
        interests=interests_of(view.interests),
        mandates=mandates_of(view.mandates),
        removal=None
        if removal is None
        else Removal(
            reason=removal.reason,
            removed_at=removal.removed_at,
            appeal=removal.appeal,
            appealed_at=removal.appealed_at,
            outcome=AppealOutcome(removal.outcome) if removal.outcome else None,
            answer=removal.answer,
            answered_at=removal.answered_at,
        ),
        permission=None
        if permission is None
        else ParentalPermission(
            status=PermissionStatus(permission.status),
            reference=permission.reference,
            expires_at=permission.expires_at,
            sent_at=permission.sent_at,
            given_at=permission.given_at,
            may_ask_again=permission.may_ask_again,
        ),
        helped_by=view.helped_by,
        lacks_support=view.lacks_support,
        supporters=support_people(view.supporters),
        helps=view.helps,
        version=view.version,
    )


def participation_in(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    """Fetch the viewer's place in a network; None for a stranger and for who never took part."""
    if context.viewer is None:
        return None
    view = yield from seen(owner.participation(network_id, outline=place.wanted.names <= OUTLINE))
    return None if view is None else participation(view)


@strawberry.input
class PauseMembershipInput:
    network_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class ResumeMembershipInput:
    network_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class EndMembershipInput:
    network_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class AppealRemovalInput:
    network_id: strawberry.ID
    text: str
    client_mutation_id: str | None = None


PauseMembershipResult = Annotated[Participation | Refusal, strawberry.union("PauseMembershipResult")]
ResumeMembershipResult = Annotated[Participation | Refusal, strawberry.union("ResumeMembershipResult")]
EndMembershipResult = Annotated[Participation | Refusal, strawberry.union("EndMembershipResult")]
AppealRemovalResult = Annotated[Participation | Refusal, strawberry.union("AppealRemovalResult")]


def changed(
    info: Ask,
    who: Who,
    id_: str,
    kind: str,
    client_mutation_id: str | None,
    inquire: Callable[[UUID, str | None], Inquiry[shapes.ParticipationView]],
) -> Loading[Any]:
    """Change one's own place, and give it as it is then; inquire: what to ask of the row, by its id and key."""

    def make(_context: Context) -> Loading[Any]:
        row_id = known_id(id_, kind)
        return participation((yield from told(inquire(row_id, key_for(info, client_mutation_id)))))

    return change(info, who, make)


def _pause(info: Ask, input: PauseMembershipInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    return changed(info, Who.MEMBERS, input.network_id, "Network", input.client_mutation_id, owner.pause)


def _resume(info: Ask, input: ResumeMembershipInput) -> Loading[Any]:  # noqa: A002 -- as above
    return changed(info, Who.SELF, input.network_id, "Network", input.client_mutation_id, owner.resume)


def _end(info: Ask, input: EndMembershipInput) -> Loading[Any]:  # noqa: A002 -- as above
    return changed(info, Who.MEMBERS, input.network_id, "Network", input.client_mutation_id, owner.leave)


def _appeal(info: Ask, input: AppealRemovalInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquire(network_id: UUID, key: str | None) -> Inquiry[shapes.ParticipationView]:
        return owner.appeal(network_id, shape(shapes.AppealRemoval, text=input.text), key)

    return changed(info, Who.SELF, input.network_id, "Network", input.client_mutation_id, inquire)


@strawberry.type
class ParticipationMutation:
    pause_membership: Any = strawberry.field(
        resolver=_pause,
        graphql_type=PauseMembershipResult,
        description="Be away from a network for a while; the place is kept for a year.",
        metadata=may(Who.MEMBERS),
    )
    resume_membership: Any = strawberry.field(
        resolver=_resume,
        graphql_type=ResumeMembershipResult,
        description="Come back after a pause, or within two weeks after leaving.",
        metadata=may(Who.SELF),
    )
    end_membership: Any = strawberry.field(
        resolver=_end,
        graphql_type=EndMembershipResult,
        description="Leave a network.",
        metadata=may(Who.MEMBERS),
    )
    appeal_removal: Any = strawberry.field(
        resolver=_appeal,
        graphql_type=AppealRemovalResult,
        description="Object to being removed; once.",
        metadata=may(Who.SELF),
    )
