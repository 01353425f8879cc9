"""A user per service: what `leerkring deploy topology` says it needs is enough, and no more than that (RELIABILITY 7.4)."""

import asyncio
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import aio_pika
import pytest
from aiormq.exceptions import ChannelAccessRefused

from shared.bus.rabbitmq.courier import RabbitTransport
from shared.bus.rabbitmq.topology import connect, deploy_topology, exchange_of, permissions_of, queue_of
from shared.bus.transport import ROUTES, Envelope, Unreadable
from tests.servers.rabbitmq import RabbitNode

SERVICES = ("network", "agenda", "notifications", "gateway")


@pytest.fixture
def urls(rabbitmq_node: RabbitNode) -> dict[str, str]:
    """The address of the broker as each service's own user, after the topology was declared by somebody who may."""
    asyncio.run(deploy_topology(rabbitmq_node.url))
    given = urlsplit(rabbitmq_node.url)
    names = {service: f"{service}-{uuid4().hex[:8]}" for service in SERVICES}
    erlang = "".join(_user(name, permissions_of(service)) for service, name in names.items())
    rabbitmq_node.rabbitmqctl("eval", f"{erlang}ok.")
    return {
        service: urlunsplit(given._replace(netloc=f"{name}:secret@{given.hostname}:{given.port}"))
        for service, name in names.items()
    }


def _user(name: str, patterns: tuple[str, str, str]) -> str:
    configure, write, read = (pattern.replace("\\", "\\\\") for pattern in patterns)
    return (
        f'rabbit_auth_backend_internal:add_user(<<"{name}">>, <<"secret">>, <<"tests">>), '
        f'rabbit_auth_backend_internal:set_permissions(<<"{name}">>, <<"/">>, '
        f'<<"{configure}">>, <<"{write}">>, <<"{read}">>, <<"tests">>), '
    )


def event_of(source: str) -> Envelope:
    """Something that this service announces."""
    return Envelope(
        id=uuid4(),
        source=source,
        type=f"nl.leernetwerken.{source}.happened.v1",
        subject=uuid4(),
        version=1,
        time=datetime(2026, 11, 21, 12, 0, tzinfo=UTC),
        data=b"{}",
    )


@pytest.mark.broker
async def test_events_travel_between_users_who_may_do_nothing_else(urls: dict[str, str]) -> None:
    transports = {service: RabbitTransport(url, service) for service, url in urls.items()}
    heard: dict[str, list[Envelope | Unreadable]] = {route.consumer: [] for route in ROUTES}
    listening = []
    for route in ROUTES:

        async def receive(batch: object, into: list[Envelope | Unreadable] = heard[route.consumer]) -> None:
            into.extend(batch)  # type: ignore[arg-type]  # a sequence of what arrived

        listening.append(asyncio.create_task(transports[route.consumer].listen(route, receive)))
    for transport in transports.values():
        await transport.open()
    async with asyncio.timeout(20):
        while not all(transport.is_up() for transport in transports.values()):
            await asyncio.sleep(0.05)
    event = event_of("network")

    await transports["network"].publish(event)

    async with asyncio.timeout(10):
        while not all(heard.values()):
            await asyncio.sleep(0.05)
    assert heard == {"agenda": [event], "notifications": [event], "gateway": [event]}
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    for transport in transports.values():
        await transport.close()


@pytest.mark.broker
async def test_a_service_can_neither_speak_for_another_nor_read_what_is_meant_for_another(urls: dict[str, str]) -> None:
    """A-81: a stolen login of one service announces nothing in the name of another."""
    connection = await connect(urls["agenda"], "agenda")
    async with connection:
        channel = await connection.channel()
        network = await channel.get_exchange(exchange_of("network"), ensure=False)
        with pytest.raises(ChannelAccessRefused):
            await network.publish(aio_pika.Message(b"{}"), "x")
        channel = await connection.channel()
        queue = await channel.get_queue(queue_of("notifications"), ensure=False)
        with pytest.raises(ChannelAccessRefused):
            await queue.get()
        channel = await connection.channel()
        with pytest.raises(ChannelAccessRefused):
            await channel.declare_queue("mine", durable=True)
