"""What stands in front of every page: forms are taken from our own pages only, and the browser is told what it may do."""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = {"GET", "HEAD", "OPTIONS"}
FROM_ANYWHERE = ("/afmelden/", "/graphql")
"""One-click unsubscribe is sent by mail servers without cookies (RFC 8058); /graphql takes JSON only and checks by itself."""

SECRET_IN_ADDRESS = (
    "/afmelden/",
    "/inloggen/link/",
    "/ik/mailadres/",
    "/mailadres-stoppen/",
    "/inloggen/terug/",
    "/uitnodiging/",
    "/toestemming/",
    "/eigen-account/",
    "/kalender/",
    "/gegevens/",
    "/antwoord/",
)


def content_policy(theme: str | None = None, *, frames: bool = False) -> str:
    """What a page may load: only what we serve, and the operator's stylesheet from the origin ``theme``."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'"
        + (f" {theme}" if theme else "")
        + "; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        + ("; frame-src 'self'" if frames else "")
    )


def secure(headers: MutableHeaders, path: str, *, policy: str, encrypted: bool) -> None:
    """Write the security headers of an answer: what a page may do, and who may keep, frame and follow it."""
    headers.setdefault("Content-Security-Policy", policy)
    headers.setdefault("Cache-Control", "no-store")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if path.startswith(SECRET_IN_ADDRESS):
        headers["Referrer-Policy"] = "no-referrer"
        headers["X-Robots-Tag"] = "noindex"
    else:
        headers.setdefault("Referrer-Policy", "same-origin")
    if encrypted:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


class Guard:
    """Refuses what another site's page sends in a visitor's name, and writes the security headers.

    refuse: answers a request that came from elsewhere. policy: what a page may load.
    encrypted: whether people reach this over https, so that browsers may be told to use nothing else.
    """

    def __init__(self, app: ASGIApp, refuse: Callable[[Request], Response], *, policy: str, encrypted: bool) -> None:
        self.app = app
        self.refuse = refuse
        self.policy = policy
        self.encrypted = encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(MutableHeaders(scope=message), path, policy=self.policy, encrypted=self.encrypted)
            await send(message)

        if comes_from_elsewhere(scope["method"], path, Headers(scope=scope)):
            await self.refuse(Request(scope, receive))(scope, receive, send_guarded)
            return
        await self.app(scope, receive, send_guarded)


def comes_from_elsewhere(method: str, path: str, headers: Headers) -> bool:
    """Whether a request that changes something was not sent by a page of ours (A-61): Sec-Fetch-Site, else Origin."""
    if method in SAFE or path.startswith(FROM_ANYWHERE):
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site != "same-origin"
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc != headers.get("host")
