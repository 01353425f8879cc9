"""A workplace for tests of one service: a real database, its real routes, a clock that stands still, and no network."""

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import MetaData, event, select

from shared.access import PassOffice, new_key
from shared.asking import Asking
from shared.bus.outbox import Outbox
from shared.bus.work import Door
from shared.database import Database
from shared.errors import Refusal
from shared.events.base import Event, event_named
from shared.search.table import search_table
from shared.service import house_tables, measured
from shared.settings import Environment, Settings
from shared.web.desk import Desk
from shared.web.edge import Edge
from shared.web.health import own_health_routes
from shared.web.problems import answer_problems
from shared.web.routing import put_on
from shared.web.together import together_routes
from tests.servers import postgres

PATIENCE_SECONDS = 30.0
"""How long a test waits for an owner: a busy machine is no owner that is away."""


class StandingClock:
    """A clock that moves when told to."""

    def __init__(self, moment: datetime = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment

    def forward(self, **delta: float) -> None:
        """Move on, in the units of timedelta."""
        self.moment += timedelta(**delta)


@dataclass
class Workplace:
    """One service, ready to be asked."""

    door: Door
    clock: StandingClock
    app: FastAPI
    statements: list[str] = field(default_factory=list)
    """Every SQL statement since the last clear()."""

    def note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        """Keep a statement that is about to run."""
        self.statements.append(statement)

    def count_no_more(self) -> None:
        """Let statements run as they do in the product, where nobody counts them: to measure how long they take."""
        for engine in self.door.database.engines:
            event.remove(engine, "before_cursor_execute", self.note)

    async def ask(
        self,
        method: str,
        path: str,
        answer: Any = None,
        *,
        person_id: UUID | None = None,
        service: str = "gateway",
        body: BaseModel | None = None,
        params: dict[str, Any] | None = None,
        key: str | None = None,
    ) -> Any:
        """Ask this service over its routes with the pass of ``service`` for ``person_id``. Raises what it refuses with."""
        asking = self.asking_as(service)
        return await asking.ask(
            self.door.service, method, path, answer, person_id=person_id, body=body, params=params, key=key
        )

    async def refusal(self, method: str, path: str, **kwargs: Any) -> Refusal:
        """Ask and give back the refusal; an answer is a failure of the test."""
        try:
            given = await self.ask(method, path, Any, **kwargs)
        except Refusal as refusal:
            return refusal
        raise AssertionError(f"expected a refusal, got {given}")

    def asking_as(self, service: str) -> Asking:
        """An Asking that signs as another house."""
        return Asking(
            {self.door.service: self.app},
            PassOffice(service, self.app.state.test_keys[service], {}),
            self.clock.now,
            deadline=PATIENCE_SECONDS,
        )

    async def announced(self, after: int = 0) -> list[Event]:
        """Everything this service announced so far, in order, but for the first ``after``."""
        async with self.door.reading() as session:
            table = self.door.outbox.table
            rows = (await session.execute(select(table.c.type, table.c.data).order_by(table.c.id).offset(after))).all()
        events = []
        for row in rows:
            kind = event_named(row.type)
            assert kind is not None
            events.append(kind.heard(bytes(row.data)))
        return events


HOUSES = ("gateway", "network", "agenda", "notifications", "operator")


@asynccontextmanager
async def workplace(
    service: str,
    metadata: Any,
    edges: Sequence[Edge],
    directory: Path,
    *,
    url: str | None = None,
    kit: Any = None,
    **settings: Any,
) -> AsyncIterator[Workplace]:
    """Open a service on a fresh SQLite file under ``directory``, or on ``url``."""
    keys = {name: new_key() for name in HOUSES}
    clock = StandingClock()
    database = Database(url or f"sqlite+aiosqlite:///{directory / (service + '.db')}", metadata)
    outbox = Outbox(database, service)
    house_tables(database.metadata)
    if service in {"network", "agenda"}:
        search_table(database.metadata)
    if database.is_sqlite:
        for engine in database.engines:
            event.listen(engine, "connect", _leave_it_to_the_system)
    await make_tables(database)
    office = PassOffice(service, keys[service], keys)
    door = Door(
        service=service,
        database=database,
        outbox=outbox,
        clock=clock,
        kit=kit,
        asking=Asking({}, office, clock.now),
        settings=Settings(env=Environment.TEST, var=directory, **settings),
    )
    idle = _APPS.setdefault(tuple(map(id, edges)), (edges, []))[1]
    app = idle.pop() if idle else _app_of(edges)
    app.state.desk = Desk(door=door, office=office)
    app.state.test_keys = keys
    app.state.health = lambda: measured(door, None, workers={}, transport=True)
    place = Workplace(door=door, clock=clock, app=app)
    for engine in database.engines:
        event.listen(engine, "before_cursor_execute", place.note)
    try:
        yield place
    finally:
        await app.state.desk.refused.written()
        await database.close()
        idle.append(app)


def _leave_it_to_the_system(connection: Any, _record: object) -> None:
    """Do not wait for the disk after every commit: the machine under these tests loses no power."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


_APPS: dict[tuple[int, ...], tuple[Sequence[Edge], list[FastAPI]]] = {}
"""Apps that no test uses now, by their edges: what a route takes is worked out once in a process, and not for every test."""


def _app_of(edges: Sequence[Edge]) -> FastAPI:
    app = FastAPI()
    put_on(app, [*edges, together_routes(), own_health_routes()])
    answer_problems(app)
    return app


_EMPTY: dict[tuple[int, int], tuple[MetaData, bytes]] = {}
"""Files of SQLite that hold the tables of a service and no rows, by those tables: made once in a process, and copied."""


async def make_tables(database: Database) -> None:
    """Make all tables, where they do not stand from an earlier test (the fixture postgres_store)."""
    path = Path(database.url.database or "")
    if not database.is_sqlite:
        url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        if not postgres.has_tables(url):
            await database.create_all()
            await asyncio.to_thread(postgres.tables_made, url)
        return
    if path.exists():
        with closing(sqlite3.connect(path)) as store:
            there = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not there.issuperset(database.metadata.tables):
            await database.create_all()
        return
    tables = (id(database.metadata), len(database.metadata.tables))
    if tables not in _EMPTY:
        # Elsewhere, and not in this file: whoever reads a file of SQLite that is open gives up the locks on it.
        with tempfile.TemporaryDirectory() as directory:
            first = Database(f"sqlite+aiosqlite:///{directory}/empty.db", database.metadata)
            await first.create_all()
            await first.close()
            _EMPTY[tables] = database.metadata, (Path(directory) / "empty.db").read_bytes()
    path.write_bytes(_EMPTY[tables][1])


def as_json(model: BaseModel) -> Any:
    """A model as plain JSON values."""
    return json.loads(model.model_dump_json())
