"""Looks whether everything stands and works in the broker, and mends what can be mended."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import aio_pika
from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import AMQPError, DeliveryError, PublishError
from aiormq.exceptions import ChannelNotFoundEntity

from shared.bus.rabbitmq.ear import AWAY, CANARY
from shared.bus.rabbitmq.topology import (
    DEAD_ARGUMENTS,
    Builder,
    WrongTopology,
    arguments_of,
    connect,
    dead_queue_of,
    exchange_of,
    queue_of,
)
from shared.bus.rabbitmq.wire import to_wire
from shared.bus.transport import ROUTES, Envelope, Route, durable_listeners
from shared.database import new_id

PATIENCE_SECONDS = 5.0
MENDING_SECONDS = 30.0
"""The broker itself looks five seconds for a leader before it deletes a queue that has none."""
CANARY_TYPE = "nl.leernetwerken.canary.sung.v1"
"""An event that nobody knows: a consumer stores it as ignored, which shows that the way is open."""
Arrived = Callable[[UUID], Awaitable[bool]]
"""Whether a consumer has an event in its inbox by now."""


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be.

    kind: ``unreachable``, ``blocked``, ``missing-exchange``, ``missing-queue``, ``wrong-arguments``, ``leaderless-queue``,
    ``missing-binding``, ``unread-queue`` or ``broker-dead``. needs_replay: whether events may be lost until a replay.
    """

    kind: str
    name: str
    text: str
    is_fixed: bool = False
    needs_replay: bool = False


class Doctor:
    """Examines one broker.

    arrived: for each consumer how to ask whether an event came into its inbox; without it a single missing binding of an
    exchange that others do hear cannot be seen.
    """

    def __init__(
        self, url: str, routes: Sequence[Route] = ROUTES, arrived: Mapping[str, Arrived] | None = None
    ) -> None:
        self._url = url
        self._routes = [route for route in routes if route.durable]
        self._services = sorted({service for route in self._routes for service in route.hears})
        self._arrived = dict(arrived or {})

    async def examine(self, *, fix: bool = False, now: datetime) -> list[Finding]:
        """Look at everything; with ``fix`` also mend. Empty: all is well.

        Mending a queue without a leader means deleting it: what stood in it comes back with ``leerkring bus replay``.
        """
        try:
            connection = await connect(self._url, "leerkring doctor")
        except AWAY as error:
            return [Finding("unreachable", "broker", f"The broker does not answer: {type(error).__name__}.")]
        async with connection:
            findings = await self._examine(connection, now)
        if fix and findings:
            # On another connection: the broker ends one that still waits for a queue when that queue is deleted.
            async with await connect(self._url, "leerkring doctor") as connection:
                findings = [await self._mend(connection, finding) for finding in findings]
        return findings

    async def _examine(self, connection: AbstractConnection, now: datetime) -> list[Finding]:
        if not await self._sings(connection, None):
            return [
                Finding("blocked", "broker", "The broker takes no message at all: look for its memory or disk alarm.")
            ]
        findings = [finding for service in self._services if (finding := await self._exchange(connection, service))]
        for route in self._routes:
            findings += await self._queue(connection, queue_of(route.consumer), arguments_of(route.consumer))
            findings += await self._queue(connection, dead_queue_of(route.consumer), DEAD_ARGUMENTS)
        broken = {finding.name for finding in findings if finding.kind in {"missing-queue", "leaderless-queue"}}
        silent = {finding.name for finding in findings if finding.kind in {"missing-exchange", "leaderless-queue"}}
        for service in self._services:
            listeners = map(queue_of, durable_listeners(service, self._routes))
            if silent.isdisjoint([exchange_of(service), *listeners]):  # else nothing would be confirmed
                findings += await self._bindings(connection, service, broken, now)
        return findings

    async def _exchange(self, connection: AbstractConnection, service: str) -> Finding | None:
        name = exchange_of(service)
        channel = await connection.channel()
        try:
            await channel.get_exchange(name)
        except ChannelNotFoundEntity:
            return Finding("missing-exchange", name, f"{service} has nowhere to announce.")
        await channel.close()
        return None

    async def _queue(self, connection: AbstractConnection, name: str, arguments: dict[str, Any]) -> list[Finding]:
        channel = await connection.channel()
        is_dead_queue = name.endswith(".broker-dead")
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                queue = await channel.get_queue(name)
        except ChannelNotFoundEntity:
            return [
                Finding("missing-queue", name, "Nobody keeps events for this consumer.", needs_replay=not is_dead_queue)
            ]
        except (TimeoutError, AMQPError):
            return [self._leaderless(name)]
        await channel.close()
        try:
            await Builder(connection).queue(name, arguments)
        except WrongTopology as error:
            return [Finding("wrong-arguments", name, str(error))]
        told = queue.declaration_result
        if is_dead_queue:
            text = f"The broker gave up on {told.message_count} messages; delivered twenty times in vain."
            return [Finding("broker-dead", name, text)] if told.message_count else []
        if not await self._sings(connection, name):
            return [self._leaderless(name)]
        return [] if told.consumer_count else [Finding("unread-queue", name, "No consumer reads it now.")]

    def _leaderless(self, name: str) -> Finding:
        return Finding(
            "leaderless-queue", name, "It stands there and takes nothing, while the broker does.", needs_replay=True
        )

    async def _sings(self, connection: AbstractConnection, queue: str | None) -> bool:
        """Whether a queue confirms a message; None: a queue of our own, to tell a bad queue from a bad broker."""
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        # It never expires: the broker would put it with what was delivered twenty times in vain.
        message = aio_pika.Message(b"", type=CANARY, message_id=str(new_id()))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                name = queue or (await channel.declare_queue(exclusive=True)).name
                await channel.default_exchange.publish(message, name, mandatory=True)
        except TimeoutError:
            return False
        except (
            DeliveryError
        ):  # refused: it is full, or without a leader, which a queue that was killed early may be for good
            return queue is not None and await self._gives(queue)
        with suppress(*AWAY):
            async with asyncio.timeout(2):
                await channel.close()
        return True

    async def _gives(self, queue: str) -> bool:
        """Whether a queue can be read; on a connection of its own, because the broker ends one that asks a queue without a leader."""
        with suppress(*AWAY):
            async with asyncio.timeout(PATIENCE_SECONDS), await connect(self._url, "leerkring doctor") as connection:
                channel = await connection.channel()
                found = await (await channel.get_queue(queue, ensure=False)).get(fail=False)
                if found is not None:
                    await found.nack(requeue=True)
                return True
        return False

    async def _bindings(
        self, connection: AbstractConnection, service: str, broken: set[str], now: datetime
    ) -> list[Finding]:
        consumers = durable_listeners(service, self._routes)
        canary = Envelope(new_id(), service, CANARY_TYPE, new_id(), 0, now, b"{}")
        body, properties = to_wire(canary)
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        exchange = await channel.get_exchange(exchange_of(service), ensure=False)
        message = aio_pika.Message(
            body,
            headers=properties.headers,
            content_type=properties.content_type,
            message_id=properties.message_id,
            type=CANARY_TYPE,
        )
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await exchange.publish(message, CANARY_TYPE, mandatory=True)
        except PublishError:
            return [self._unbound(service, consumer) for consumer in consumers]
        except (TimeoutError, DeliveryError):
            return []  # one of the queues takes nothing, which was found before
        await channel.close()
        asked = [one for one in consumers if one in self._arrived and queue_of(one) not in broken]
        came = await asyncio.gather(*(self._comes(self._arrived[one], canary.id) for one in asked))
        return [self._unbound(service, one) for one, has_come in zip(asked, came, strict=True) if not has_come]

    async def _comes(self, arrived: Arrived, canary_id: UUID) -> bool:
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE_SECONDS
        while loop.time() < until:
            if await arrived(canary_id):
                return True
            await asyncio.sleep(0.1)
        return False

    def _unbound(self, service: str, consumer: str) -> Finding:
        name = f"{exchange_of(service)} -> {queue_of(consumer)}"
        return Finding(
            "missing-binding", name, f"What {service} announces does not reach {consumer}.", needs_replay=True
        )

    async def _mend(self, connection: AbstractConnection, finding: Finding) -> Finding:
        builder = Builder(connection)
        try:
            async with asyncio.timeout(MENDING_SECONDS):
                if finding.kind == "leaderless-queue":
                    channel = await connection.channel()
                    await channel.queue_delete(finding.name)
                    await channel.close()
                elif finding.kind not in {"missing-exchange", "missing-queue", "missing-binding"}:
                    return finding
                if finding.kind == "missing-exchange":
                    await builder.exchange(finding.name.removeprefix(exchange_of("")))
                for route in self._routes:
                    if finding.name.endswith((queue_of(route.consumer), dead_queue_of(route.consumer))):
                        await builder.consumer(route)
                    elif finding.kind == "missing-exchange" and finding.name in map(exchange_of, route.hears):
                        await builder.bind(queue_of(route.consumer), finding.name.removeprefix(exchange_of("")))
        except (*AWAY, WrongTopology) as error:
            return replace(
                finding, text=f"{finding.text} It could not be mended: {str(error) or type(error).__name__}."
            )
        return replace(finding, is_fixed=True)
