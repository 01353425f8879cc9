"""Carries events over RabbitMQ: publishes with confirms on one connection, listens on others, and keeps coming back."""

import asyncio
import os
import socket
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from random import uniform
from typing import Any, TypeVar

import structlog
from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import (
    AuthenticationError,
    DeliveryError,
    ProbableAuthenticationError,
    PublishError,
)
from aiormq.channel import Channel
from pamqp.commands import Basic

from shared.bus.rabbitmq.ear import AWAY, Ear, Lost, underlay
from shared.bus.rabbitmq.topology import Builder, WrongTopology, connect, exchange_of
from shared.bus.rabbitmq.wire import to_wire
from shared.bus.transport import (
    ROUTES,
    CourierAway,
    Envelope,
    Features,
    NotAccepted,
    Receiver,
    Route,
    durable_listeners,
)

CONFIRM_SECONDS = 5.0
SETUP_SECONDS = 15.0
LONGEST_WAIT_SECONDS = 5.0
LONGEST_WAIT_REFUSED_SECONDS = 30.0
LONG_SECONDS = 30.0
"""A connection that held so long did not fail at once."""
Result = TypeVar("Result")
log = structlog.get_logger("leerkring.bus")


def _pause(failures: int, error: BaseException) -> float:
    refused = isinstance(error, (AuthenticationError, ProbableAuthenticationError, WrongTopology))
    most = LONGEST_WAIT_REFUSED_SECONDS if refused else LONGEST_WAIT_SECONDS
    return min(most, 0.25 * 2.0 ** min(failures, 10)) * uniform(0.7, 1.0)  # noqa: S311 -- jitter, not a secret


_closing: set[asyncio.Task[Any]] = set()


async def _let_go(connection: AbstractConnection) -> None:
    """Close, without waiting long for a broker that does not answer any more."""
    closing = asyncio.ensure_future(_close(connection))
    _closing.add(closing)
    closing.add_done_callback(_closing.discard)
    await asyncio.wait({closing}, timeout=2)
    closing.cancel()


async def _close(connection: AbstractConnection) -> None:
    with suppress(*AWAY):
        await connection.close()


async def _within(seconds: float, doing: Coroutine[Any, Any, Result]) -> Result:
    """Run a step that may swallow its cancellation, as aio-pika's may: when its time is over it is left, not waited for.

    Raises TimeoutError then.
    """
    task = asyncio.ensure_future(doing)
    try:
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            raise TimeoutError(f"nothing within {seconds:.0f} s")
        return task.result()
    finally:
        if not task.done():
            _closing.add(task)
            task.add_done_callback(_left)
            task.cancel()


def _left(task: asyncio.Task[Any]) -> None:
    _closing.discard(task)
    if not task.cancelled():
        task.exception()  # looked at, so that nobody complains that nobody did


class RabbitTransport:
    """The courier of one service over RabbitMQ.

    Comes back by itself after every outage. What is published while the broker is away is not accepted, at once.
    """

    features = Features(name="rabbitmq", survives_its_own_death=True, crosses_processes=True)

    def __init__(self, url: str, service: str, routes: Sequence[Route] = ROUTES) -> None:
        self._url = url
        self._service = service
        self._routes = tuple(routes)
        self._name = f"leerkring {service} {socket.gethostname()}:{os.getpid()}"
        self._exchange = exchange_of(service)
        self._announces = any(service in route.hears for route in self._routes)
        self._mandatory = bool(durable_listeners(service, routes))
        self._keeping: asyncio.Task[None] | None = None
        self._channel: Channel | None = None
        self._recycle = asyncio.Event()
        self._confirmed_at = 0.0
        self._silent = False
        self._ears: dict[str, bool] = {}

    async def open(self) -> None:
        """Connect in the background and keep trying; returns at once, also when the broker is away (F-01)."""
        if self._keeping is None and self._announces:  # whoever nobody hears needs no line, and no right, to speak
            self._keeping = asyncio.create_task(
                _again_and_again("publishing", self._service, self._publish_on_one_connection)
            )

    async def close(self) -> None:
        """Stop; what is not confirmed stays with its sender."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait({self._keeping})
            self._keeping = None

    def is_up(self) -> bool:
        """Whether the broker takes what we publish and every queue we listen to is being read."""
        can_speak = not self._announces or (self._channel is not None and not self._silent)
        return can_speak and all(self._ears.values())

    async def publish(self, envelope: Envelope) -> None:
        """Hand over one event. Raises NotAccepted unless the broker confirmed it, within five seconds."""
        await self.open()
        channel = self._channel
        if channel is None:
            raise CourierAway("the broker is away")
        body, properties = to_wire(envelope)
        began = asyncio.get_running_loop().time()
        try:
            answer = await channel.basic_publish(
                body,
                exchange=self._exchange,
                routing_key=envelope.type,
                properties=properties,
                mandatory=self._mandatory,
                timeout=CONFIRM_SECONDS,
                wait=False,
            )
        except PublishError as error:
            raise NotAccepted("no queue hears it") from error
        except DeliveryError as error:
            raise NotAccepted("the broker refused it: a queue is full or not there") from error
        except TimeoutError as error:
            if self._confirmed_at < began:
                # Nothing was confirmed in all that time: the connection may be half dead (F-08, F-09).
                self._silent = True
                self._recycle.set()
            raise NotAccepted(f"no confirm within {CONFIRM_SECONDS:.0f} s") from error
        except Exception as error:  # a closed connection shows itself in many ways, RuntimeError among them
            raise CourierAway("the broker went away") from error
        if not isinstance(answer, Basic.Ack):
            raise NotAccepted("the broker did not confirm it")
        self._confirmed_at = asyncio.get_running_loop().time()
        self._silent = False

    async def _publish_on_one_connection(self) -> None:
        connection = await _within(SETUP_SECONDS, connect(self._url, f"{self._name} out"))
        try:
            channel = await _within(SETUP_SECONDS, self._channel_on(connection))
            self._recycle.clear()
            self._channel = channel
            self._silent = False
            await _first(connection.closed(), self._recycle.wait(), channel.closing)
            raise Lost
        finally:
            self._channel = None
            await _let_go(connection)

    async def _channel_on(self, connection: AbstractConnection) -> Channel:
        await Builder(connection).service(self._service, self._routes)
        return await underlay(await connection.channel(publisher_confirms=True, on_return_raises=True))

    async def listen(self, route: Route, receive: Receiver) -> None:
        """Bring what arrives for this consumer to ``receive``, until cancelled; a message is acknowledged after its commit."""
        self._ears[route.consumer] = False
        try:
            await _again_and_again("listening", route.consumer, lambda: self._listen_on_one_connection(route, receive))
        finally:
            del self._ears[route.consumer]

    async def _listen_on_one_connection(self, route: Route, receive: Receiver) -> None:
        connection = await _within(SETUP_SECONDS, connect(self._url, f"{self._name} in"))
        try:
            ear = Ear(route, receive)
            await _within(SETUP_SECONDS, ear.open(connection))
            self._ears[route.consumer] = True
            await ear.hear()
        finally:
            self._ears[route.consumer] = False
            await _let_go(connection)


async def _again_and_again(doing: str, who: str, live: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Live on one connection after the other, until cancelled."""
    time = asyncio.get_running_loop().time
    failures = 0
    while True:
        began = time()
        try:
            await _until_cancelled(live())
        except Exception as error:  # noqa: BLE001 -- whatever a broken line does to the library, a new one is made
            failures = 1 if time() - began > LONG_SECONDS else failures + 1
            _report(doing, who, error, failures)
            await asyncio.sleep(_pause(failures, error))


async def _until_cancelled(doing: Coroutine[Any, Any, None]) -> None:
    """Run something to its end; when we are cancelled, so is it, as often as it takes: aio-pika may swallow one."""
    task = asyncio.ensure_future(doing)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        us = asyncio.current_task()
        if us is not None and not us.cancelling():
            raise Lost("its connection was cancelled") from None
        while not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=0.2)
        raise


async def _first(*waiting: object) -> None:
    """Wait for the first of these; the others are let go."""
    tasks = {asyncio.ensure_future(one) for one in waiting}  # type: ignore[call-overload]  # futures and coroutines alike
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def _report(doing: str, who: str, error: BaseException, failures: int) -> None:
    if isinstance(error, WrongTopology):
        log.error("the broker lacks what we need", who=who, doing=doing, reason=str(error))
    elif failures in (1, 10) or failures % 100 == 0:
        log.warning("the broker is away", who=who, doing=doing, reason=type(error).__name__, failures=failures)
