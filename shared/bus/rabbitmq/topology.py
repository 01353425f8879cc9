"""What stands in the broker: exchanges, queues and who hears whom. Works on RabbitMQ 3.10 and on 4, without plugins."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection
from aiormq.exceptions import ChannelAccessRefused, ChannelNotFoundEntity, ChannelPreconditionFailed

from shared.bus.transport import ROUTES, Route, durable_listeners

HEARTBEAT_SECONDS = 10
CONNECT_SECONDS = 10
DECLARE_SECONDS = 10


class WrongTopology(Exception):
    """What stands in the broker is not what this version of the house needs."""


def exchange_of(service: str) -> str:
    """The exchange that a service announces on."""
    return f"leerkring.ev.{service}"


def queue_of(consumer: str) -> str:
    """The queue that a consumer reads; its arguments cannot change, so their version stands in its name."""
    return f"leerkring.v1.{consumer}.in"


def dead_queue_of(consumer: str) -> str:
    """Where the broker puts what it delivered twenty times in vain: a backstop, our own dead letters are rows."""
    return f"leerkring.v1.{consumer}.broker-dead"


def arguments_of(consumer: str) -> dict[str, Any]:
    """The arguments of a consumer's queue."""
    return {
        "x-queue-type": "quorum",
        "x-delivery-limit": 20,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": dead_queue_of(consumer),
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length": 1_000_000,
    }


DEAD_ARGUMENTS: dict[str, Any] = {"x-queue-type": "quorum"}


async def connect(url: str, name: str) -> AbstractConnection:
    """Connect once, with a heartbeat of ten seconds unless the address says otherwise. ``name`` is what the broker shows."""
    address = url if "heartbeat=" in url else f"{url}{'&' if '?' in url else '?'}heartbeat={HEARTBEAT_SECONDS}"
    return await aio_pika.connect(address, timeout=CONNECT_SECONDS, client_properties={"connection_name": name})


class Builder:
    """Declares on one connection. Doing it twice changes nothing.

    A user who may not make things (a service in production) gets by with what ``leerkring deploy topology`` made: then it
    is only looked at. Raises WrongTopology with the name and the arguments when something else stands there (F-16), or
    when something is not there and may not be made.
    """

    def __init__(self, connection: AbstractConnection) -> None:
        self._connection = connection

    async def exchange(self, service: str) -> None:
        """A topic exchange."""
        name = exchange_of(service)

        async def declare(channel: AbstractChannel, passive: bool) -> None:
            await channel.declare_exchange(
                name, aio_pika.ExchangeType.TOPIC, durable=True, passive=passive, timeout=DECLARE_SECONDS
            )

        await self._make(f"exchange {name}", "topic, durable", declare)

    async def queue(self, name: str, arguments: dict[str, Any]) -> None:
        """A durable queue."""

        async def declare(channel: AbstractChannel, passive: bool) -> None:
            await channel.declare_queue(
                name, durable=True, arguments=arguments, passive=passive, timeout=DECLARE_SECONDS
            )

        await self._make(f"queue {name}", str(arguments), declare)

    async def consumer(self, route: Route) -> None:
        """Everything that one consumer needs: its queue, its backstop, and the exchanges it hears."""
        await self.queue(dead_queue_of(route.consumer), DEAD_ARGUMENTS)
        await self.queue(queue_of(route.consumer), arguments_of(route.consumer))
        for service in route.hears:
            await self.exchange(service)
            await self.bind(queue_of(route.consumer), service)

    async def service(self, service: str, routes: Sequence[Route]) -> None:
        """Everything that must stand before a service may announce: its exchange, and the queue of each who may miss nothing."""
        await self.exchange(service)
        for route in routes:
            if route.consumer in durable_listeners(service, routes):
                await self.consumer(route)

    async def bind(self, queue: str, service: str) -> None:
        """Let a queue hear everything of a service."""
        channel = await self._connection.channel()
        try:
            found = await channel.get_queue(queue, ensure=False)
            await found.bind(exchange_of(service), routing_key="#", timeout=DECLARE_SECONDS)
            await channel.close()
        except ChannelAccessRefused:
            return

    async def _make(
        self, what: str, arguments: str, declare: Callable[[AbstractChannel, bool], Awaitable[None]]
    ) -> None:
        try:
            await self._on_a_channel(declare, passive=False)
        except ChannelPreconditionFailed as error:
            raise WrongTopology(
                f"The {what} stands there with other arguments than {arguments}. Arguments cannot change: empty and delete "
                f"the old one, or give the new one a new version in its name. The broker says: {error}"
            ) from error
        except ChannelAccessRefused:
            try:
                await self._on_a_channel(declare, passive=True)
            except ChannelNotFoundEntity as error:
                raise WrongTopology(
                    f"The {what} is not there and this user may not make it: run leerkring deploy topology."
                ) from error

    async def _on_a_channel(
        self, declare: Callable[[AbstractChannel, bool], Awaitable[None]], *, passive: bool
    ) -> None:
        # A refusal closes the channel, so every declaration has one of its own.
        channel = await self._connection.channel()
        await declare(channel, passive)
        await channel.close()


async def deploy_topology(url: str, routes: Sequence[Route] = ROUTES) -> list[str]:
    """Make everything that all services need, as a user who may; returns the names of what stands now.

    Raises WrongTopology, or what aio-pika raises when the broker cannot be reached.
    """
    services = sorted(
        {service for route in routes for service in (*route.hears, *([route.consumer] if route.durable else []))}
    )
    connection = await connect(url, "leerkring deploy")
    async with connection:
        builder = Builder(connection)
        for service in services:
            await builder.exchange(service)
        for route in routes:
            if route.durable:
                await builder.consumer(route)
    durable = [route.consumer for route in routes if route.durable]
    return [
        *(exchange_of(service) for service in services),
        *(queue_of(consumer) for consumer in durable),
        *(dead_queue_of(consumer) for consumer in durable),
    ]


def permissions_of(service: str, routes: Sequence[Route] = ROUTES) -> tuple[str, str, str]:
    """What the user of a service needs once the topology stands, as RabbitMQ's three patterns: configure, write, read.

    A service writes to its own exchange and reads its own queue; whoever only hears live has queues of its own making.
    """
    own = [route for route in routes if route.consumer == service]
    exchange = re.escape(exchange_of(service))
    if all(route.durable for route in own):
        queue = re.escape(queue_of(service))
        return "^$", f"^{exchange}$", f"^{queue}$" if own else "^$"
    heard = "|".join(re.escape(exchange_of(source)) for route in own for source in route.hears)
    return "^amq\\.gen-.*$", f"^({exchange}|amq\\.gen-.*)$", f"^({heard}|amq\\.gen-.*)$"
