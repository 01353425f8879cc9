"""Passkeys: adding and removing one's own, and signing in with one without typing an address."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.in_browser import own_session
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.api.network.passkeys import AddPasskey, BeginPasskey, PasskeyAsked, PasskeyView
from shared.errors import Invalid


@seen_by(Who.SELF)
@strawberry.type(description="A key on a device of the viewer, with which they sign in without a mail.")
class Passkey:
    id: strawberry.ID
    name: str
    created_at: datetime
    used_at: datetime | None = strawberry.field(description="When it was last used to sign in.")


@seen_by(Who.ANYONE)
@strawberry.type(description="A question to a passkey; it belongs to this browser and counts once.")
class PasskeyChallenge:
    challenge_id: strawberry.ID
    options: str = strawberry.field(
        description="For the browser: JSON for parseCreationOptionsFromJSON or parseRequestOptionsFromJSON."
    )
    expires_at: datetime


@seen_by(Who.SELF)
@strawberry.type(description="The passkey opens nothing any more.")
class PasskeyRemoved:
    passkey_id: strawberry.ID


@strawberry.input
class BeginPasskeyInput:
    client_mutation_id: str | None = None


@strawberry.input
class AddPasskeyInput:
    challenge_id: strawberry.ID
    credential: str
    name: str
    client_mutation_id: str | None = None


@strawberry.input
class RemovePasskeyInput:
    passkey_id: strawberry.ID
    client_mutation_id: str | None = None


BeginPasskeyResult = Annotated[PasskeyChallenge | Refusal, strawberry.union("BeginPasskeyResult")]
AddPasskeyResult = Annotated[Passkey | Refusal, strawberry.union("AddPasskeyResult")]
RemovePasskeyResult = Annotated[PasskeyRemoved | Refusal, strawberry.union("RemovePasskeyResult")]


def passkey(view: PasskeyView) -> Passkey:
    """Make a passkey of what network told."""
    return Passkey(
        id=strawberry.ID(global_id("Passkey", view.id)),
        name=view.name,
        created_at=view.created_at,
        used_at=view.used_at,
    )


def my_passkeys() -> Loading[list[Passkey]]:
    """Fetch the passkeys of who asks."""
    views = yield from told(network.my_passkeys())
    return [passkey(view) for view in views]


def challenge(asked: PasskeyAsked) -> PasskeyChallenge:
    """Make a question to a passkey of what network told."""
    return PasskeyChallenge(
        challenge_id=strawberry.ID(str(asked.challenge_id)), options=asked.options, expires_at=asked.expires_at
    )


def challenge_id(text: str) -> UUID:
    """Read the id of a question. Raises Invalid."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(field="challenge_id") from error


def browser_of(context: Context) -> str:
    """The secret that binds what is asked now to this browser; made when there is none."""
    context.set_browser = context.browser = context.browser or token_urlsafe(32)
    return context.browser


# A question and its answer count once, so the keys of these mutations are checked and not passed on.


def _begin(info: Ask, input: BeginPasskeyInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)
        return challenge((yield from told(network.begin_passkey(BeginPasskey(session=own_session(context))))))

    return change(info, Who.SELF, make)


def _add(info: Ask, input: AddPasskeyInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)
        asked = shape(
            AddPasskey,
            session=own_session(context),
            challenge_id=challenge_id(input.challenge_id),
            credential=input.credential,
            name=input.name,
        )
        return passkey((yield from told(network.add_passkey(asked))))

    return change(info, Who.SELF, make)


def _remove(info: Ask, input: RemovePasskeyInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        own_session(context)
        passkey_id = known_id(input.passkey_id, "Passkey")
        yield from told(network.remove_passkey(passkey_id, key_for(info, input.client_mutation_id)))
        return PasskeyRemoved(passkey_id=input.passkey_id)

    return change(info, Who.SELF, make)


@strawberry.type
class PasskeyMutation:
    begin_passkey: Any = strawberry.field(
        resolver=_begin,
        graphql_type=BeginPasskeyResult,
        description="Begin to add a passkey, within ten minutes after signing in.",
        metadata=may(Who.SELF),
    )
    add_passkey: Any = strawberry.field(
        resolver=_add,
        graphql_type=AddPasskeyResult,
        description="Add the passkey that the browser made for the question of beginPasskey.",
        metadata=may(Who.SELF),
    )
    remove_passkey: Any = strawberry.field(
        resolver=_remove,
        graphql_type=RemovePasskeyResult,
        description="Remove one of one's own passkeys.",
        metadata=may(Who.SELF),
    )
