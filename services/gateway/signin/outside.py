"""Going to another house to sign in, and coming back (OpenID Connect Core 1.0, code flow with PKCE, RFC 7636).

This is the one thing people do here that GraphQL cannot: the protocol asks for redirects. What is random about a visit is made
from its state and the secret of the browser, so nothing secret is kept while somebody is away, and it fits no other browser.
"""

import hmac
import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from authlib.integrations.starlette_client import StarletteOAuth2App

from services.gateway.graphql.context import Context
from services.gateway.graphql.in_browser import own_session
from services.gateway.graphql.loading import load
from services.gateway.graphql.passkeys import browser_of
from services.gateway.graphql.refusals import shape
from services.gateway.graphql.signin import TooManyTries, step_inside
from services.gateway.owners import network
from shared.api.network.outside_identities import BeginLinking, BeginOutsideSignIn, ComeBack
from shared.errors import NotAllowed, NotFound, Unavailable
from shared.settings import OidcProvider, Settings

log = logging.getLogger(__name__)
SCOPE = "openid email"
LONGEST = 255


class OutsideSilent(Unavailable):
    """The other house does not answer; use a mail address, or try again in a few minutes."""


class OutsideRefused(NotAllowed):
    """The other house did not let you in, or what it said could not be trusted; try again."""


@dataclass(frozen=True)
class Return:
    """Somebody came back. ``linked``: an identity was linked, and nobody signed in anew. ``back``: where they wanted to go."""

    linked: bool
    back: str


class OutsideHouses:
    """The houses that the operator set, by their code; what they publish is asked once and kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._houses = {one.code: (one, _client(one)) for one in settings.oidc_providers}

    async def begin(self, context: Context, code: str, *, back: str, link: bool) -> str:
        """Note that this browser goes there, and give the address to go to.

        back: a path of ours. link: to link what comes back to who is signed in, else to sign in.
        Raises NotFound for a house nobody set, OutsideSilent for one that is silent, and what network refuses with.
        """
        _, client = self._house(code)
        if not context.may_try_code():
            raise TooManyTries
        browser = browser_of(context)
        state = f"{token_urlsafe(32)}.{urlsafe_b64encode(back.encode()).decode()}"
        address = await self._address(client, code, state, browser)
        if link:
            linking = shape(BeginLinking, provider=code, state=state, browser=browser, session=own_session(context))
            await context.owners.answer(network.begin_linking(linking))
        else:
            away = shape(BeginOutsideSignIn, provider=code, state=state, browser=browser)
            await context.owners.answer(network.begin_outside_sign_in(away))
        return address

    async def come_back(self, context: Context, code: str, asked: Mapping[str, str], *, language: str) -> Return:
        """Check what the other house says of who comes back, and sign them in or link them.

        asked: what stands in the address. Raises OutsideRefused, NotFound, Unavailable, and what network refuses with.
        """
        house, client = self._house(code)
        state, given = asked.get("state", ""), asked.get("code", "")
        if not state or not given or context.browser is None:
            raise OutsideRefused
        claims = await self._claims(house, client, state=state, given=given, browser=context.browser)
        email = claims.get("email")
        request = shape(
            ComeBack,
            provider=code,
            state=state,
            browser=context.browser,
            issuer=house.issuer,
            subject=claims["sub"],
            verified_email=email if claims.get("email_verified") is True and _fits(email) else None,
            language=language,
            device=context.device,
        )
        came_back = await context.owners.answer(network.come_back(request))
        if came_back.opened is None:
            return Return(linked=True, back=_back(state))
        await load(context, step_inside(context, came_back.opened))
        return Return(linked=False, back=_back(state))

    def _house(self, code: str) -> tuple[OidcProvider, StarletteOAuth2App]:
        if code not in self._houses:
            raise NotFound
        return self._houses[code]

    async def _address(self, client: StarletteOAuth2App, code: str, state: str, browser: str) -> str:
        try:
            made = await client.create_authorization_url(
                self._return_to(code),
                state=state,
                nonce=_made_of("nonce", browser, state),
                code_verifier=_made_of("verifier", browser, state),
            )
        except Exception as error:
            log.warning("the house %s gives no address to go to", code, exc_info=error)
            raise OutsideSilent from error
        return str(made["url"])

    async def _claims(
        self, house: OidcProvider, client: StarletteOAuth2App, *, state: str, given: str, browser: str
    ) -> Mapping[str, Any]:
        try:
            token = await client.fetch_access_token(
                redirect_uri=self._return_to(house.code),
                code=given,
                code_verifier=_made_of("verifier", browser, state),
            )
            claims = await client.parse_id_token(
                token,
                nonce=_made_of("nonce", browser, state),
                claims_options={
                    "iss": {"essential": True, "values": [house.issuer]},
                    "sub": {"essential": True, "validate": lambda _, subject: _fits(subject)},
                    "nonce": {"essential": True},
                },
            )
        except Exception as error:
            # never what it said: that may hold an address or a token
            log.warning("what the house %s says cannot be trusted: %s", house.code, type(error).__name__)
            raise OutsideRefused from error
        if claims is None:
            raise OutsideRefused
        return dict(claims)

    def _return_to(self, code: str) -> str:
        """Where the other house sends people back to: made from the configured address only (A-12)."""
        return f"{self._settings.address}/inloggen/terug/{code}"


def _client(house: OidcProvider) -> StarletteOAuth2App:
    return StarletteOAuth2App(
        framework=None,
        name=house.code,
        client_id=house.client_id,
        client_secret=house.client_secret.get_secret_value() if house.client_secret else None,
        server_metadata_url=f"{house.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": SCOPE,
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_basic" if house.client_secret else "none",
        },
    )


def _made_of(what: str, browser: str, state: str) -> str:
    """What belongs to one visit and one browser, and can be made again when it comes back."""
    digest = hmac.digest(browser.encode(), f"oidc-{what}\0{state}".encode(), sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _back(state: str) -> str:
    """Where somebody wanted to go: it came back with a state that counts once, so it is as we wrote it."""
    try:
        return urlsafe_b64decode(state.partition(".")[2].encode()).decode()
    except ValueError:
        return "/"


def _fits(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST
