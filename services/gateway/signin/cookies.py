"""What a browser carries: the secret of its session, the secret that binds a sign-in to it, and where its visitor was going."""

from datetime import timedelta

from starlette.requests import HTTPConnection
from starlette.responses import Response

from services.gateway.graphql.context import Context, Gateway, context_for, context_for_program
from services.gateway.signin.devices import device_of
from shared.errors import NotSignedIn

SESSION = "__Host-session"
BROWSER = "__Host-browser"
SIGN_IN = "__Host-sign-in"
BACK = "__Host-back"

SESSION_LASTS = timedelta(days=30)
"""The service ends a session earlier when it is idle; this is only how long a browser carries it."""
SIGN_IN_LASTS = timedelta(hours=1)
SHORTEST_TOKEN, LONGEST_TOKEN = 16, 200


async def context_from(connection: HTTPConnection) -> Context:
    """Make the GraphQL context of a request or a socket from its cookies."""
    gateway: Gateway = connection.app.state.gateway
    cookies = connection.cookies
    return await context_for(
        gateway,
        session=cookies.get(SESSION) or None,
        browser=cookies.get(BROWSER) or None,
        sign_in_id=cookies.get(SIGN_IN) or None,
        device=device_of(connection.headers.get("user-agent", "")),
    )


async def context_of_caller(connection: HTTPConnection) -> Context:
    """Make the GraphQL context of whoever calls /graphql: a program with a token (RFC 6750), else a browser with cookies.

    A token that does not count is no stranger: raises NotSignedIn.
    """
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return await context_from(connection)
    if not SHORTEST_TOKEN <= len(token.strip()) <= LONGEST_TOKEN:
        raise NotSignedIn
    gateway: Gateway = connection.app.state.gateway
    return await context_for_program(gateway, token.strip())


def keep_cookies(context: Context, response: Response) -> None:
    """Put what the answer asks of the cookies on the response; a signed-in browser no longer carries its sign-in."""
    if context.set_browser is not None:
        _set(response, BROWSER, context.set_browser, SIGN_IN_LASTS)
    if context.set_sign_in_id is not None:
        _set(response, SIGN_IN, context.set_sign_in_id, SIGN_IN_LASTS)
    if context.set_session is not None:
        _set(response, SESSION, context.set_session, SESSION_LASTS)
        _drop(response, SIGN_IN)
        _drop(response, BROWSER)
        _drop(response, BACK)
    if context.clear_session:
        _drop(response, SESSION)
    if context.set_session is not None or context.clear_session:
        # What pages kept on this device for whoever was here before: notes, a page to read offline. Cookies stay.
        response.headers["Clear-Site-Data"] = '"storage"'


def keep_back(response: Response, address: str) -> None:
    """Let the browser that asks for a mail carry where its visitor wanted to go; the code and the link both lead there."""
    _set(response, BACK, address, SIGN_IN_LASTS)


def _set(response: Response, name: str, value: str, lasts: timedelta) -> None:
    response.set_cookie(
        name, value, max_age=int(lasts.total_seconds()), path="/", secure=True, httponly=True, samesite="lax"
    )


def _drop(response: Response, name: str) -> None:
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")
