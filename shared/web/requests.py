"""What happens around every request: it gets an id, it never falls through with a stack trace, and it may not be kept or framed."""

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog
from starlette.exceptions import HTTPException

from shared.asking import App
from shared.errors import Invalid, Refusal
from shared.telemetry import REQUEST_SECONDS, doing
from shared.web.limits import MOST_BODY_BYTES, MOST_HEADER_BYTES
from shared.web.problems import TooMuch, problem_response, refusal_of

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
READABLE = re.compile(rb"[A-Za-z0-9-]{8,64}")
log = structlog.get_logger("leerkring.web")


class HeadersTooLarge(Invalid):
    """The headers of this request are too large."""

    status = 431


class Around:
    """ASGI middleware around the routes of one face of the house.

    service: whose face. believes_ids: whether the asker's X-Request-Id and traceparent are taken over; only houses among
    themselves do.
    private: whether answers are for the asker alone, and so are never kept by anything in between.
    larger: the paths at which a body may be larger than elsewhere, and how large.
    refuse: how a request is answered that no route may see; None: with problem+json.
    """

    def __init__(
        self,
        app: App,
        *,
        service: str,
        believes_ids: bool,
        private: bool,
        larger: Mapping[str, int] | None = None,
        refuse: Callable[[Message, Refusal], App] | None = None,
    ) -> None:
        self.app = app
        self.service = service
        self.believes_ids = believes_ids
        self.private = private
        self.larger = larger or {}
        self.refuse = refuse or (lambda _scope, refusal: problem_response(refusal))

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, traceparent = self._told_by(scope)
        answered = False
        began = perf_counter()

        async def marked(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                REQUEST_SECONDS.labels(self.service, f"{message['status'] // 100}xx").observe(perf_counter() - began)
                headers = message.setdefault("headers", [])
                headers.append((b"x-request-id", request_id.encode()))
                if self.private:
                    headers.append((b"cache-control", b"no-store"))
                    headers.append((b"x-content-type-options", b"nosniff"))
            await send(message)

        with doing(f"{self.service} {scope['method']}", request_id=request_id, traceparent=traceparent):
            try:
                if _weighs(scope["headers"]) > MOST_HEADER_BYTES:
                    await self.refuse(scope, HeadersTooLarge())(scope, receive, marked)
                    return
                length = _length(scope["headers"])
                most = self.larger.get(scope["path"], MOST_BODY_BYTES)
                if length is not None and length > most:
                    await self.refuse(scope, TooMuch())(scope, receive, marked)
                    return
                await self.app(scope, receive if length is not None else _counted(receive, most), marked)
            except Exception as error:
                if answered:
                    raise
                refusal = refusal_of(error)
                write = log.error if refusal.status >= 500 else log.warning
                route = getattr(scope.get("route"), "path", "")  # never the path itself: it may hold a secret
                write("request failed", method=scope["method"], route=route, code=refusal.code, exc_info=error)
                await self.refuse(scope, refusal)(scope, receive, marked)

    def _told_by(self, scope: Message) -> tuple[str, str | None]:
        told = {}
        if self.believes_ids:
            told = {name: value for name, value in scope["headers"] if name in (b"x-request-id", b"traceparent")}
        request_id = told.get(b"x-request-id", b"")
        return (
            request_id.decode() if READABLE.fullmatch(request_id) else uuid4().hex,
            told.get(b"traceparent", b"").decode("latin-1") or None,
        )


def _length(headers: list[tuple[bytes, bytes]]) -> int | None:
    """How long the body says it is; None when it does not say."""
    told = next((value for name, value in headers if name == b"content-length"), b"")
    return int(told[:18]) if told.isdigit() else None


def _counted(receive: Receive, most: int) -> Receive:
    """Receive a body that does not say how long it is, until it is too long (A-52)."""
    size = 0

    async def counting() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(TooMuch.status)  # the one kind that FastAPI lets through while it reads a body
        return message

    return counting


def _weighs(headers: list[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) for name, value in headers)
