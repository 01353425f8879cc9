"""F-01 to F-05, F-09, F-13: a broker of our own that is away, restarted, killed, wiped, frozen and full; leases and waits as in production.

All in one file, so that one worker runs them one after the other on one node.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from sqlalchemy import func, select

from shared.bus.rabbitmq.courier import CONFIRM_SECONDS
from shared.bus.rabbitmq.doctor import Doctor
from shared.bus.rabbitmq.topology import queue_of
from tests.faults.conftest import Figures, OpenRoad
from tests.faults.roads import Road
from tests.servers.rabbitmq import RabbitNode

pytestmark = [pytest.mark.broker, pytest.mark.postgres, pytest.mark.slow]
SETTLING_SECONDS = 6
"""A quorum queue younger than this may come back from a kill without a leader (V4): F-04 is about that, the others wait."""


@pytest.fixture
async def road(roads: OpenRoad, rabbitmq_node: RabbitNode, postgres_database: Callable[[], str]) -> AsyncIterator[Road]:
    """Three processes on the node that is killed."""
    async with roads(broker=rabbitmq_node.url, database=postgres_database, lease=None, relay_lease=None) as road:
        yield road


def now() -> datetime:
    """The moment, as an operator reads it from the wall."""
    return datetime.now(UTC)  # noqa: TID251 -- an operator's clock


async def test_F_01_started_without_a_broker_everything_works_and_drains_when_it_comes(
    road: Road, rabbitmq_node: RabbitNode, events: int, figures: Figures
) -> None:
    await asyncio.to_thread(rabbitmq_node.kill9)
    await road.start()
    health = await road["network"].health()
    assert health is not None
    assert (health["code"], health["status"]) == (200, "degraded")

    await road.crowd.changes(events)
    assert not road.crowd.trouble
    assert (await road.findings()).pending["network"] == events
    await asyncio.to_thread(rabbitmq_node.start)
    drained = await road.settled()

    found = await road.holds()
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates, drained=drained)


async def test_F_02_over_a_clean_restart_of_the_broker_nothing_is_lost(
    road: Road, rabbitmq_node: RabbitNode, events: int, figures: Figures
) -> None:
    await road.start()

    async with road.crowd.busy(events):
        await asyncio.sleep(2)
        await asyncio.to_thread(rabbitmq_node.rabbitmqctl, "stop_app")
        await asyncio.sleep(1)
        await asyncio.to_thread(rabbitmq_node.rabbitmqctl, "start_app")
        back = monotonic()
    await road.settled()

    found = await road.holds()
    assert not road.crowd.trouble
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates, drained=monotonic() - back)


async def test_F_03_a_broker_that_is_killed_again_and_again_under_load_loses_nothing(
    road: Road, rabbitmq_node: RabbitNode, events: int, figures: Figures
) -> None:
    kills = 2 if events <= 1000 else 5
    await road.start()

    async with road.crowd.busy(events):
        await asyncio.sleep(SETTLING_SECONDS)
        for _ in range(kills):
            await asyncio.to_thread(rabbitmq_node.kill9)
            await asyncio.to_thread(rabbitmq_node.start)
            back = monotonic()
            await asyncio.sleep(1)
    await road.settled()

    found = await road.holds()
    assert not road.crowd.trouble
    figures(kills=kills, events=len(found.announced), wire_duplicates=found.wire_duplicates, drained=monotonic() - back)


async def test_F_04_queues_that_lost_their_leader_are_found_and_made_again_and_a_replay_refills_them(
    road: Road, rabbitmq_node: RabbitNode, events: int, figures: Figures
) -> None:
    began = now() - timedelta(seconds=5)
    await road.start()
    await road.crowd.changes(100)
    await asyncio.to_thread(rabbitmq_node.kill9)
    await road.crowd.changes(events - 100)
    await asyncio.to_thread(rabbitmq_node.start)
    back = monotonic()

    kinds: Counter[str] = Counter()
    async with asyncio.timeout(60):
        while broken := await broken_queues(rabbitmq_node):
            kinds.update(broken)
            await asyncio.sleep(1)
    healed = monotonic() - back
    again = await road.replay(began)
    await road.settled()

    found = await road.holds(late=True)
    figures(
        doctor_found=dict(kinds) or "nothing",
        healed=healed,
        events=len(found.announced),
        replayed=again,
        wire_duplicates=found.wire_duplicates,
    )


async def broken_queues(node: RabbitNode) -> list[str]:
    """What ``leerkring bus doctor --fix`` finds in the broker that keeps events from arriving; it mends what it finds."""
    findings = await Doctor(node.url).examine(fix=True, now=now())
    return [finding.kind for finding in findings if finding.kind not in {"unread-queue", "broker-dead"}]


async def test_F_05_a_wiped_broker_is_refilled_by_a_replay_and_nothing_is_done_twice(
    road: Road, rabbitmq_node: RabbitNode, events: int, figures: Figures
) -> None:
    began = now() - timedelta(seconds=5)
    await road.start()
    await road.crowd.changes(events // 2)
    await road.settled()
    await road["agenda"].kill()
    await road["notifications"].kill()
    await road.crowd.changes(events // 2)
    async with asyncio.timeout(30):
        while (await road.findings()).pending["network"]:
            await asyncio.sleep(0.1)

    await asyncio.to_thread(rabbitmq_node.wipe)
    await asyncio.to_thread(rabbitmq_node.start)
    await road["agenda"].start()
    await road["notifications"].start()
    gone = await road.differences()
    assert gone
    again = await road.replay(began)
    back = monotonic()
    await road.settled()

    found = await road.holds(late=True)
    assert await road.differences() == 0
    figures(
        events=len(found.announced),
        replayed=again,
        rows_that_differed=gone,
        wire_duplicates=found.wire_duplicates,
        refilled=monotonic() - back,
    )


async def test_F_09_a_broker_that_was_frozen_longer_than_a_confirm_may_take_is_used_again_when_it_thaws(
    road: Road, rabbitmq_node: RabbitNode, events: int, figures: Figures
) -> None:
    await road.start()
    async with road.crowd.busy(events):
        await asyncio.sleep(1)
        rabbitmq_node.freeze()
        await asyncio.sleep(CONFIRM_SECONDS + 3)
        async with asyncio.timeout(3 * CONFIRM_SECONDS):
            while (health := await road["network"].health()) is None or health["status"] != "degraded":
                await asyncio.sleep(0.2)
        rabbitmq_node.thaw()
        back = monotonic()
    await road.settled()

    found = await road.holds()
    assert health["code"] == 200
    assert not road.crowd.trouble
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates, drained=monotonic() - back)


async def test_F_13_and_F_26_a_full_queue_is_tried_once_a_second_and_only_what_it_did_not_take_is_sent_again(
    road: Road, rabbitmq_node: RabbitNode, events: int, figures: Figures
) -> None:
    await road.start()
    await road["agenda"].kill()
    full = ("full", f"^{queue_of('agenda')}$", '{"max-length":100}', "--apply-to", "queues")
    await asyncio.to_thread(rabbitmq_node.rabbitmqctl, "set_policy", *full)
    await road.crowd.changes(events)
    async with asyncio.timeout(30):  # until everything was tried together once: a busy machine takes longer for that
        earlier = 0
        while not earlier or await attempts(road) - earlier > 2:
            earlier = await attempts(road)
            await asyncio.sleep(1)

    earlier = await attempts(road)
    await asyncio.sleep(4)
    tries = await attempts(road) - earlier
    assert tries <= 5
    assert not road.crowd.trouble
    assert await broken_queues(rabbitmq_node) == []  # full is not broken: it must not be deleted
    await asyncio.to_thread(rabbitmq_node.rabbitmqctl, "clear_policy", "full")
    await road["agenda"].start()
    drained = await road.settled()

    found = await road.holds()
    assert sum(times - 1 for arrival, times in found.arrived.items() if arrival.startswith("agenda ")) == 0
    figures(
        events=len(found.announced),
        tries_in_4_seconds=tries,
        wire_duplicates=found.wire_duplicates,
        drained=drained,
    )


async def attempts(road: Road) -> int:
    """How often network tried in vain to send what is still pending."""
    outbox = road.databases["network"].metadata.tables["outbox"]
    async with road.databases["network"].reading() as session:
        return int((await session.execute(select(func.coalesce(func.sum(outbox.c.attempts), 0)))).scalar_one())
