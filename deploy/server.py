"""How one process answers HTTP: from a bound port to a graceful stop."""

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import TYPE_CHECKING

import uvicorn

from shared.errors import Unavailable
from shared.settings import Settings, WrongSetting
from shared.web.limits import KEEP_ALIVE_SECONDS, MOST_BODY_BYTES, STOPPING_SECONDS

if TYPE_CHECKING:
    from fastapi import FastAPI

STOPS = (signal.SIGTERM, signal.SIGINT)


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: a stop ends in exit code 0 and is also heard while starting."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answers = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.answers.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(settings: Settings) -> socket.socket:
    """Take the port, before anything that takes time. Raises WrongSetting when it cannot be had."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except OSError as error:
        raise WrongSetting(
            f"Nothing can be served on {settings.host}:{settings.port} ({os.strerror(error.errno or 0)}): "
            "set LEERKRING_PORT and LEERKRING_HOST to an address that is free."
        ) from error


def run(
    listener: socket.socket, house: "AbstractAsyncContextManager[FastAPI]", *, ready: Callable[[], Awaitable[None]]
) -> None:
    """Open the house, answer requests until SIGTERM or Ctrl-C, and close it again.

    house: gives the ASGI app while it is open. ready: called once, when the first request can be answered.
    Raises WrongSetting when what it stands on does not come up.
    """
    before = {number: signal.getsignal(number) for number in STOPS}
    try:
        with listener, asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_run(listener, house, ready))
    except Unavailable as refusal:
        raise WrongSetting(refusal.message) from refusal
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _run(
    listener: socket.socket, house: "AbstractAsyncContextManager[FastAPI]", ready: Callable[[], Awaitable[None]]
) -> None:
    loop = asyncio.get_running_loop()
    this = asyncio.current_task()
    server: _Server | None = None
    app: FastAPI | None = None
    stopping = False

    def stop() -> None:
        nonlocal stopping
        if stopping and server is not None:
            server.force_exit = True
        stopping = True
        if app is not None and hasattr(app.state, "hub"):
            app.state.hub.end()  # open pages would hold it up until they are cut off
        if server is not None:
            server.should_exit = True
        elif this is not None:
            this.cancel()

    for number in STOPS:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
    try:
        async with house as app:
            server = _Server(_config(app))
            async with asyncio.TaskGroup() as both:
                serving = both.create_task(server.serve(sockets=[listener]))
                await server.answers.wait()
                gc.collect()  # eighty thousand things of the start refer to each other and to nothing else: 13 MiB
                gc.freeze()  # what was made so far stays: never look through it again
                gc.enable()
                telling = both.create_task(_told(ready))
                await serving
                telling.cancel()
    except asyncio.CancelledError:
        if not stopping:
            raise


async def _told(ready: Callable[[], Awaitable[None]]) -> None:
    await ready()


def _config(app: "FastAPI") -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",  # what an app needs is opened before it is served and closed after
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=MOST_BODY_BYTES,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # LEERKRING_PROXY_HOPS says how many entries are believed
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=STOPPING_SECONDS,
    )


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # not on Windows
        return None
    return uvloop.new_event_loop
