"""Subscriptions over a WebSocket: graphql-transport-ws (github.com/enisdenjo/graphql-ws, PROTOCOL.md); changes go by POST (A-55)."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from services.gateway.graphql.bodies import NotReadable, operation_of
from services.gateway.graphql.context import Context
from services.gateway.graphql.execute import Executed, open_subscription
from services.gateway.graphql.http import Entrance
from services.gateway.graphql.limits import MOST_SOCKET_BYTES, MOST_SUBSCRIPTIONS, SECONDS_TO_BEGIN
from services.gateway.graphql.origins import is_ours
from shared.errors import NotSignedIn

PROTOCOL = "graphql-transport-ws"


class Closed(Exception):
    """The socket is closed, with a code of the protocol and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


async def converse(socket: WebSocket, entrance: Entrance) -> None:
    """Serve one socket until it closes."""
    if not is_ours(socket, entrance.settings):
        await socket.close(4403, "Forbidden")
        return
    if PROTOCOL not in socket.scope.get("subprotocols", ()):
        await socket.accept()
        await socket.close(4406, "Subprotocol not acceptable")
        return
    try:
        context = await entrance.context_of(socket)
    except NotSignedIn:
        await socket.accept(PROTOCOL)
        await socket.close(4401, "Unauthorized")
        return
    await socket.accept(PROTOCOL)
    conversation = Conversation(socket, context, entrance.trusted)
    try:
        await conversation.run()
    except Closed as closed:
        await conversation.end()
        if socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError, WebSocketDisconnect):
                await socket.close(closed.code, closed.reason)
    except WebSocketDisconnect:
        pass
    finally:
        await conversation.end()


class Conversation:
    """One socket: what was said so far, and the subscriptions that run on it."""

    def __init__(self, socket: WebSocket, context: Context, trusted: Mapping[str, str]) -> None:
        self._socket = socket
        self._context = context
        self._trusted = trusted
        self._begun = False
        self._running: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Hear and answer. Raises Closed, or WebSocketDisconnect."""
        try:
            async with asyncio.timeout(SECONDS_TO_BEGIN):
                while not self._begun:
                    await self._hear()
        except TimeoutError as error:
            raise Closed(4408, "Connection initialisation timeout") from error
        while True:
            await self._hear()

    async def end(self) -> None:
        """Stop everything that runs on this socket."""
        tasks = list(self._running.values())
        self._running.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _hear(self) -> None:
        message = await self._message()
        kind = message.get("type")
        if kind == "connection_init":
            if self._begun:
                raise Closed(4429, "Too many initialisation requests")
            self._begun = True
            await self._say({"type": "connection_ack"})
        elif kind == "ping":
            await self._say({"type": "pong"})
        elif kind == "pong":
            pass
        elif kind == "subscribe":
            await self._subscribe(message)
        elif kind == "complete":
            task = self._running.pop(str(message.get("id")), None)
            if task is not None:
                task.cancel()
        else:
            raise Closed(4400, "Unknown message type")

    async def _message(self) -> dict[str, Any]:
        try:
            text = await self._socket.receive_text()
        except KeyError as error:
            raise Closed(4400, "A message is text") from error
        if len(text) > MOST_SOCKET_BYTES:
            raise Closed(4400, "This message is too long")
        try:
            message = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Closed(4400, "A message is JSON") from error
        if not isinstance(message, dict):
            raise Closed(4400, "A message is an object")
        return message

    async def _subscribe(self, message: dict[str, Any]) -> None:
        if not self._begun:
            raise Closed(4401, "Unauthorized")
        operation_id, payload = message.get("id"), message.get("payload")
        if not isinstance(operation_id, str) or not operation_id or not isinstance(payload, dict):
            raise Closed(4400, "A subscription has an id and a payload")
        if operation_id in self._running:
            raise Closed(4409, "Subscriber for this id already exists")
        if len(self._running) >= MOST_SUBSCRIPTIONS:
            await self._refuse(
                operation_id, f"A socket carries at most {MOST_SUBSCRIPTIONS} subscriptions.", "TOO_MUCH"
            )
            return
        try:
            operation = operation_of(payload)
            text, ours = operation.document(self._trusted)
        except NotReadable as refused:
            await self._refuse(operation_id, refused.message, "BAD_REQUEST")
            return
        opened = await open_subscription(text, operation.variables, self._context, operation.name, is_ours=ours)
        if isinstance(opened, Executed):
            await self._say({"id": operation_id, "type": "error", "payload": opened.errors})
            return
        self._running[operation_id] = asyncio.create_task(self._tell(operation_id, opened))

    async def _tell(self, operation_id: str, results: AsyncGenerator[Executed, None]) -> None:
        with suppress(RuntimeError, WebSocketDisconnect):  # the socket went away meanwhile
            async with aclosing(results):
                async for executed in results:
                    await self._say({"id": operation_id, "type": "next", "payload": executed.as_json})
            self._running.pop(operation_id, None)
            await self._say({"id": operation_id, "type": "complete"})

    async def _refuse(self, operation_id: str, message: str, code: str) -> None:
        error = {"message": message, "extensions": {"code": code}}
        await self._say({"id": operation_id, "type": "error", "payload": [error]})

    async def _say(self, message: dict[str, Any]) -> None:
        await self._socket.send_text(json.dumps(message, ensure_ascii=False, separators=(",", ":")))
