"""Accounts at other houses: through which one may sign in, which are linked to the viewer, and unlinking one.

Signing in through one goes by redirects (OpenID Connect), so it begins on a page: POST /inloggen/via/<code>.
"""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.in_browser import own_session
from services.gateway.graphql.loading import Loading, nothing, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.api.network.outside_identities import OutsideIdentityView


@seen_by(Who.ANYONE)
@strawberry.type(description="Another house through which people may sign in.")
class SignInProvider:
    code: str
    label: str


@seen_by(Who.SELF)
@strawberry.type(description="An account at another house with which the viewer signs in.")
class OutsideIdentity:
    id: strawberry.ID
    label: str = strawberry.field(description="What that house is called.")
    linked_at: datetime
    used_at: datetime | None


@seen_by(Who.SELF)
@strawberry.type(description="That house does not vouch for the viewer any more.")
class OutsideIdentityUnlinked:
    outside_identity_id: strawberry.ID


@strawberry.input
class UnlinkOutsideIdentityInput:
    outside_identity_id: strawberry.ID
    client_mutation_id: str | None = None


UnlinkOutsideIdentityResult = Annotated[
    OutsideIdentityUnlinked | Refusal, strawberry.union("UnlinkOutsideIdentityResult")
]


def identity(context: Context, view: OutsideIdentityView) -> OutsideIdentity:
    """Make an identity of what network told; a house that the operator took away is called by its code."""
    labels = {one.code: one.label for one in context.settings.oidc_providers}
    return OutsideIdentity(
        id=strawberry.ID(global_id("OutsideIdentity", view.id)),
        label=labels.get(view.provider, view.provider),
        linked_at=view.linked_at,
        used_at=view.used_at,
    )


def my_identities(context: Context) -> Loading[list[OutsideIdentity]]:
    """Fetch the identities of who asks."""
    views = yield from told(network.my_identities())
    return [identity(context, view) for view in views]


def _providers(info: Ask) -> Loading[Any]:
    return nothing([SignInProvider(code=one.code, label=one.label) for one in info.context.settings.oidc_providers])


def _unlink(info: Ask, input: UnlinkOutsideIdentityInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        own_session(context)
        identity_id = known_id(input.outside_identity_id, "OutsideIdentity")
        yield from told(network.unlink_identity(identity_id, key_for(info, input.client_mutation_id)))
        return OutsideIdentityUnlinked(outside_identity_id=input.outside_identity_id)

    return change(info, Who.SELF, make)


@strawberry.type
class SignInProviderQuery:
    sign_in_providers: Any = strawberry.field(
        resolver=_providers,
        graphql_type=list[SignInProvider],
        description="Other houses through which people may sign in; often none.",
        metadata=may(Who.ANYONE, length=5),
    )


@strawberry.type
class OutsideIdentityMutation:
    unlink_outside_identity: Any = strawberry.field(
        resolver=_unlink,
        graphql_type=UnlinkOutsideIdentityResult,
        description="Unlink an account at another house.",
        metadata=may(Who.SELF),
    )
