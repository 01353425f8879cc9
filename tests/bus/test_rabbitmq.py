"""What only a broker can do wrong: cut lines, missing and deleted queues, strangers on an exchange. RabbitMQ, with SQLite beside it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractExchange
from cloudevents.core.bindings.rabbitmq import RabbitMQMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from shared.bus.rabbitmq import courier
from shared.bus.rabbitmq.courier import RabbitTransport
from shared.bus.rabbitmq.topology import (
    WrongTopology,
    arguments_of,
    dead_queue_of,
    deploy_topology,
    exchange_of,
    queue_of,
)
from shared.bus.transport import CourierAway, Envelope, NotAccepted, Route, Unreadable
from tests.bus.road import ROUTES, Road, activated, eventually, open_house, some_ids
from tests.servers.proxy import TcpProxy, Way
from tests.workplace import StandingClock

pytestmark = pytest.mark.broker
ACK = b"\x00\x3c\x00\x50"
"""The class and method of Basic.Ack: a confirm on its way down, an acknowledgement on its way up."""


@pytest.fixture
async def channel(rabbitmq_url: str) -> AsyncIterator[AbstractChannel]:
    """A stranger's channel to the same virtual host."""
    async with await aio_pika.connect(rabbitmq_url) as connection:
        yield await connection.channel(publisher_confirms=True, on_return_raises=True)


@pytest.fixture
async def line(rabbitmq_url: str, tcp_proxy: Callable[[str], TcpProxy]) -> tuple[TcpProxy, str]:
    """A line to the broker that can be cut, and the address at its near end."""
    proxy = tcp_proxy(rabbitmq_url)
    at = rabbitmq_url.rpartition("@")[2]
    return proxy, rabbitmq_url.replace(at.partition("/")[0], f"127.0.0.1:{proxy.port}")


async def road_over(stack: AsyncExitStack, directory: Path, urls: dict[str, str]) -> Road:
    """The three houses, each with its own address of the broker."""
    houses = {}
    for name, url in urls.items():
        transport = RabbitTransport(url, name, ROUTES)
        stack.push_async_callback(transport.close)
        store = f"sqlite+aiosqlite:///{directory / name}.db"
        houses[name] = await stack.enter_async_context(open_house(name, store, transport, clock=StandingClock()))
    return Road(houses)


@pytest.fixture
async def road(rabbitmq_url: str, tmp_path: Path) -> AsyncIterator[Road]:
    """Started, and everything in the broker stands."""
    async with AsyncExitStack() as stack:
        road = await road_over(stack, tmp_path, dict.fromkeys(("network", "agenda", "notifications"), rabbitmq_url))
        road.start()
        await eventually(lambda: up(road), True)
        yield road


async def up(road: Road) -> bool:
    """Whether every courier answers."""
    for house in road.houses.values():
        await house.transport.open()
    return all(house.transport.is_up() for house in road.houses.values())


async def test_an_event_on_the_wire_is_a_cloud_event_that_any_library_reads(
    road: Road, channel: AbstractChannel
) -> None:
    probe = await channel.declare_queue(exclusive=True)
    await probe.bind(exchange_of("network"), "#")
    (subject,) = some_ids(1)

    await road["network"].announce(activated(subject, 3))
    message = await anext(aiter(probe.iterator(timeout=10, no_ack=True)))

    headers = {name: str(value) for name, value in message.headers.items()}
    event = from_binary(RabbitMQMessage(headers, message.content_type, message.body), JSONFormat(), CloudEvent)
    assert event.get_attributes() | {"time": None, "id": None} == {
        "specversion": "1.0",
        "id": None,
        "source": "urn:nld:leerkring:network",
        "type": "nl.leernetwerken.membership.activated.v1",
        "subject": str(subject),
        "time": None,
        "datacontenttype": "application/json",
        "dataschema": "urn:nld:leerkring:schema:nl.leernetwerken.membership.activated.v1",
        "subjectversion": "3",
    }
    assert json.loads(message.body)["membership_id"] == str(subject)
    assert (message.message_id, message.app_id) == (event.get_attributes()["id"], "network")
    assert message.delivery_mode == aio_pika.DeliveryMode.PERSISTENT
    assert message.routing_key == message.type == "nl.leernetwerken.membership.activated.v1"


def headers_of(envelope: Envelope, **changed: Any) -> dict[str, Any]:
    """The headers of an event, with what a stranger changes of them."""
    plain = {
        "ce-specversion": "1.0",
        "ce-id": str(envelope.id),
        "ce-source": "urn:nld:leerkring:network",
        "ce-type": envelope.type,
        "ce-subject": str(envelope.subject),
        "ce-time": envelope.time.isoformat(),
        "ce-subjectversion": str(envelope.version),
    }
    return {name: value for name, value in (plain | changed).items() if value is not None}


BAD_HEADERS: dict[str, dict[str, Any]] = {
    "no id": {"ce-id": None},
    "an id that is none": {"ce-id": "seven"},
    "a number as type": {"ce-type": 7},
    "no time": {"ce-time": None},
    "a time without a zone": {"ce-time": "2026-11-21T12:00:00"},
    "a version in words": {"ce-subjectversion": "three"},
    "another standard": {"ce-specversion": "0.3"},
}


async def test_strangers_on_an_exchange_are_put_aside_and_everybody_else_comes_through_f_42(
    road: Road, channel: AbstractChannel
) -> None:
    agenda = road["agenda"]
    (subject,) = some_ids(1)
    exchange = await channel.get_exchange(exchange_of("network"))
    envelope = agenda.envelope(activated(subject))

    for changed in BAD_HEADERS.values():
        await shout(exchange, envelope.data, headers_of(envelope, **changed))
    await shout(exchange, b"\xff\xfe", None)
    await road["network"].announce(activated(subject))

    await eventually(agenda.states, {"dead": len(BAD_HEADERS) + 1, "done": 1})
    assert await agenda.effects() == [(subject, 1)]
    assert {one["error"].partition(":")[0] for one in await agenda.desk.dead()} == {"is no event"}


async def shout(exchange: AbstractExchange, body: bytes, headers: dict[str, Any] | None) -> None:
    """Publish something by hand."""
    message = aio_pika.Message(body, content_type="application/json" if headers else None, headers=headers)
    await exchange.publish(message, "nl.leernetwerken.membership.activated.v1")


async def test_an_event_that_came_over_another_exchange_than_its_source_is_dead_a_81(
    road: Road, channel: AbstractChannel
) -> None:
    notifications = road["notifications"]
    (subject,) = some_ids(1)
    envelope = notifications.envelope(activated(subject))

    await shout(await channel.get_exchange(exchange_of("agenda")), envelope.data, headers_of(envelope))

    await eventually(notifications.states, {"dead": 1})
    (dead,) = await notifications.desk.dead()
    assert dead["error"] == "says it comes from urn:nld:leerkring:network, and came from urn:nld:leerkring:agenda"


async def test_what_no_queue_hears_is_never_marked_as_sent_f_15(road: Road, channel: AbstractChannel) -> None:
    network = road["network"]
    (subject,) = some_ids(1)
    queues = [await channel.get_queue(queue_of(consumer)) for consumer in ("agenda", "notifications")]
    for queue in queues:
        await queue.unbind(exchange_of("network"), "#")

    await network.announce(activated(subject))
    await asyncio.sleep(1.5)
    status = await network.desk.status(network.door.now())
    for queue in queues:
        await queue.bind(exchange_of("network"), "#")

    assert [one["error"] for one in status["refused_by"]] == ["no queue hears it"]
    await eventually(network.pending, 0)
    await eventually(road["agenda"].effects, [(subject, 1)])


async def test_a_queue_with_other_arguments_is_named_with_them_f_16(
    rabbitmq_url: str, channel: AbstractChannel
) -> None:
    await channel.declare_queue(queue_of("agenda"), durable=True, arguments={"x-queue-type": "quorum"})

    with pytest.raises(WrongTopology) as refused:
        await deploy_topology(rabbitmq_url, ROUTES)

    assert f"queue {queue_of('agenda')} stands there with other arguments than" in str(refused.value)
    assert "'x-delivery-limit': 20" in str(refused.value)


async def test_everything_stands_after_a_deployment_and_a_second_one_changes_nothing(
    rabbitmq_url: str, channel: AbstractChannel
) -> None:
    first = await deploy_topology(rabbitmq_url, ROUTES)
    second = await deploy_topology(rabbitmq_url, ROUTES)

    assert first == second
    assert set(first) == {
        *(exchange_of(service) for service in ("network", "agenda", "notifications")),
        *(queue_of(consumer) for consumer in ("agenda", "notifications")),
        *(dead_queue_of(consumer) for consumer in ("agenda", "notifications")),
    }
    await channel.declare_queue(queue_of("agenda"), durable=True, arguments=arguments_of("agenda"))


async def test_a_queue_that_is_deleted_under_its_consumer_is_made_again_and_the_hole_is_refilled_f_14(
    road: Road, channel: AbstractChannel
) -> None:
    network, agenda = road["network"], road["agenda"]
    before, hole, after = some_ids(3)
    await network.announce(activated(before))
    await eventually(agenda.effects, [(before, 1)])
    await agenda.stop()

    await channel.queue_delete(queue_of("agenda"))
    await network.announce(activated(hole))
    await eventually(network.pending, 0)
    agenda.start()
    await eventually(lambda: up(road), True)
    await channel.queue_delete(queue_of("agenda"))
    await asyncio.sleep(1)
    await eventually(lambda: up(road), True)
    await network.announce(activated(after))
    await eventually(agenda.effects, [(before, 1), (after, 1)])
    found = await network.desk.reconcile(agenda.desk, fix=True)

    assert [(one.subject, one.state) for one in found] == [(hole, "missing")]
    await eventually(agenda.effects, [(before, 1), (after, 1), (hole, 1)])


async def test_a_line_that_is_cut_before_the_confirm_sends_again_and_is_known_f_06(
    rabbitmq_url: str, line: tuple[TcpProxy, str], tmp_path: Path
) -> None:
    proxy, near = line
    (subject,) = some_ids(1)
    async with AsyncExitStack() as stack:
        urls = {"network": near, "agenda": rabbitmq_url, "notifications": rabbitmq_url}
        road = await road_over(stack, tmp_path, urls)
        road.start()
        await eventually(lambda: up(road), True)
        cut = proxy.cut_on(ACK, way=Way.DOWN, let_through=False)

        await road["network"].announce(activated(subject))

        await eventually(road["network"].pending, 0)
        await eventually(road["agenda"].effects, [(subject, 1)])
        assert cut.is_set()
        assert await road["agenda"].states() == {"done": 1}


async def test_a_line_that_is_cut_before_the_acknowledgement_delivers_again_and_is_known_f_07(
    rabbitmq_url: str, line: tuple[TcpProxy, str], tmp_path: Path
) -> None:
    proxy, near = line
    first, second = some_ids(2)
    async with AsyncExitStack() as stack:
        urls = {"network": rabbitmq_url, "agenda": near, "notifications": rabbitmq_url}
        road = await road_over(stack, tmp_path, urls)
        road.start()
        await eventually(lambda: up(road), True)
        cut = proxy.cut_on(ACK, way=Way.UP, let_through=False)

        await road["network"].announce(activated(first))
        await eventually(road["agenda"].effects, [(first, 1)])
        await asyncio.to_thread(cut.wait, 10)
        await road["network"].announce(activated(second))

        await eventually(road["agenda"].effects, [(first, 1), (second, 1)])
        assert await road["agenda"].states() == {"done": 2}


async def test_a_line_that_goes_silent_is_left_for_a_new_one_f_08(
    rabbitmq_url: str, line: tuple[TcpProxy, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.bus.rabbitmq.courier.CONFIRM_SECONDS", 1.0)
    proxy, near = line
    (subject,) = some_ids(1)
    async with AsyncExitStack() as stack:
        urls = {"network": near, "agenda": rabbitmq_url, "notifications": rabbitmq_url}
        road = await road_over(stack, tmp_path, urls)
        road.start()
        await eventually(lambda: up(road), True)
        opened = proxy.opened

        proxy.blackhole()
        await road["network"].announce(activated(subject))
        await eventually(lambda: is_up(road["network"].transport), False)
        held = await road["network"].pending()
        proxy.pass_on()

        assert held == 1
        await eventually(road["network"].pending, 0)
        await eventually(road["agenda"].effects, [(subject, 1)])
        assert proxy.opened > opened


async def is_up(transport: Any) -> bool:
    """What a courier says of itself."""
    return bool(transport.is_up())


async def test_a_line_that_is_cut_again_and_again_leaves_one_consumer_f_19(
    rabbitmq_url: str, line: tuple[TcpProxy, str], tmp_path: Path, channel: AbstractChannel
) -> None:
    proxy, near = line
    (subject,) = some_ids(1)
    async with AsyncExitStack() as stack:
        urls = {"network": rabbitmq_url, "agenda": near, "notifications": rabbitmq_url}
        road = await road_over(stack, tmp_path, urls)
        road.start()
        await eventually(lambda: up(road), True)
        for _ in range(10):
            proxy.reset()
            await asyncio.sleep(0.2)
        await eventually(lambda: up(road), True)

        await road["network"].announce(activated(subject))

        await eventually(road["agenda"].effects, [(subject, 1)])
        queue = await channel.get_queue(queue_of("agenda"))
        assert queue.declaration_result.consumer_count == 1


async def test_what_cannot_be_stored_stays_with_the_broker_and_is_never_given_up_by_it(
    road: Road, channel: AbstractChannel
) -> None:
    network = road["network"]
    await road["agenda"].stop()
    (subject,) = some_ids(1)
    tries: list[int] = []

    async def receive(batch: Sequence[Envelope | Unreadable]) -> None:
        tries.append(len(batch))
        if len(tries) < 5:
            raise ConnectionError

    listening = asyncio.create_task(road["agenda"].transport.listen(ROUTES[0], receive))
    await network.announce(activated(subject))

    async def count() -> int:
        return len(tries)

    await eventually(count, 5)
    await asyncio.sleep(0.3)
    listening.cancel()
    await asyncio.wait({listening})
    queue = await channel.get_queue(queue_of("agenda"))
    dead = await channel.get_queue(dead_queue_of("agenda"))
    assert tries == [1] * 5
    assert (queue.declaration_result.message_count, dead.declaration_result.message_count) == (0, 0)


async def test_without_a_broker_nothing_is_accepted_and_nobody_waits_f_01(tmp_path: Path) -> None:
    transport = RabbitTransport("amqp://guest:guest@127.0.0.1:1/", "network", ROUTES)
    await transport.open()
    loop = asyncio.get_running_loop()

    began = loop.time()
    with pytest.raises(CourierAway):
        await transport.publish(Envelope(UUID(int=1), "network", "x", UUID(int=2), 1, StandingClock().now(), b"{}"))
    took = loop.time() - began

    assert took < 0.5
    assert not transport.is_up()
    await transport.close()


async def test_a_service_that_nobody_must_hear_announces_without_a_queue(rabbitmq_url: str) -> None:
    live = Route("gateway", ("notifications",), durable=False)
    transport = RabbitTransport(rabbitmq_url, "notifications", (*ROUTES, live))
    await transport.open()
    await eventually(lambda: is_up(transport), True)

    await transport.publish(Envelope(UUID(int=1), "notifications", "x", UUID(int=2), 1, StandingClock().now(), b"{}"))

    await transport.close()


async def test_a_queue_that_is_full_is_no_confirm_f_13(rabbitmq_url: str, channel: AbstractChannel) -> None:
    lonely = (Route("agenda", ("network",)),)
    transport = RabbitTransport(rabbitmq_url, "network", lonely)
    await transport.open()
    await eventually(lambda: is_up(transport), True)
    await channel.queue_delete(queue_of("agenda"))
    small = arguments_of("agenda") | {"x-max-length": 1}
    queue = await channel.declare_queue(queue_of("agenda"), durable=True, arguments=small)
    await queue.bind(exchange_of("network"), "#")
    answers: list[str] = []
    for one in some_ids(10):
        try:
            await transport.publish(Envelope(one, "network", "x", one, 1, StandingClock().now(), b"{}"))
        except NotAccepted as refused:
            answers.append(str(refused))

    assert 1 <= len(answers) < 10
    assert set(answers) == {"the broker refused it: a queue is full or not there"}
    await transport.close()


@pytest.mark.parametrize("step", ["connect", "Builder"])
async def test_a_step_that_swallows_its_cancellation_is_left_and_a_new_connection_is_made(
    rabbitmq_url: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """aio-pika may swallow the end of a time limit while a broker comes up: the courier then waited for ever (F-04)."""
    real, calls = getattr(courier, step), []

    async def stuck() -> None:
        calls.append(step)
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                if len(calls) > 1:
                    raise
                calls.append("swallowed")

    class StuckBuilder:
        def __init__(self, connection: AbstractConnection) -> None:
            self._connection = connection

        async def service(self, *asked: Any) -> None:
            await (real(self._connection).service(*asked) if calls else stuck())

    async def stuck_connect(*asked: Any) -> Any:
        return await (real(*asked) if calls else stuck())

    monkeypatch.setattr(courier, step, stuck_connect if step == "connect" else StuckBuilder)
    monkeypatch.setattr(courier, "SETUP_SECONDS", 2.0)
    transport = RabbitTransport(rabbitmq_url, "network", ROUTES)
    try:
        await transport.open()

        async def is_up() -> bool:
            return transport.is_up()

        await eventually(is_up, True)
        assert calls == [step, "swallowed"]
    finally:
        await transport.close()
        for task in courier._closing.copy():
            task.cancel()
