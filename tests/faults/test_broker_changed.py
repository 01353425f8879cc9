"""F-06, F-14, F-15: lines that are cut, a queue that is deleted under its consumer, and bindings that are gone."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import aio_pika
import pytest
from sqlalchemy import func, select

from shared.bus.rabbitmq.doctor import Doctor
from shared.bus.rabbitmq.topology import exchange_of, queue_of
from tests.faults.conftest import Figures, OpenRoad
from tests.faults.roads import Road
from tests.servers.proxy import TcpProxy, Way

pytestmark = [pytest.mark.broker, pytest.mark.postgres]

BASIC_ACK = bytes([0, 0, 0, 13, 0, 60, 0, 80])
"""What a confirm looks like on the line: the size of the frame, class and method."""


def now() -> datetime:
    """The moment, as an operator reads it from the wall."""
    return datetime.now(UTC)  # noqa: TID251 -- an operator's clock


async def statuses(road: Road) -> tuple[int, int]:
    """How many of network's events are pending, and how many were published."""
    outbox = road.databases["network"].metadata.tables["outbox"]
    async with road.databases["network"].reading() as session:
        rows = await session.execute(select(outbox.c.status, func.count().label("rows")).group_by(outbox.c.status))
        found = {row.status: row.rows for row in rows}
    return found.get(0, 0), found.get(1, 0)


async def has_left(road: Road) -> None:
    """Wait until everything that network announced is with the broker."""
    async with asyncio.timeout(20):
        while (await statuses(road))[0]:
            await asyncio.sleep(0.05)


async def test_F_14_a_queue_deleted_under_its_consumer_is_made_again_and_a_replay_fills_the_hole(
    apart: Road, rabbitmq_url: str, events: int, figures: Figures
) -> None:
    began = now() - timedelta(seconds=5)
    await apart.start()
    async with apart.crowd.busy(events, seconds=5):
        await asyncio.sleep(1)
        apart["agenda"].signal(signal.SIGSTOP)
        await asyncio.sleep(1)
        async with await aio_pika.connect(rabbitmq_url) as connection:
            channel = await connection.channel()
            await channel.queue_delete(queue_of("agenda"))
        await asyncio.sleep(0.5)
        apart["agenda"].signal(signal.SIGCONT)
    await has_left(apart)
    async with asyncio.timeout(20):
        while not apart["agenda"].said("a queue was deleted under its consumer"):
            await asyncio.sleep(0.1)

    gone = await apart.differences()
    assert gone
    again = await apart.replay(began)
    await apart.settled()

    found = await apart.holds(late=True)
    assert await apart.differences() == 0
    figures(events=len(found.announced), rows_that_differed=gone, replayed=again, wire_duplicates=found.wire_duplicates)


async def test_F_15_what_no_queue_hears_is_never_marked_as_published_and_leaves_when_the_doctor_was_there(
    apart: Road, rabbitmq_url: str, events: int, figures: Figures
) -> None:
    began = now() - timedelta(seconds=5)
    await apart.start()
    await apart.crowd.changes(100)
    await has_left(apart)
    await unbind(rabbitmq_url, "agenda", "notifications")
    await apart.crowd.changes(events)
    await asyncio.sleep(3)

    assert await statuses(apart) == (events, 100)
    health = await apart["network"].health()
    assert health is not None
    assert health["services"][0]["outbox_pending"] == events
    findings = await Doctor(rabbitmq_url).examine(fix=True, now=now())
    # It binds one queue after the other, and what leaves in between reaches one of the two: so it asks for a replay.
    assert [(one.kind, one.is_fixed, one.needs_replay) for one in findings] == [("missing-binding", True, True)] * 2
    await has_left(apart)
    again = await apart.replay(began)
    await apart.settled()

    found = await apart.holds(late=True)
    figures(events=len(found.announced), replayed=again, wire_duplicates=found.wire_duplicates)


async def test_F_15_one_binding_that_is_gone_while_another_is_there_is_found_by_a_comparison_and_by_the_doctor(
    apart: Road, rabbitmq_url: str, figures: Figures
) -> None:
    began = now() - timedelta(seconds=5)
    await apart.start()
    await apart.crowd.changes(100)
    await unbind(rabbitmq_url, "agenda")
    await apart.crowd.changes(200)
    await has_left(apart)
    assert await apart.differences()

    def asking(name: str) -> Callable[[UUID], Awaitable[bool]]:
        async def has(event_id: UUID) -> bool:
            return bool(await apart.desk(name).show(event_id))

        return has

    doctor = Doctor(rabbitmq_url, arrived={name: asking(name) for name in ("agenda", "notifications")})
    findings = await doctor.examine(fix=True, now=now())
    assert [(one.kind, one.name, one.is_fixed) for one in findings] == [
        ("missing-binding", f"{exchange_of('network')} -> {queue_of('agenda')}", True)
    ]
    again = await apart.replay(began)
    await apart.settled()

    found = await apart.holds()
    figures(events=len(found.announced), replayed=again, wire_duplicates=found.wire_duplicates)


async def unbind(url: str, *consumers: str) -> None:
    """Take away what lets these consumers hear network."""
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        for consumer in consumers:
            queue = await channel.get_queue(queue_of(consumer), ensure=False)
            await queue.unbind(exchange_of("network"), routing_key="#")


@pytest.fixture
async def cuttable(
    roads: OpenRoad, rabbitmq_url: str, postgres_database: Callable[[], str], tcp_proxy: Callable[[str], TcpProxy]
) -> AsyncIterator[tuple[Road, TcpProxy]]:
    """Three processes whose lines to the broker go through a proxy."""
    proxy = tcp_proxy(rabbitmq_url)
    parts = urlsplit(rabbitmq_url)
    through = urlunsplit(parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{proxy.port}"))
    async with roads(broker=through, database=postgres_database) as road:
        yield road, proxy


@pytest.mark.parametrize(
    ("way", "pattern"),
    [
        pytest.param(Way.UP, b"nl.leernetwerken.membership.activated.v1", id="within-the-publish"),
        pytest.param(Way.DOWN, BASIC_ACK, id="before-the-confirm"),
    ],
)
async def test_F_06_a_line_cut_between_publish_and_confirm_costs_duplicates_on_the_wire_only(
    cuttable: tuple[Road, TcpProxy], way: Way, pattern: bytes, figures: Figures
) -> None:
    road, proxy = cuttable
    await road.start()
    await road.crowd.changes(50)

    async with road.crowd.busy(300, seconds=4):
        for _ in range(3):
            was_cut = proxy.cut_on(pattern, way=way, let_through=way is Way.UP)
            assert await asyncio.to_thread(was_cut.wait, 10)
            await asyncio.sleep(0.5)
    await road.settled()

    found = await road.holds()
    figures(cuts=3, events=len(found.announced), wire_duplicates=found.wire_duplicates)
