"""Background work is never silently gone."""

import asyncio
import inspect
from collections.abc import Callable

import pytest
from prometheus_client import REGISTRY

from shared import service
from shared.bus.work import to_its_end
from shared.service import Workers


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LONGEST_PAUSE_SECONDS", 0.01)


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is true, at most five seconds."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.001)


def crashes_of(worker: str) -> float:
    """How often this worker fell, as Prometheus is told."""
    return REGISTRY.get_sample_value("leerkring_worker_crashes_total", {"service": "test", "worker": worker}) or 0


async def test_a_worker_that_falls_is_counted_and_restarted() -> None:
    turns = 0

    async def falls_twice() -> None:
        nonlocal turns
        turns += 1
        if turns < 3:
            raise ValueError("a bug")
        await asyncio.sleep(60)

    before = crashes_of("relay")
    workers = Workers("test")
    workers.start("relay", falls_twice)
    await until(lambda: turns == 3)

    assert workers.up == {"relay": True}
    assert crashes_of("relay") - before == 2
    await workers.stop()


async def test_a_worker_that_is_waiting_to_start_again_is_not_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LONGEST_PAUSE_SECONDS", 60)

    async def falls() -> None:
        raise ValueError("a bug")

    workers = Workers("test")
    workers.start("clock", falls)
    await until(lambda: workers.up == {"clock": False})

    await workers.stop()
    assert workers.up == {"clock": False}


async def test_a_worker_that_something_inside_cancelled_is_restarted() -> None:
    turns = 0

    async def cancelled_from_inside() -> None:
        nonlocal turns
        turns += 1
        if turns == 1:
            inner = asyncio.create_task(asyncio.sleep(60))
            inner.cancel()
            await inner
        await asyncio.sleep(60)

    workers = Workers("test")
    workers.start("consumer", cancelled_from_inside)
    await until(lambda: turns == 2)

    assert workers.up == {"consumer": True}
    await workers.stop()


async def test_a_worker_with_nothing_to_do_is_left_in_peace() -> None:
    turns = 0

    async def nothing_to_do() -> None:
        nonlocal turns
        turns += 1

    workers = Workers("test")
    workers.start("bells", nothing_to_do)
    await asyncio.sleep(0.05)

    assert (turns, workers.up) == (1, {"bells": True})
    await workers.stop()


async def test_stopping_lets_a_worker_finish_and_does_not_wait_for_one_that_will_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "STOP_SECONDS", 0.2)
    finished = False
    release = asyncio.Event()

    async def finishes() -> None:
        nonlocal finished
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.05)
            finished = True

    async def will_not() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    workers = Workers("test")
    workers.start("relay", finishes)
    workers.start("clock", will_not)
    await asyncio.sleep(0)
    async with asyncio.timeout(2):
        await workers.stop()

    assert finished
    release.set()
    await asyncio.sleep(0.01)


async def test_f35_what_a_worker_is_finishing_is_not_cut_off_when_it_is_told_to_stop_twice() -> None:
    done = asyncio.Event()

    async def finish() -> None:
        await asyncio.sleep(0.2)
        done.set()

    workers = Workers("test")
    workers.start("relay", lambda: to_its_end(finish()))
    await asyncio.sleep(0.05)

    workers.let_go()
    await asyncio.sleep(0.05)
    await workers.stop()

    assert done.is_set()


def test_f35_stopping_waits_as_long_as_work_may_take_to_finish() -> None:
    promised = inspect.signature(to_its_end).parameters["seconds"].default

    assert promised < service.STOP_SECONDS < 20
