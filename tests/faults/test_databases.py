"""F-70, F-75, F-76: PostgreSQL is killed and comes back, another program holds SQLite, a process is killed while it writes."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

from tests.faults.conftest import Figures, OpenRoad
from tests.faults.roads import Road
from tests.servers.postgres import PostgresNode


@pytest.mark.broker
@pytest.mark.postgres
@pytest.mark.slow
async def test_F_70_after_a_killed_database_everything_goes_on_by_itself_and_meanwhile_says_try_again(
    roads: OpenRoad, rabbitmq_url: str, postgres_node: PostgresNode, events: int, figures: Figures
) -> None:
    async with roads(broker=rabbitmq_url, database=postgres_node.database, lease=None, relay_lease=None) as road:
        await road.start()
        pids = [house.pid for house in road.processes]
        async with road.crowd.busy(events):
            await asyncio.sleep(2)
            await asyncio.to_thread(postgres_node.kill9)
            await asyncio.sleep(1.5)
            health = await road["network"].health()
            await asyncio.to_thread(postgres_node.start)
            await road.look_anew()
            back = monotonic()
            await road.crowd.change()
            answers = monotonic() - back
            for house in road.processes:
                await house.until_ready()
            ready = monotonic() - back
        await road.settled()

        found = await road.holds()
        assert health is not None
        assert (health["code"], health["status"]) == (503, "not ready")
        assert set(road.crowd.trouble) == {"503 UNAVAILABLE Retry-After"}
        assert answers < 5
        assert [house.pid for house in road.processes if not house.has_ended] == pids
        figures(
            events=len(found.announced),
            told_to_try_again=road.crowd.trouble.total(),
            wire_duplicates=found.wire_duplicates,
            answers_after=answers,
            ready_after=ready,
        )


@pytest.mark.slow
async def test_F_75_another_writer_is_waited_for_and_beyond_five_seconds_the_change_is_tried_again(
    embedded: Road, figures: Figures
) -> None:
    road = embedded
    await road.start()
    await road.crowd.changes(50)

    await asyncio.gather(held(road.room / "network.db", 4), after(0.3, road.crowd.change))
    waited = road.crowd.slowest
    await asyncio.gather(held(road.room / "network.db", 8), after(0.3, road.crowd.change))
    await road.settled()

    found = await road.holds()
    assert not road.crowd.trouble
    assert 3 < waited < 5
    assert road.crowd.slowest > 7
    figures(events=len(found.announced), waited=waited, tried_again=road.crowd.slowest)


async def held(path: Path, seconds: float) -> None:
    """Be another program that writes in a SQLite file, for so long."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(seconds)
        other.execute("ROLLBACK")


async def after(seconds: float, what: Callable[[], Awaitable[object]]) -> None:
    """Do something a little later."""
    await asyncio.sleep(seconds)
    await what()


@pytest.mark.slow
async def test_F_76_a_process_that_is_killed_while_it_writes_keeps_what_it_committed(
    roads: OpenRoad, events: int, figures: Figures, seed: int
) -> None:
    kills = 20 if events <= 1000 else 200
    async with roads(lease=1, relay_lease=1) as road:
        await road.start()
        async with road.crowd.busy(10 * kills, seconds=0.2 * kills):
            for _ in range(kills):
                await asyncio.sleep(0.05 + (seed := seed * 1103515245 + 12345 & 0x7FFFFFFF) / 0x7FFFFFFF * 0.3)
                await road["network"].kill()
                await road["network"].start()
        await road.settled()

        found = await road.holds()
        for name in road.databases:
            with closing(sqlite3.connect(road.room / f"{name}.db")) as file:
                assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        figures(kills=kills, events=len(found.announced), wire_duplicates=found.wire_duplicates)
