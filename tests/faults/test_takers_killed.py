"""F-29 to F-34, the kill grid of who hears: killed at every step, frozen until somebody else took over, torn down by poison."""

import asyncio
import signal
from collections import Counter
from collections.abc import Coroutine
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from shared.bus.inbox.rows import CLAIMED, DEAD, DONE
from tests.faults.conftest import Figures, OpenRoad
from tests.faults.houses import HEARS, POISON, SLOW
from tests.faults.invariants import Consumer
from tests.faults.roads import Road

EVENTS = 300


async def inboxes(road: Road) -> Counter[tuple[int, int]]:
    """What stands in the inboxes of agenda's process: how many rows by state and number of attempts.

    Where all live in one process, any of its consumers may be the first to come to a failpoint.
    """
    found: Counter[tuple[int, int]] = Counter()
    for name in HEARS.keys() & set(road["agenda"].names):
        table = road.databases[name].metadata.tables["inbox"]
        async with road.databases[name].reading() as session:
            found.update((row.state, row.attempts) for row in await session.execute(select(table)))
    return found


async def died(road: Road, failpoint: str) -> Counter[tuple[int, int]]:
    """Ask for one change of ten things and let agenda's process die of it; returns what stands in the inboxes then."""
    await road.start(failpoints={"agenda": failpoint})
    await road.crowd.change()
    assert await road["agenda"].until_ended() == -signal.SIGKILL
    return await inboxes(road)


async def fallen(road: Road) -> list[Consumer]:
    """What can be seen of the consumers of agenda's process; the others may be at work meanwhile."""
    found = (await road.findings()).consumers
    return [found[name] for name in found.keys() & set(road["agenda"].names)]


async def back(road: Road, figures: Figures) -> int:
    """Start it again, let it work under load, and ask what holds; returns the wire duplicates."""
    await road["agenda"].start()
    await road.crowd.changes(EVENTS)
    recovered = await road.settled()
    found = await road.holds()

    assert len(found.announced) == EVENTS + 10
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates, recovered=recovered)
    return found.wire_duplicates


async def test_F_29_killed_before_the_inbox_it_is_delivered_again(road: Road, figures: Figures) -> None:
    assert await died(road, "consumer.received:kill@1") == {}

    assert await back(road, figures) >= 1


async def test_F_30_killed_before_the_acknowledgement_it_is_delivered_again_and_known(
    road: Road, figures: Figures
) -> None:
    stored = await died(road, "consumer.inbox_committed:kill@1")
    assert stored.total() >= 1

    assert await back(road, figures) >= 1


async def test_F_31_killed_before_the_handler_the_attempt_counts_and_another_follows(
    road: Road, figures: Figures
) -> None:
    held = await died(road, "worker.claimed:kill@1")
    assert held[CLAIMED, 1] >= 1

    await back(road, figures)


async def test_F_32_killed_before_the_handlers_commit_it_is_undone_and_done_once(road: Road, figures: Figures) -> None:
    held = await died(road, "worker.handler_done:kill@1")
    assert held[CLAIMED, 1] >= 1
    assert all(not one.effects for one in await fallen(road) if one.inbox[CLAIMED])

    await back(road, figures)


async def test_F_33_killed_after_the_handlers_commit_nothing_is_done_again(road: Road, figures: Figures) -> None:
    await road.start(failpoints={"agenda": "worker.committed:kill@1"})
    await road.crowd.change()
    assert await road["agenda"].until_ended() == -signal.SIGKILL
    assert any(one.inbox[DONE] and one.effects for one in await fallen(road))

    await back(road, figures)


async def test_F_31_a_worker_that_was_frozen_longer_than_its_lease_undoes_what_another_did(
    road: Road, figures: Figures
) -> None:
    frozen, other = road["agenda"], road.second("agenda")
    await road.start(failpoints={"agenda": "worker.claimed:stop@1"})
    asking = asyncio.create_task(road.crowd.change())
    await frozen.until_frozen()
    await other.start()
    async with asyncio.timeout(20):
        while not (await inboxes(road))[DONE, 2]:
            await asyncio.sleep(0.1)

    frozen.signal(signal.SIGCONT)
    await asking
    async with asyncio.timeout(20):
        while not frozen.said("another worker took over"):
            await asyncio.sleep(0.1)
    await road.crowd.changes(100)
    await road.settled()

    # Two processes read one queue from here on: an older version may be stored after a newer.
    found = await road.holds(late=True)
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates)


async def torn_down(road: Road, poison: UUID, *tasks: Coroutine[Any, Any, object]) -> int:
    """Start agenda's process again whenever poison tore it down, until that was given up; returns how often it fell."""
    falls, asking = 0, asyncio.gather(*tasks)
    async with asyncio.timeout(60):
        while not ((await inboxes(road))[DEAD, 6] and asking.done()):
            if road["agenda"].has_ended:
                assert await road["agenda"].until_ended() == -signal.SIGSEGV
                falls += 1
                road["agenda"].begin()
            await asyncio.sleep(0.1)
    await asking
    return falls


@pytest.mark.slow
async def test_F_34_an_event_that_tears_down_its_process_is_given_up_after_five_times_and_costs_only_itself(
    each_road: OpenRoad, figures: Figures
) -> None:
    async with each_road(lease=2, relay_lease=1) as road:
        poison = uuid4()
        await road.start()
        await road.crowd.changes(50)
        falls = await torn_down(
            road, poison, road.crowd.change([poison], state=POISON), road.crowd.changes(150, at_once=8)
        )
        recovered = await road.settled()

        found = await road.holds(dead=frozenset({("agenda", poison)}))
        assert falls == 5
        figures(events=len(found.announced), falls=falls, wire_duplicates=found.wire_duplicates, recovered=recovered)


@pytest.mark.slow
async def test_F_34_what_another_consumer_of_the_same_process_was_handling_each_time_is_not_blamed(
    roads: OpenRoad, figures: Figures
) -> None:
    async with roads(lease=2, relay_lease=1) as road:
        poison = uuid4()
        await road.start()
        falls = await torn_down(
            road,
            poison,
            road.crowd.change([poison], state=POISON),
            road.crowd.change(road.crowd.subjects[:1], state=SLOW),
        )
        await road.settled()

        await road.holds(dead=frozenset({("agenda", poison)}))
        figures(falls=falls)
