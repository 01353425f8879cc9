"""The gateway: GraphQL, the pages on top of it, and a doorstep before both."""

from collections.abc import Callable
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from services.gateway.graphql.context import Gateway
from services.gateway.graphql.documents import hash_of
from services.gateway.graphql.gates import Gates, come_from, origin
from services.gateway.graphql.http import EVENTS, Entrance
from services.gateway.graphql.sockets import converse
from services.gateway.live.hub import Hub, TooManyOpenPages
from services.gateway.owners.remembered import Remembered
from services.gateway.owners.switchboard import Switchboard
from services.gateway.signin.cookies import context_of_caller, keep_cookies
from services.gateway.signin.outside import OutsideHouses
from services.gateway.web.documents import all_documents
from services.gateway.web.mishaps import turned_away
from services.gateway.web.site import open_site
from shared.asking import Asking
from shared.bus.work import Clock
from shared.errors import Refusal, Unavailable
from shared.settings import Settings
from shared.web.limits import MOST_CALENDAR_BYTES
from shared.web.requests import Around

THIS_MACHINE = ("localhost", "127.0.0.1")
UNCOUNTED = ("/static/", "/health/", "/metrics")
ONE_MINUTE = "60"
LINE = "/live"
OWN_CALENDAR = "/ik/eigen-agenda"


class TooManyRequests(Unavailable):
    """Too many requests come from here; wait a minute."""

    status = 429


def create_app(settings: Settings, asking: Asking, clock: Clock) -> FastAPI:
    """Put the gateway together. ``app.state.hub`` is where handlers.HANDLERS tell what happened."""
    app = FastAPI(title="Leerkring", docs_url=None, redoc_url=None, openapi_url=None)
    remembered = Remembered()
    hub = Hub(remembered, clock)
    gateway = Gateway(
        settings=settings,
        switchboard=Switchboard(asking),
        clock=clock,
        hub=hub,
        remembered=remembered,
        gates=Gates(requests_per_minute=settings.requests_per_minute),
    )
    app.state.gateway = gateway
    app.state.hub = hub
    app.state.houses = OutsideHouses(settings)
    entrance = Entrance(
        settings=settings,
        context_of=context_of_caller,
        keep_cookies=keep_cookies,
        trusted={hash_of(document.text): document.text for document in all_documents()},
    )

    async def graphql(request: Request) -> Response:
        return await entrance.answer(request)

    async def graphql_socket(socket: WebSocket) -> None:
        await converse(socket, entrance)

    app.add_route("/graphql", graphql, methods=["GET", "POST"])
    app.router.routes.append(WebSocketRoute("/graphql", graphql_socket))
    open_site(app, settings)

    def refuse(scope: Scope, refusal: Refusal) -> Response:
        return turned_away(app, Request(scope), refusal)

    app.add_middleware(Doorstep, gates=gateway.gates, hops=settings.proxy_hops, refuse=refuse)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts(settings), www_redirect=False)
    app.add_middleware(
        Around,
        service="gateway",
        believes_ids=False,
        private=False,
        larger={OWN_CALENDAR: MOST_CALENDAR_BYTES},
        refuse=refuse,
    )
    return app


def hosts(settings: Settings) -> list[str]:
    """The names under which this may be reached (A-12): its own, those the operator adds, and this machine's where none is set."""
    own = urlsplit(settings.address).hostname or ""
    here = () if settings.base_url else (*THIS_MACHINE, settings.host)
    return sorted({own, *here, *settings.trusted_hosts} - {""})


class Doorstep:
    """Notes where a request comes from, and turns away who comes too often (A-62)."""

    def __init__(self, app: ASGIApp, gates: Gates, hops: int, refuse: Callable[[Scope, Refusal], Response]) -> None:
        self.app = app
        self.gates = gates
        self.hops = hops
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let one socket in."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        peer = scope["client"][0] if scope.get("client") else ""
        forwarded: list[str] = []
        if self.hops:
            entries = Headers(scope=scope).getlist("x-forwarded-for")
            forwarded = [entry for line in entries for entry in line.split(",")]
        come_from(origin(peer, forwarded, hops=self.hops))
        if not scope["path"].startswith(UNCOUNTED) and not self.gates.lets_request():
            await self._turn_away(scope, receive, send, TooManyRequests())
        elif is_line(scope):
            with self.gates.line() as is_open:
                if is_open:
                    await self.app(scope, receive, send)
                else:
                    await self._turn_away(scope, receive, send, TooManyOpenPages())
        else:
            await self.app(scope, receive, send)

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send, refusal: Refusal) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4429, "reason": str(refusal)})
            return
        refused = self.refuse(scope, refusal)
        refused.headers["Retry-After"] = ONE_MINUTE
        await refused(scope, receive, send)


def is_line(scope: Scope) -> bool:
    """Whether what is asked stays open, to tell what changes: a socket, or events from the server."""
    if scope["type"] == "websocket" or scope["path"] == LINE:
        return True
    return scope["path"] == "/graphql" and EVENTS in Headers(scope=scope).get("accept", "").lower()
