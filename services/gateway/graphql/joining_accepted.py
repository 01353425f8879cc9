"""Saying yes to an invitation: looking at it, accepting a personal one, joining with a link for several."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.ages import AgeAnswer
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Language, PerspectiveCode, Role
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.memberships import Membership, memberships_of
from services.gateway.graphql.networks import Network, networks_of
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.supporting import SupportPerson, support_people
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import joining as owner
from services.gateway.owners.inquiry import Inquiry
from shared import errors
from shared.api.network import joining as shapes
from shared.api.network.memberships import MembershipView


@seen_by(Who.HOLDER)
@strawberry.type(description="An invitation, for who holds its token.")
class SeenInvitation:
    network: Network
    perspective: PerspectiveCode | None = strawberry.field(description="Null where whoever joins chooses.")
    invited_by: str | None
    is_personal: bool = strawberry.field(description="For one address; use acceptInvitation, else joinNetwork.")
    expires_at: datetime
    support_people: list[SupportPerson] = strawberry.field(
        metadata=may(Who.HOLDER, length=20), description="With a personal invitation: who can help."
    )
    role: Role | None = strawberry.field(description="The role that comes with a personal invitation.")


@strawberry.input(description="Under 16 a support person and the address of a parent or guardian are needed too.")
class AcceptInvitationInput:
    token: str
    age: AgeAnswer | None = strawberry.field(default=None, description="Needed from who was never asked.")
    supporter_id: strawberry.ID | None = strawberry.field(default=None, description="Their membership.")
    guardian_email: str | None = None
    guardian_language: Language = Language.nl
    client_mutation_id: str | None = None


@strawberry.input
class JoinNetworkInput:
    token: str
    perspective: PerspectiveCode | None = strawberry.field(
        default=None, description="Where the invitation leaves it open."
    )
    age: AgeAnswer | None = strawberry.field(default=None, description="Needed from who was never asked.")
    client_mutation_id: str | None = None


AcceptInvitationResult = Annotated[Membership | Refusal, strawberry.union("AcceptInvitationResult")]
JoinNetworkResult = Annotated[Membership | Refusal, strawberry.union("JoinNetworkResult")]


def _look(info: Ask, token: str) -> Loading[Any]:
    try:
        view = yield from told(owner.look(shape(shapes.InvitationToken, token=token)))
    except (errors.NotFound, errors.NotAllowed, errors.Conflict, errors.Invalid):
        return None
    networks = yield from networks_of(info.context, [view.network], info.wanted().below("network"))
    return SeenInvitation(
        network=networks[0],
        perspective=PerspectiveCode(view.perspective) if view.perspective else None,
        invited_by=view.invited_by,
        is_personal=view.is_personal,
        expires_at=view.expires_at,
        support_people=support_people(view.support_people),
        role=Role(view.role) if view.role else None,
    )


def _joined(info: Ask, context: Context, inquiry: Inquiry[MembershipView]) -> Loading[Any]:
    view = yield from told(inquiry)
    return (yield from memberships_of(context, [view], info.wanted("Membership")))[0]


def _accept(info: Ask, input: AcceptInvitationInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        supporter_id = None if input.supporter_id is None else known_id(input.supporter_id, "Membership")
        body = shape(
            shapes.AcceptInvitation,
            token=input.token,
            age=input.age.value if input.age else None,
            supporter_id=supporter_id,
            guardian_email=input.guardian_email or None,
            guardian_language=input.guardian_language.value,
        )
        return _joined(info, context, owner.accept(body, key_for(info, input.client_mutation_id)))

    return change(info, Who.SIGNED_IN, make)


def _join(info: Ask, input: JoinNetworkInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        perspective = input.perspective.value if input.perspective else None
        age = input.age.value if input.age else None
        body = shape(shapes.JoinNetwork, token=input.token, perspective=perspective, age=age)
        return _joined(info, context, owner.join(body, key_for(info, input.client_mutation_id)))

    return change(info, Who.SIGNED_IN, make)


@strawberry.type
class InvitationQuery:
    invitation: Any = strawberry.field(
        resolver=_look,
        graphql_type=SeenInvitation | None,
        description="Who invites for what; null when it was used, withdrawn, is full or over. Looking changes nothing.",
        metadata=may(Who.HOLDER),
    )


@strawberry.type
class InvitationAnswerMutation:
    accept_invitation: Any = strawberry.field(
        resolver=_accept,
        graphql_type=AcceptInvitationResult,
        description="Take part with a personal invitation, signed in with the address it was sent to.",
        metadata=may(Who.SIGNED_IN),
    )
    join_network: Any = strawberry.field(
        resolver=_join,
        graphql_type=JoinNetworkResult,
        description="Take part with a link for several people; joining twice changes nothing.",
        metadata=may(Who.SIGNED_IN),
    )
