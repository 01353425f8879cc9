"""Links with which several people can join a network: making one, seeing how many joined, closing it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import joining as owner
from shared.api.network import joining as shapes


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A link with which several people can join.")
class OpenInvitation:
    id: strawberry.ID
    perspective: PerspectiveCode | None = strawberry.field(description="Null where whoever joins chooses.")
    cap: int
    joined: int
    opened_at: datetime
    expires_at: datetime
    closed_at: datetime | None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A new link; its token is told this once.")
class OpenInvitationMade:
    invitation: OpenInvitation
    token: str


@strawberry.input(description="Asked twice it makes two links: a secret is kept nowhere, so it cannot be told again.")
class OpenInvitationInput:
    network_id: strawberry.ID
    perspective: PerspectiveCode | None = None
    cap: int
    days: int
    client_mutation_id: str | None = None


@strawberry.input
class CloseOpenInvitationInput:
    open_invitation_id: strawberry.ID
    client_mutation_id: str | None = None


OpenInvitationResult = Annotated[OpenInvitationMade | Refusal, strawberry.union("OpenInvitationResult")]
CloseOpenInvitationResult = Annotated[OpenInvitation | Refusal, strawberry.union("CloseOpenInvitationResult")]


def _link(view: shapes.OpenInvitationView) -> OpenInvitation:
    return OpenInvitation(
        id=strawberry.ID(global_id("OpenInvitation", view.id)),
        perspective=PerspectiveCode(view.perspective) if view.perspective else None,
        cap=view.cap,
        joined=view.joined,
        opened_at=view.opened_at,
        expires_at=view.expires_at,
        closed_at=view.closed_at,
    )


def links_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    """Fetch the links of a network that count; None for who may not see them."""
    if context.viewer is None:
        return None
    given = yield from seen(owner.open_invitations(network_id))
    return None if given is None else [_link(view) for view in given]


def _open(info: Ask, input: OpenInvitationInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        perspective = input.perspective.value if input.perspective else None
        body = shape(shapes.OpenInvitationAsked, perspective=perspective, cap=input.cap, days=input.days)
        made = yield from told(owner.open_one(network_id, body))
        return OpenInvitationMade(invitation=_link(made.invitation), token=made.token)

    return change(info, Who.COORDINATORS, make)


def _close(info: Ask, input: CloseOpenInvitationInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.open_invitation_id, "OpenInvitation")
        return _link((yield from told(owner.close(found, key_for(info, input.client_mutation_id)))))

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class OpenInvitationMutation:
    open_invitation: Any = strawberry.field(
        resolver=_open,
        graphql_type=OpenInvitationResult,
        description="Make a link with which several people can join.",
        metadata=may(Who.COORDINATORS),
    )
    close_open_invitation: Any = strawberry.field(
        resolver=_close,
        graphql_type=CloseOpenInvitationResult,
        description="Let nobody join with a link any more; who joined stays.",
        metadata=may(Who.COORDINATORS),
    )
