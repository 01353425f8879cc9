"""Signing in and out, and what people change about themselves."""

from contextlib import suppress
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Language
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.passkeys import PasskeyChallenge, browser_of, challenge, challenge_id
from services.gateway.graphql.refusals import Refusal, change, key_for, shape
from services.gateway.graphql.viewer import Viewer, viewer_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.api.network.passkeys import BeginPasskeySignIn, CompletePasskeySignIn
from shared.api.network.people import AuthSessionOpened, ChangeMe, CompleteSignIn, RequestSignIn, SignedIn
from shared.errors import Conflict, Unavailable

SIGN_IN_LASTS = timedelta(minutes=10)


class TooManyTries(Conflict):
    """There were too many tries from here; wait an hour."""


@strawberry.input
class RequestSignInInput:
    email: str
    language: Language = Language.nl
    client_mutation_id: str | None = None


@strawberry.input(description="With the code from the mail, or with the token of the link; in the browser that asked.")
class CompleteSignInInput:
    code: str | None = None
    token: str | None = None
    client_mutation_id: str | None = None


@strawberry.input
class BeginPasskeySignInInput:
    client_mutation_id: str | None = None


@strawberry.input(description="With the answer of a passkey to the question of beginPasskeySignIn, as JSON.")
class CompletePasskeySignInInput:
    challenge_id: strawberry.ID
    credential: str
    client_mutation_id: str | None = None


@strawberry.input
class SignOutInput:
    everywhere: bool = False
    client_mutation_id: str | None = None


@strawberry.input
class ChangeMeInput:
    display_name: str | None = None
    is_pseudonym: bool | None = None
    avatar: str | None = None
    language: Language | None = None
    client_mutation_id: str | None = None


@seen_by(Who.ANYONE)
@strawberry.type(
    description="A code and a link are on their way, where the address is known; the answer is always the same."
)
class SignInStarted:
    expires_at: datetime


@seen_by(Who.SELF)
@strawberry.type(description="Signed out.")
class SignedOut:
    everywhere: bool


RequestSignInResult = Annotated[SignInStarted | Refusal, strawberry.union("RequestSignInResult")]
CompleteSignInResult = Annotated[Viewer | Refusal, strawberry.union("CompleteSignInResult")]
BeginPasskeySignInResult = Annotated[PasskeyChallenge | Refusal, strawberry.union("BeginPasskeySignInResult")]
CompletePasskeySignInResult = Annotated[Viewer | Refusal, strawberry.union("CompletePasskeySignInResult")]
SignOutResult = Annotated[SignedOut | Refusal, strawberry.union("SignOutResult")]
ChangeMeResult = Annotated[Viewer | Refusal, strawberry.union("ChangeMeResult")]


def _request(info: Ask, input: RequestSignInInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        browser = context.browser or token_urlsafe(32)
        request = shape(RequestSignIn, email=input.email, browser=browser, language=input.language.value)
        key = key_for(info, input.client_mutation_id)
        context.set_browser = browser
        if not context.may_ask_sign_in():  # the same answer, and no mail
            return SignInStarted(expires_at=context.clock.now() + SIGN_IN_LASTS)
        started = yield from told(network.request_sign_in(request, key))
        context.set_sign_in_id = str(started.sign_in_id)
        return SignInStarted(expires_at=started.expires_at)

    return _for_anyone(info, make)


def _complete(info: Ask, input: CompleteSignInInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        if not context.may_try_code():
            raise TooManyTries
        sign_in_id: UUID | None = None
        with suppress(ValueError):
            sign_in_id = UUID(context.sign_in_id or "")
        request = shape(
            CompleteSignIn,
            browser=context.browser or token_urlsafe(32),
            sign_in_id=sign_in_id,
            code=input.code,
            token=input.token,
            device=context.device,
        )
        # No idempotency key: the answer holds a secret, and a code counts once.
        opened = yield from told(network.complete_sign_in(request))
        yield from step_inside(context, opened)
        return (yield from viewer_of(context, info.wanted("Viewer")))

    return _for_anyone(info, make)


def _begin_passkey(info: Ask, input: BeginPasskeySignInInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)
        if not context.may_try_code():
            raise TooManyTries
        return challenge(
            (yield from told(network.begin_passkey_sign_in(BeginPasskeySignIn(browser=browser_of(context)))))
        )

    return _for_anyone(info, make)


def _complete_passkey(info: Ask, input: CompletePasskeySignInInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)
        if not context.may_try_code():
            raise TooManyTries
        request = shape(
            CompletePasskeySignIn,
            browser=context.browser or token_urlsafe(32),
            challenge_id=challenge_id(input.challenge_id),
            credential=input.credential,
            device=context.device,
        )
        yield from step_inside(context, (yield from told(network.complete_passkey_sign_in(request))))
        return (yield from viewer_of(context, info.wanted("Viewer")))

    return _for_anyone(info, make)


def step_inside(context: Context, opened: AuthSessionOpened) -> Loading[None]:
    """Carry the new session in this browser; what it carried before ends (A-14), so that a device stands in the list once."""
    earlier = context.session
    if earlier is not None:
        with suppress(Unavailable):
            yield from told(network.end_session(earlier, everywhere=False))
        context.gateway.remembered.forget_secret(earlier)
    context.set_session = context.session = opened.token
    context.become(
        SignedIn(auth_session_id=opened.auth_session_id, person_id=opened.person_id, expires_at=opened.expires_at)
    )


def _out(info: Ask, input: SignOutInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        context.clear_session = True
        if context.session is None:
            return SignedOut(everywhere=False)
        yield from told(network.end_session(context.session, everywhere=input.everywhere))
        remembered = context.gateway.remembered
        remembered.forget_secret(context.session)
        if context.viewer is not None:
            context.hub.session_ended(context.viewer.auth_session_id)
            if input.everywhere:
                remembered.forget_person(context.viewer.person_id)
        context.become(None)
        return SignedOut(everywhere=input.everywhere)

    return _for_anyone(info, make)


def _change(info: Ask, input: ChangeMeInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        request = shape(
            ChangeMe,
            display_name=input.display_name,
            is_pseudonym=input.is_pseudonym,
            avatar=input.avatar,
            language=input.language.value if input.language else None,
        )
        yield from told(network.change_me(request, key_for(info, input.client_mutation_id)))
        return (yield from viewer_of(context, info.wanted("Viewer")))

    return change(info, Who.SELF, make)


def _for_anyone(info: Ask, make: Any) -> Loading[Any]:
    """Signing in and out also works while nobody can say who somebody is."""
    info.context.viewer_unknown = None
    return change(info, Who.ANYONE, make)


@strawberry.type
class SignInMutation:
    request_sign_in: Any = strawberry.field(
        resolver=_request,
        graphql_type=RequestSignInResult,
        description="Have a code and a link mailed to sign in with.",
        metadata=may(Who.ANYONE),
    )
    complete_sign_in: Any = strawberry.field(
        resolver=_complete,
        graphql_type=CompleteSignInResult,
        description="Sign in; the answer sets the session cookie.",
        metadata=may(Who.ANYONE),
    )
    begin_passkey_sign_in: Any = strawberry.field(
        resolver=_begin_passkey,
        graphql_type=BeginPasskeySignInResult,
        description="Begin to sign in with a passkey, without typing an address.",
        metadata=may(Who.ANYONE),
    )
    complete_passkey_sign_in: Any = strawberry.field(
        resolver=_complete_passkey,
        graphql_type=CompletePasskeySignInResult,
        description="Sign in with the answer of a passkey; the answer sets the session cookie.",
        metadata=may(Who.ANYONE),
    )
    sign_out: Any = strawberry.field(
        resolver=_out,
        graphql_type=SignOutResult,
        description="Sign out here, or everywhere.",
        metadata=may(Who.ANYONE),
    )
    change_me: Any = strawberry.field(
        resolver=_change,
        graphql_type=ChangeMeResult,
        description="Change one's own name or language.",
        metadata=may(Who.SELF),
    )
