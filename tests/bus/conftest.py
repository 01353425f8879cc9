"""The road that every test of the bus goes: once within one process on SQLite, once over RabbitMQ on PostgreSQL."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest
import structlog

from shared.bus.embedded import EmbeddedTransport
from shared.bus.rabbitmq.courier import RabbitTransport
from shared.bus.transport import Transport
from tests.bus.road import ROUTES, House, Road, open_house
from tests.workplace import StandingClock

WIRES = ["embedded", pytest.param("rabbitmq", marks=[pytest.mark.broker, pytest.mark.postgres])]


class Wire(Protocol):
    """What joins the houses of one road, and where they store."""

    def transport(self, service: str) -> Transport:
        """The courier of one service."""

    def store(self, service: str) -> str:
        """The address of the database of one service."""


class EmbeddedWire:
    """Everything in one process."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._shared = EmbeddedTransport(ROUTES)

    def transport(self, service: str) -> EmbeddedTransport:
        """One instance for all."""
        return self._shared

    def store(self, service: str) -> str:
        """A file."""
        return f"sqlite+aiosqlite:///{self._directory / service}.db"


class RabbitWire:
    """A broker and a database server."""

    def __init__(self, url: str, make_database: Callable[[], str]) -> None:
        self.url = url
        self._make_database = make_database
        self._stores: dict[str, str] = {}

    def transport(self, service: str) -> RabbitTransport:
        """One instance for each."""
        return RabbitTransport(self.url, service, ROUTES)

    def store(self, service: str) -> str:
        """A database of its own."""
        if service not in self._stores:
            self._stores[service] = self._make_database()
        return self._stores[service]


@pytest.fixture(autouse=True, scope="package")
def _quiet() -> Iterator[None]:
    """Failing handlers are what these tests are about; nobody reads their logs. Other tests get them back."""
    kept = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**kept)


@pytest.fixture(params=WIRES)
def wire(request: pytest.FixtureRequest, tmp_path: Path) -> Wire:
    """Each transport in its turn."""
    if request.param == "embedded":
        return EmbeddedWire(tmp_path)
    return RabbitWire(request.getfixturevalue("rabbitmq_url"), lambda: request.getfixturevalue("postgres_store")("bus"))


@pytest.fixture
def clock() -> StandingClock:
    """The clock of all houses on the road; it stands until a test moves it."""
    return StandingClock()


class OpenHouse(Protocol):
    """Opens one more house on the road: a replica when the service is there already."""

    async def __call__(self, name: str, *, lease_seconds: float = 60) -> House:
        """A house, not started."""


@pytest.fixture
async def another(wire: Wire, clock: StandingClock, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """A function that opens houses; they are stopped after the test."""
    async with AsyncExitStack() as stack:

        async def open_one(name: str, *, lease_seconds: float = 60) -> House:
            transport = wire.transport(name)
            await transport.open()
            stack.push_async_callback(transport.close)
            return await stack.enter_async_context(
                open_house(name, wire.store(name), transport, clock=clock, var=tmp_path, lease_seconds=lease_seconds)
            )

        yield open_one


@pytest.fixture
async def road(another: OpenHouse) -> Road:
    """Network, agenda and notifications, joined but not started."""
    return Road({name: await another(name) for name in ("network", "agenda", "notifications")})
