"""POST /graphql: GraphQL over HTTP (the GraphQL Foundation's draft of 2025), and subscriptions as server-sent events."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response, StreamingResponse

from services.gateway.graphql.bodies import NotReadable, Operation, read_operation
from services.gateway.graphql.context import Context
from services.gateway.graphql.execute import Executed, execute, open_subscription
from services.gateway.graphql.origins import is_ours
from shared.errors import NotSignedIn
from shared.settings import Settings

JSON = "application/json"
RESPONSE = "application/graphql-response+json"
EVENTS = "text/event-stream"
SIGN_OF_LIFE_SECONDS = 15.0


@dataclass(frozen=True)
class Entrance:
    """What the routes of GraphQL stand on.

    context_of: makes the context of a request. keep_cookies: puts what the answer asks of the cookies on the response.
    trusted: the documents of our own pages, by their hash.
    """

    settings: Settings
    context_of: Callable[[HTTPConnection], Awaitable[Context]]
    keep_cookies: Callable[[Context, Response], None]
    trusted: Mapping[str, str]

    async def answer(self, request: Request) -> Response:
        """Answer one request."""
        if request.method != "POST":
            response = _refusal(405, "GraphQL is asked by POST.", JSON)
            response.headers["Allow"] = "POST"
            return response
        kind = _negotiate(request.headers.get("accept"))
        try:
            self._check(request, kind)
            operation = read_operation(await request.body())
            text, ours = operation.document(self.trusted)
        except NotReadable as refused:
            return _refusal(refused.status, refused.message, kind)
        try:
            context = await self.context_of(request)
        except NotSignedIn:
            return _unknown_token(kind)
        if kind == EVENTS:
            return await _stream(text, operation, context, ours=ours)
        executed = await execute(text, operation.variables, context, operation.name, is_ours=ours)
        response = _response(executed.as_json, kind, 400 if kind == RESPONSE and not executed.was_answerable else 200)
        self.keep_cookies(context, response)
        return response

    def _check(self, request: Request, kind: str) -> None:
        if not kind:
            raise NotReadable(406, f"Answers are {RESPONSE}, {JSON} or {EVENTS}.")
        if not is_ours(request, self.settings):
            raise NotReadable(403, "This request came from another site.")
        if not _is_json(request.headers.get("content-type", "")):
            raise NotReadable(415, "Send application/json.")


def _response(body: dict[str, Any], kind: str, status: int) -> Response:
    return Response(to_json(body), status, media_type=f"{kind}; charset=utf-8")


def _refusal(status: int, message: str, kind: str) -> Response:
    codes = {401: "NOT_SIGNED_IN", 403: "NOT_ALLOWED", 405: "GRAPHQL_POST_ONLY"}
    error = {"message": message, "extensions": {"code": codes.get(status, "BAD_REQUEST")}}
    return _response({"errors": [error]}, RESPONSE if kind == RESPONSE else JSON, status)


def _unknown_token(kind: str) -> Response:
    """A program with a token that does not count is told so (RFC 6750, 3.1)."""
    response = _refusal(401, "This token does not count.", kind)
    response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response


def _is_json(content_type: str) -> bool:
    kind, _, parameters = content_type.lower().partition(";")
    charset = parameters.strip().removeprefix("charset=").strip('"')
    return kind.strip() == JSON and (not parameters.strip() or charset in {"utf-8", "utf8"})


def _negotiate(accept: str | None) -> str:
    """The best kind of answer the client accepts; application/json where it does not mind. Empty where there is none."""
    if accept is None or not accept.strip():
        return JSON
    best: tuple[float, str] | None = None
    for part in accept.lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        meant = {"*/*": JSON, "application/*": JSON}.get(kind, kind)
        if meant in {JSON, RESPONSE, EVENTS} and weight > 0 and (best is None or weight > best[0]):
            best = (weight, meant)
    return best[1] if best else ""


async def _stream(text: str, operation: Operation, context: Context, *, ours: bool) -> Response:
    """GraphQL over server-sent events, distinct connections mode (github.com/enisdenjo/graphql-sse, PROTOCOL.md)."""
    opened = await open_subscription(text, operation.variables, context, operation.name, is_ours=ours)
    if isinstance(opened, Executed):
        return _response(opened.as_json, JSON, 400)
    return StreamingResponse(
        _events(opened), media_type=EVENTS, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )


async def _events(results: AsyncGenerator[Executed, None]) -> AsyncGenerator[str, None]:
    yield ":\n\n"
    async with aclosing(results):
        waiting = asyncio.ensure_future(anext(results, None))
        try:
            while True:
                done, _ = await asyncio.wait({waiting}, timeout=SIGN_OF_LIFE_SECONDS)
                if not done:
                    yield ":\n\n"
                    continue
                result = waiting.result()
                if result is None:
                    break
                yield f"event: next\ndata: {to_json(result.as_json).decode()}\n\n"
                waiting = asyncio.ensure_future(anext(results, None))
        finally:
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
    yield "event: complete\ndata:\n\n"
