"""The roads that a fault is tried on: everything in one process on SQLite, or every service apart on RabbitMQ and PostgreSQL."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

from joserfc.jwk import KeySet

from shared.access import new_key
from shared.bus.desk import Desk
from shared.database import Database
from tests.faults.crowd import Crowd
from tests.faults.houses import HEARS, NAMES, service_of
from tests.faults.invariants import Findings, is_quiet, look
from tests.faults.processes import House, Nursery

LEASE_SECONDS = 6
RELAY_LEASE_SECONDS = 3
"""How long a worker and a relay of the kill grid hold what they claimed; in production a minute and ten seconds."""


@dataclass
class Road:
    """Three services, their databases as seen from outside, and a crowd that asks for changes."""

    name: str
    room: Path
    nursery: Nursery
    databases: dict[str, Database]
    houses: dict[str, House]
    crowd: Crowd
    replicas: list[House] = field(default_factory=list)

    def __getitem__(self, service: str) -> House:
        """The process in which a service lives."""
        return self.houses[service]

    @property
    def processes(self) -> list[House]:
        """Every process once."""
        return list({id(house): house for house in self.houses.values()}.values())

    def second(self, service: str) -> House:
        """One more process of the same kind, beside the one that is there: a replica."""
        first = self.houses[service]
        other = House(
            nursery=self.nursery,
            names=first.names,
            room=self.room,
            environ=first.environ,
            arrivals=first.arrivals,
            relay_lease=first.relay_lease,
            label=f"{first.label}-two",
        )
        self.replicas.append(other)
        return other

    async def start(self, *, failpoints: dict[str, str] | None = None, later: dict[str, str] | None = None) -> None:
        """Start every process; failpoints: by service, where its process shall fall; later: only from SIGUSR1 on."""
        for house in self.processes:
            now, then = (
                ",".join(wanted[name] for name in house.names if name in wanted)
                for wanted in (failpoints or {}, later or {})
            )
            house.begin(failpoints=now, later=then)
        for house in self.processes:
            await house.until_ready()

    async def look_anew(self) -> None:
        """Forget the test's own connections, after their server was gone."""
        for database in self.databases.values():
            await database.close()

    def desk(self, service: str) -> Desk:
        """Where the operator of a service sits."""
        handled = [kind for _, kind in HEARS.get(service, ())]
        return Desk(self.databases[service], service, handled)

    async def replay(self, since: datetime) -> int:
        """Send everything again that was announced since a moment, as ``leerkring bus replay`` does; returns how many."""
        sent = 0
        for service in ("network", "agenda"):
            pages = [so_far async for so_far in self.desk(service).replay(since=since, per_second=2000)]
            sent += max(pages, default=0)
        return sent

    async def differences(self) -> int:
        """How many rows ``leerkring bus reconcile`` finds different."""
        found = 0
        for listener, hears in HEARS.items():
            for owner, _ in hears:
                found += len(await self.desk(owner).reconcile(self.desk(listener)))
        return found

    async def findings(self) -> Findings:
        """What can be seen now."""
        arrived: Counter[str] = Counter()
        for journal in self.room.glob("*.arrivals"):
            arrived.update(journal.read_text().splitlines())
        return await look(self.databases, self.crowd, arrived)

    async def settled(self, seconds: float = 60) -> float:
        """Wait until nothing is under way (I5); returns the seconds that took. The caller then asks what holds."""
        began = monotonic()
        while monotonic() - began < seconds and not await is_quiet(self.databases):
            await asyncio.sleep(0.1)
        return monotonic() - began

    async def holds(self, *, dead: frozenset[tuple[str, UUID]] = frozenset(), late: bool = False) -> Findings:
        """Assert that every invariant holds, and return what was seen; a failure leaves its history as JSON."""
        found = await self.findings()
        faults = found.faults(dead=dead, late=late)
        if faults:
            history = self.room / "history.json"
            history.write_text(json.dumps({"seed": self.crowd.seed, **found.history()}, indent=1))
            raise AssertionError(f"{self.name}, seed {self.crowd.seed}, history in {history}: {_short(faults)}")
        return found


def _short(faults: dict[str, Any]) -> str:
    def shown(thing: Any) -> str:
        if isinstance(thing, (set, list)):
            return f"{len(thing)}: {[str(one) for one in list(thing)[:3]]}"
        return str(thing)

    return "; ".join(f"{what} {shown(thing)}" for what, thing in faults.items())


@asynccontextmanager
async def open_road(
    nursery: Nursery,
    room: Path,
    *,
    broker: str | None = None,
    database: Callable[[], str] | None = None,
    seed: int,
    lease: float | None = LEASE_SECONDS,
    relay_lease: float | None = RELAY_LEASE_SECONDS,
) -> AsyncIterator[Road]:
    """A road with its tables made and nothing started: apart when it is given a broker and databases, else embedded.

    lease, relay_lease: None leaves them as they are in production.
    """
    key = new_key()
    public = key.as_dict(private=False)
    common = {
        "LEERKRING_ENV": "test",
        "LEERKRING_VAR": str(room),
        "LEERKRING_TRUSTED_KEYS": json.dumps(KeySet.import_key_set({"keys": [public | {"kid": "gateway"}]}).as_dict()),
        **({"LEERKRING_LEASE_SECONDS": str(lease)} if lease else {}),
        **({"LEERKRING_BROKER_URL": broker} if broker else {}),
    }
    databases, environ = {}, {}
    for name in NAMES:
        url = database() if database else None
        databases[name] = Database(
            url or f"sqlite+aiosqlite:///{room / name}.db", service_of(name).tables(), pool_size=3
        )
        environ[name] = common | ({"LEERKRING_DATABASE_URL": url} if url else {})
        await databases[name].create_all()

    def house(*names: str, label: str) -> House:
        return House(
            nursery=nursery,
            names=names,
            room=room,
            environ=environ[names[0]],
            arrivals=room / f"{label}.arrivals",
            relay_lease=relay_lease,
            label=label,
        )

    if broker:
        houses = {name: house(name, label=name) for name in NAMES}
    else:
        one = house(*NAMES, label="house")
        houses = dict.fromkeys(NAMES, one)
    crowd = Crowd(houses=[houses["network"]], key=key, seed=seed)
    road = Road("apart" if broker else "embedded", room, nursery, databases, houses, crowd)
    try:
        async with crowd.open():
            yield road
    finally:
        for process in (*road.processes, *road.replicas):
            await process.kill()
        for opened in databases.values():
            await opened.close()
