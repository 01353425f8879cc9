"""An open page of a member: it hears over graphql-transport-ws that something changed."""

import asyncio
import json
import threading
from types import TracebackType

import websockets

from tests.journeys.browser import Browser

DOCUMENT = "subscription($slug: String!) { networkChanged(slug: $slug) { kind } }"


class Listening:
    """Listens to one network, in a thread of its own, until the block ends."""

    def __init__(self, browser: Browser, slug: str) -> None:
        self._browser = browser
        self._slug = slug
        self._kinds: list[str] = []
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._error: BaseException | None = None

    def kinds(self) -> set[str]:
        """What kinds of changes were heard so far."""
        assert self._error is None, repr(self._error)
        return set(self._kinds)

    def __enter__(self) -> "Listening":
        self._thread.start()
        assert self._ready.wait(15), f"could not listen: {self._error!r}"
        assert self._error is None, repr(self._error)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._listen())
        except (OSError, AssertionError, websockets.WebSocketException) as error:
            self._error = error
            self._ready.set()
        finally:
            self._loop.close()

    async def _listen(self) -> None:
        cookies = "; ".join(f"{name}={value}" for name, value in self._browser.cookies.items())
        async with websockets.connect(
            self._browser.address.replace("http", "ws", 1) + "/graphql",
            subprotocols=[websockets.Subprotocol("graphql-transport-ws")],
            origin=websockets.Origin(self._browser.address),
            additional_headers={"cookie": cookies},
        ) as socket:
            await socket.send(json.dumps({"type": "connection_init"}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            payload = {"query": DOCUMENT, "variables": {"slug": self._slug}}
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
            await asyncio.sleep(0.5)  # the protocol has no word for "subscribed"
            self._ready.set()
            hearing = asyncio.create_task(self._hear(socket))
            await self._over.wait()
            hearing.cancel()

    async def _hear(self, socket: websockets.ClientConnection) -> None:
        async for message in socket:
            said = json.loads(message)
            if said["type"] == "next":
                self._kinds.append(said["payload"]["data"]["networkChanged"]["kind"])
