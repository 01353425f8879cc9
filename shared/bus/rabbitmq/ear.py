"""One consumer on one connection: reads its queue and hands over what arrives, in batches."""

import asyncio

import structlog
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError
from aiormq.abc import DeliveredMessage
from aiormq.channel import Channel

from shared.bus.rabbitmq.topology import Builder, exchange_of, queue_of
from shared.bus.rabbitmq.wire import from_wire
from shared.bus.transport import Envelope, Pace, Receiver, Route, Unreadable

PREFETCH = 500
LIVE_QUEUE_LENGTH = 10_000
CANARY = "leerkring.canary"
"""The AMQP type of a message that only tests whether a queue takes anything."""
AWAY = (AMQPError, ChannelInvalidStateError, OSError, TimeoutError, asyncio.InvalidStateError)
log = structlog.get_logger("leerkring.bus")


class Lost(Exception):
    """A connection or a consumer is gone, or not to be trusted; make a new one."""


async def underlay(channel: AbstractChannel) -> Channel:
    """The channel under aio-pika's: without the wrapper a message costs a fifth less."""
    found = await channel.get_underlay_channel()
    if not isinstance(found, Channel):
        raise TypeError(f"aio-pika gave a {type(found).__name__}")
    return found


class Ear:
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
        self._channel = await underlay(channel)
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
        """Hand over what arrives, in batches. Raises Lost when the queue or the channel is gone."""
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
                raise Lost(self._lost)
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
