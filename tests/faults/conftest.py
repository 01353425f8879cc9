"""What every fault test may ask for: a road, and a place for its figures, which stand in one table at the end of the run."""

import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import setting
from tests.faults.processes import Nursery
from tests.faults.roads import Road, open_road

FIGURES = "fault"
OpenRoad = Callable[..., AbstractAsyncContextManager[Road]]
Figures = Callable[..., None]


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """The process that forks houses."""
    made = Nursery(tmp_path_factory.mktemp("nursery") / "nursery.log")
    yield made
    made.close()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What this test's chances come from: the same every time, or LEERKRING_FAULT_SEED."""
    return int(setting("LEERKRING_FAULT_SEED") or zlib.crc32(request.node.name.encode()))


@pytest.fixture(scope="session")
def events() -> int:
    """How many events a fault of the broker is tried on: 1 000, or LEERKRING_FAULT_EVENTS."""
    return int(setting("LEERKRING_FAULT_EVENTS") or 1000)


@pytest.fixture
def roads(nursery: Nursery, tmp_path: Path, seed: int) -> OpenRoad:
    """A function that opens a road in this test's directory."""
    return partial(open_road, nursery, tmp_path, seed=seed)


@pytest.fixture(params=["embedded", pytest.param("apart", marks=[pytest.mark.broker, pytest.mark.postgres])])
def each_road(request: pytest.FixtureRequest, roads: OpenRoad) -> OpenRoad:
    """A function that opens each of the two roads in turn: one process on SQLite, and three on servers that are never stopped."""
    if request.param == "embedded":
        return roads
    broker, database = request.getfixturevalue("rabbitmq_url"), request.getfixturevalue("postgres_database")
    return partial(roads, broker=broker, database=database)


@pytest.fixture
async def road(each_road: OpenRoad) -> AsyncIterator[Road]:
    """Each of the two roads, with the short leases of the kill grid; nothing started yet."""
    async with each_road() as opened:
        yield opened


@pytest.fixture
async def embedded(roads: OpenRoad) -> AsyncIterator[Road]:
    """One process on SQLite, with leases as in production; nothing started yet."""
    async with roads(lease=None, relay_lease=None) as opened:
        yield opened


@pytest.fixture
async def apart(roads: OpenRoad, rabbitmq_url: str, postgres_database: Callable[[], str]) -> AsyncIterator[Road]:
    """Three processes on servers that are never stopped, with leases as in production; nothing started yet."""
    async with roads(broker=rabbitmq_url, database=postgres_database, lease=None, relay_lease=None) as opened:
        yield opened


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """A function that notes what was measured; all of it is printed at the end of the run."""

    def note(**measured: object) -> None:
        words = "  ".join(
            f"{name.replace('_', ' ')} {value:.1f} s"
            if isinstance(value, float)
            else f"{name.replace('_', ' ')} {value}"
            for name, value in measured.items()
        )
        request.node.user_properties.append((FIGURES, words))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what was measured."""
    lines = {
        f"{report.nodeid.rpartition('::')[2]}: {words}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, words in report.user_properties
        if name == FIGURES
    }
    if lines:
        terminalreporter.section("faults")
        for line in sorted(lines):
            terminalreporter.line(line)
