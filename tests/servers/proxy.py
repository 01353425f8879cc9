"""A line between a client and a server that a test can slow down, silence and cut."""

import asyncio
import random
import socket
import struct
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

CHUNK = 65536


class Way(StrEnum):
    """Which way bytes go: up to the server or down to the client."""

    UP = "up"
    DOWN = "down"


class Mood(StrEnum):
    """What the line does with connections and bytes."""

    PASS = "pass"
    REFUSE = "refuse"
    BLACKHOLE = "blackhole"


@dataclass
class Cut:
    """Where a line is cut: when these bytes have gone by, before or after letting them through."""

    pattern: bytes
    way: Way
    let_through: bool
    times: int
    done: threading.Event = field(default_factory=threading.Event)


class TcpProxy:
    """Listens on a port of 127.0.0.1, in a thread of its own, and passes on to ``host:port``.

    What a method sets holds at once, for open lines too, until pass_on() or another method.
    """

    def __init__(self, port: int, *, host: str = "127.0.0.1") -> None:
        self.target = (host, port)
        self.port = 0
        self.opened = 0
        """How many connections were taken so far."""
        self.mood = Mood.PASS
        self._delay = (0.0, 0.0)
        self._bytes_a_second: float | None = None
        self._cuts: list[Cut] = []
        self._pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="tcp-proxy", daemon=True)

    # Starting and stopping

    def start(self) -> None:
        """Listen on a free port."""
        self._thread.start()
        self._call(self._listen())

    def close(self) -> None:
        """Cut every line and stop."""
        if self._thread.is_alive():
            self._call(self._finish())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _call(self, coroutine: Any) -> Any:
        future: Future[Any] = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return future.result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _finish(self) -> None:
        self._server.close()
        self._reset_all()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0.01)  # the sockets are closed in the next turn of the loop

    # What a test says

    def pass_on(self) -> None:
        """Be a plain line again: no delay, no throttle, no cut, nothing refused or held back."""
        self._delay, self._bytes_a_second, self._cuts = (0.0, 0.0), None, []
        self._set(Mood.PASS)

    def refuse(self) -> None:
        """Close the port: who connects is refused, and open lines are reset."""
        self._set(Mood.REFUSE)
        self.reset()

    def blackhole(self) -> None:
        """Take connections and bytes and let nothing through, either way, without closing anything."""
        self._set(Mood.BLACKHOLE)

    def reset(self) -> None:
        """Cut every open line at once with a reset; new ones are taken as before."""

        async def cut() -> None:
            self._reset_all()

        self._call(cut())

    def delay(self, seconds: float, *, jitter: float = 0) -> None:
        """Hold every piece back this long, more or less ``jitter``."""
        self._delay = (seconds, jitter)

    def throttle(self, bytes_a_second: float) -> None:
        """Let no more than this through, each way of each line."""
        self._bytes_a_second = bytes_a_second

    def cut_on(self, pattern: bytes, *, way: Way = Way.UP, let_through: bool = True, times: int = 1) -> threading.Event:
        """Reset a line when ``pattern`` goes by, after letting it through or instead; the event given back tells that it happened.

        The end of a mail, its answer lost (RFC 1047): ``cut_on(b"\\r\\n.\\r\\n")``.
        """
        cut = Cut(pattern, way, let_through, times)
        self._cuts.append(cut)
        return cut.done

    def swap_target(self, port: int, *, host: str = "127.0.0.1") -> None:
        """Bring new connections to another server."""
        self.target = (host, port)

    def _set(self, mood: Mood) -> None:
        self.mood = mood

        async def wake() -> None:
            if mood is Mood.REFUSE:
                self._server.close()
            elif not self._server.is_serving():
                await self._listen()
            self._woken.set()
            self._woken = asyncio.Event()

        self._call(wake())

    # The line itself

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            await self._until_passing()
            upper, lower = await asyncio.open_connection(*self.target)
        except (OSError, asyncio.CancelledError):
            _reset(writer)
            return
        pair = (writer, lower)
        self._pairs.add(pair)
        try:
            await asyncio.gather(self._pump(reader, lower, Way.UP, pair), self._pump(upper, writer, Way.DOWN, pair))
        except (OSError, asyncio.CancelledError):
            for side in pair:
                _reset(side)
        finally:
            self._pairs.discard(pair)
            for side in pair:
                side.close()

    async def _pump(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        way: Way,
        pair: tuple[asyncio.StreamWriter, asyncio.StreamWriter],
    ) -> None:
        seen = b""
        while piece := await source.read(CHUNK):
            await self._until_passing()
            seconds, jitter = self._delay
            if seconds or jitter:
                await asyncio.sleep(max(0.0, seconds + random.uniform(-jitter, jitter)))  # noqa: S311 -- jitter, not a secret
            cut, piece, seen = self._look(piece, seen, way)
            await self._send(sink, piece)
            if cut is not None:
                for side in pair:
                    _reset(side)
                cut.done.set()
                raise ConnectionResetError("cut on purpose")
        if sink.can_write_eof():
            sink.write_eof()

    def _look(self, piece: bytes, seen: bytes, way: Way) -> tuple[Cut | None, bytes, bytes]:
        """Return the cut that falls in this piece, what of the piece still goes through, and what to remember of it."""
        for cut in list(self._cuts):
            if cut.way is not way:
                continue
            window = seen[-(len(cut.pattern) - 1) :] if len(cut.pattern) > 1 else b""
            at = (window + piece).find(cut.pattern)
            if at < 0:
                continue
            cut.times -= 1
            if cut.times == 0:
                self._cuts.remove(cut)
            end = at + len(cut.pattern) - len(window)
            return cut, piece[:end] if cut.let_through else piece[: max(0, at - len(window))], b""
        longest = max((len(cut.pattern) for cut in self._cuts), default=0)
        return None, piece, (seen + piece)[-longest:] if longest else b""

    async def _send(self, sink: asyncio.StreamWriter, piece: bytes) -> None:
        rate = self._bytes_a_second
        step = max(1, int(rate / 20)) if rate else CHUNK
        for start in range(0, len(piece), step):
            part = piece[start : start + step]
            sink.write(part)
            await sink.drain()
            if rate:
                await asyncio.sleep(len(part) / rate)

    async def _until_passing(self) -> None:
        while self.mood is Mood.BLACKHOLE:
            await self._woken.wait()

    def _reset_all(self) -> None:
        for pair in list(self._pairs):
            for side in pair:
                _reset(side)
        for task in self._tasks:
            task.cancel()


def _reset(side: asyncio.StreamWriter) -> None:
    """End a connection with RST, so that the other end notices at once."""
    line = side.get_extra_info("socket")
    if line is not None and not side.is_closing():
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    side.transport.abort()
