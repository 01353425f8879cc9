"""Tokens with which programs act for the viewer: making one, and revoking it."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.in_browser import own_session
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.api.network.machine_tokens import MachineTokenView, MakeMachineToken


@strawberry.enum(description="What a program may do in somebody's name.")
class TokenScope(Enum):
    READ = "READ"
    READ_WRITE = "READ_WRITE"


@seen_by(Who.SELF)
@strawberry.type(
    description="A token with which a program acts for the viewer. The token itself is told once and stored nowhere."
)
class MachineToken:
    id: strawberry.ID
    name: str
    scope: TokenScope
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = strawberry.field(description="Written down at most every five minutes.")


@seen_by(Who.SELF)
@strawberry.type(description="A new token; send it as `Authorization: Bearer` to /graphql.")
class MachineTokenMade:
    token: str = strawberry.field(description="Told only now.")
    machine_token: MachineToken


@seen_by(Who.SELF)
@strawberry.type(description="The token opens nothing any more.")
class MachineTokenRevoked:
    machine_token_id: strawberry.ID


@strawberry.input
class MakeMachineTokenInput:
    name: str
    scope: TokenScope = TokenScope.READ
    days: int = 90
    client_mutation_id: str | None = None


@strawberry.input
class RevokeMachineTokenInput:
    machine_token_id: strawberry.ID
    client_mutation_id: str | None = None


MakeMachineTokenResult = Annotated[MachineTokenMade | Refusal, strawberry.union("MakeMachineTokenResult")]
RevokeMachineTokenResult = Annotated[MachineTokenRevoked | Refusal, strawberry.union("RevokeMachineTokenResult")]


def machine_token(view: MachineTokenView) -> MachineToken:
    """Make a token, without its secret, of what network told."""
    return MachineToken(
        id=strawberry.ID(global_id("MachineToken", view.id)),
        name=view.name,
        scope=TokenScope.READ_WRITE if view.may_write else TokenScope.READ,
        created_at=view.created_at,
        expires_at=view.expires_at,
        used_at=view.used_at,
    )


def my_machine_tokens() -> Loading[list[MachineToken]]:
    """Fetch the tokens of who asks."""
    views = yield from told(network.my_machine_tokens())
    return [machine_token(view) for view in views]


def _make(info: Ask, input: MakeMachineTokenInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(
            info, input.client_mutation_id
        )  # checked only: the answer holds a secret, and no answer with one is kept
        asked = shape(
            MakeMachineToken,
            session=own_session(context),
            name=input.name,
            may_write=input.scope is TokenScope.READ_WRITE,
            days=input.days,
        )
        made = yield from told(network.make_machine_token(asked))
        return MachineTokenMade(token=made.token, machine_token=machine_token(made.made))

    return change(info, Who.SELF, make)


def _revoke(info: Ask, input: RevokeMachineTokenInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        token_id = known_id(input.machine_token_id, "MachineToken")
        yield from told(network.revoke_machine_token(token_id, key_for(info, input.client_mutation_id)))
        context.hub.session_ended(token_id)
        return MachineTokenRevoked(machine_token_id=input.machine_token_id)

    return change(info, Who.SELF, make)


@strawberry.type
class MachineTokenMutation:
    make_machine_token: Any = strawberry.field(
        resolver=_make,
        graphql_type=MakeMachineTokenResult,
        description="Make a token for a program, within ten minutes after signing in. It counts 1 to 365 days.",
        metadata=may(Who.SELF),
    )
    revoke_machine_token: Any = strawberry.field(
        resolver=_revoke,
        graphql_type=RevokeMachineTokenResult,
        description="Revoke one of one's own tokens; it counts at once.",
        metadata=may(Who.SELF),
    )
