"""Carries events over RabbitMQ: publishes with confirms on one connection, listens on others, and keeps coming back."""

import asyncio
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from random import uniform

import structlog
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import (
    AMQPError,
    AuthenticationError,
    ChannelInvalidStateError,
    DeliveryError,
    ProbableAuthenticationError,
    PublishError,
)
from aiormq.abc import DeliveredMessage
from aiormq.channel import Channel
from pamqp.commands import Basic

from shared.bus.rabbitmq.topology import Builder, WrongTopology, connect, exchange_of, queue_of
from shared.bus.rabbitmq.wire import from_wire, to_wire
from shared.bus.transport import (
    ROUTES,
    CourierAway,
    Envelope,
    Features,
    NotAccepted,
    Pace,
    Receiver,
    Route,
    Unreadable,
    durable_listeners,
)

CONFIRM_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 5.0
LONGEST_WAIT_REFUSED_SECONDS = 30.0
PREFETCH = 500
LIVE_QUEUE_LENGTH = 10_000
CANARY = "leerkring.canary"
"""The AMQP type of a message that only tests whether a queue takes anything."""
AWAY = (AMQPError, ChannelInvalidStateError, OSError, TimeoutError, asyncio.InvalidStateError)
log = structlog.get_logger("leerkring.bus")


class _Lost(Exception):
    """A connection or a consumer is gone, or not to be trusted; make a new one."""


def _pause(failures: int, error: BaseException) -> float:
    refused = isinstance(error, (AuthenticationError, ProbableAuthenticationError, WrongTopology))
    most = LONGEST_WAIT_REFUSED_SECONDS if refused else LONGEST_WAIT_SECONDS
    return min(most, 0.25 * 2.0 ** min(failures, 10)) * uniform(0.7, 1.0)  # noqa: S311 -- jitter, not a secret


_closing: set[asyncio.Task[None]] = set()


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


async def _underlay(channel: AbstractChannel) -> Channel:
    """The channel under aio-pika's: without the wrapper a message costs a fifth less."""
    found = await channel.get_underlay_channel()
    if not isinstance(found, Channel):
        raise TypeError(f"aio-pika gave a {type(found).__name__}")
    return found


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
        self._mandatory = bool(durable_listeners(service, routes))
        self._keeping: asyncio.Task[None] | None = None
        self._channel: Channel | None = None
        self._recycle = asyncio.Event()
        self._confirmed_at = 0.0
        self._silent = False
        self._ears: dict[str, bool] = {}

    async def open(self) -> None:
        """Connect in the background and keep trying; returns at once, also when the broker is away (F-01)."""
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep_publishing())

    async def close(self) -> None:
        """Stop; what is not confirmed stays with its sender."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait({self._keeping})
            self._keeping = None

    def is_up(self) -> bool:
        """Whether the broker takes what we publish and every queue we listen to is being read."""
        return self._channel is not None and not self._silent and all(self._ears.values())

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
        except AWAY as error:
            raise CourierAway("the broker went away") from error
        if not isinstance(answer, Basic.Ack):
            raise NotAccepted("the broker did not confirm it")
        self._confirmed_at = asyncio.get_running_loop().time()
        self._silent = False

    async def _keep_publishing(self) -> None:
        failures = 0
        while True:
            connection: AbstractConnection | None = None
            try:
                connection = await connect(self._url, f"{self._name} out")
                await Builder(connection).service(self._service, self._routes)
                channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
                self._recycle.clear()
                self._channel = await _underlay(channel)
                failures = 0
                await _first(connection.closed(), self._recycle.wait(), self._channel.closing)
                raise _Lost
            except (_Lost, WrongTopology, *AWAY) as error:
                failures += 1
                self._channel = None
                _report("publishing", self._service, error, failures)
                await asyncio.sleep(_pause(failures, error))
            finally:
                self._channel = None
                if connection is not None:
                    await _let_go(connection)

    async def listen(self, route: Route, receive: Receiver) -> None:
        """Bring what arrives for this consumer to ``receive``, until cancelled; a message is acknowledged after its commit."""
        failures = 0
        self._ears[route.consumer] = False
        try:
            while True:
                ear = _Ear(route, receive)
                try:
                    connection = await connect(self._url, f"{self._name} in")
                    try:
                        await ear.open(connection)
                        failures = 0
                        self._ears[route.consumer] = True
                        await ear.hear()
                    finally:
                        self._ears[route.consumer] = False
                        await _let_go(connection)
                except (_Lost, WrongTopology, *AWAY) as error:
                    failures += 1
                    _report("listening", route.consumer, error, failures)
                    await asyncio.sleep(_pause(failures, error))
        finally:
            del self._ears[route.consumer]


class _Ear:
    """One consumer on one connection."""

    def __init__(self, route: Route, receive: Receiver) -> None:
        self._route = route
        self._receive = receive
        self._arrived: list[DeliveredMessage] = []
        self._wake = asyncio.Event()
        self._lost = ""

    async def open(self, connection: AbstractConnection) -> None:
        """Have the queue, and start reading it."""
        route = self._route
        if route.durable:
            await Builder(connection).consumer(route)
        else:
            for service in route.hears:
                await Builder(connection).exchange(service)
        channel = await connection.channel(publisher_confirms=False)
        queue = queue_of(route.consumer)
        if not route.durable:
            own = await channel.declare_queue(exclusive=True, arguments={"x-max-length": LIVE_QUEUE_LENGTH})
            queue = own.name
            for service in route.hears:
                await own.bind(exchange_of(service), routing_key="#")
        self._channel = await _underlay(channel)
        self._channel.on_consumer_cancel_callbacks.add(self._cancelled)
        await self._channel.basic_qos(prefetch_count=PREFETCH)
        await self._channel.basic_consume(queue, self._arrive, no_ack=not route.durable)
        self._channel.closing.add_done_callback(lambda _: self._gone("the channel was closed"))

    async def _arrive(self, message: DeliveredMessage) -> None:
        self._arrived.append(message)
        self._wake.set()

    def _cancelled(self, _frame: object) -> None:
        log.error(
            "a queue was deleted under its consumer; what was announced meanwhile is missing: leerkring bus reconcile",
            consumer=self._route.consumer,
        )
        self._gone("the queue was deleted")

    def _gone(self, why: str) -> None:
        self._lost = self._lost or why
        self._wake.set()

    async def hear(self) -> None:
        """Hand over what arrives, in batches. Raises _Lost when the queue or the channel is gone."""
        pace = Pace()
        while True:
            await self._wake.wait()
            pace.begin()
            self._wake.clear()
            batch, self._arrived = self._arrived, []
            if batch:
                await self._take_over([item for item in map(_read, batch) if item is not None])
                if not self._lost and self._route.durable:
                    await self._channel.basic_ack(batch[-1].delivery_tag or 0, multiple=True)
            if self._lost:
                raise _Lost(self._lost)
            if wait := pace.rest(len(batch)):
                await asyncio.sleep(wait)

    async def _take_over(self, batch: list[Envelope | Unreadable]) -> None:
        """Until it is stored: while the database is away the broker keeps the rest, and nothing is sent back and forth."""
        failures = 0
        while batch:
            try:
                await self._receive(batch)
            except Exception as error:
                failures += 1
                log.warning(
                    "a batch was not taken over", consumer=self._route.consumer, events=len(batch), exc_info=error
                )
                await asyncio.sleep(min(10.0, 0.25 * 2.0 ** min(failures, 10)))
            else:
                return


def _read(message: DeliveredMessage) -> Envelope | Unreadable | None:
    properties = message.header.properties
    if properties.message_type == CANARY:
        return None
    exchange = getattr(message.delivery, "exchange", None) or ""
    return from_wire(
        message.body, properties.headers, properties.content_type, came_from=exchange.removeprefix(exchange_of(""))
    )


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
