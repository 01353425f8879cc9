"""How a service is put together and kept at work: its rooms, its store, what it hears, and what it does by the clock."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import structlog
from fastapi import FastAPI
from sqlalchemy import MetaData
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from shared.access import PassOffice
from shared.asking import App, Asking
from shared.audit.table import audit_entry_table
from shared.bus.clock import ClockWorker, Every, Period, Schedule, schedule_table
from shared.bus.consumer import Consumer
from shared.bus.inbox.box import Inbox
from shared.bus.inbox.rows import CLAIMED, DEAD, READY, RETRY, applied_table, inbox_table
from shared.bus.outbox import Outbox, outbox_table, relay_lease_table
from shared.bus.relay import Relay
from shared.bus.transport import ROUTES, Transport
from shared.bus.work import Clock, Door, Work
from shared.database import Database, Session
from shared.errors import Unavailable
from shared.events.base import Event
from shared.migrations import is_current, migrate
from shared.search.index import Source
from shared.search.table import search_table
from shared.settings import Settings
from shared.telemetry import WORKER_CRASHES, WORKER_UP
from shared.tombstones import tombstone_table
from shared.web.desk import Desk, Guards
from shared.web.edge import Edge
from shared.web.health import Health, own_health_routes
from shared.web.keys import KEPT, forget_used_keys, request_key_table
from shared.web.problems import answer_problems
from shared.web.requests import Around
from shared.web.routing import put_on
from shared.web.together import together_routes
from shared.web.used_passes import forget_used_passes, used_pass_table

Handler = Callable[[Work, Any], Awaitable[None]]
Counts = Callable[[Session, datetime], Awaitable[Mapping[str, float]]]
DATABASE_SECONDS = 60.0
"""How long a start waits for a database that does not answer yet."""
STOP_SECONDS = 13.0
LONGEST_PAUSE_SECONDS = 30.0
log = structlog.get_logger("leerkring.service")


def house_tables(metadata: MetaData) -> None:
    """Add the tables that every service has beside its own: of the bus, the clock and the desk, of who did what, and of who is gone."""
    bus = (outbox_table, relay_lease_table, inbox_table, applied_table, schedule_table)
    for table in (*bus, request_key_table, used_pass_table, audit_entry_table, tombstone_table):
        table(metadata)


async def _forget_asked(door: Door, _period: Period) -> None:
    async def forget(work: Work) -> None:
        await forget_used_keys(work.session, door.database.metadata, before=work.now - KEPT)
        await forget_used_passes(work.session, door.database.metadata, now=work.now)

    await door.change(forget)


HOUSE_SCHEDULE = (Schedule("forget-kept-answers", Every(seconds=3600), _forget_asked),)
"""What every service does by the clock beside its own: answers kept for who asks the same again hold personal words."""


@dataclass(frozen=True)
class Service:
    """What one service is; each ``services/<name>/main.py`` holds one, as SERVICE.

    metadata: its tables. edges: its routes. handlers: what it does when it hears an event. schedule: what it does by the clock.
    migrations: its Alembic directory.
    """

    name: str
    metadata: MetaData
    migrations: Path
    edges: Sequence[Edge]
    handlers: Mapping[type[Event], Handler] = field(default_factory=dict)
    schedule: Sequence[Schedule] = ()
    finds: Sequence[Source] = ()
    """What can be found in it: where its documents come from when the index is written anew."""
    unlock: Callable[[Settings], None] | None = None
    """What it must have before its store opens: the key to what is sealed there. Raises WrongSetting."""
    proof: Callable[[Session], Awaitable[None]] | None = None
    """Whether what is stored opens with it. Raises WrongSetting."""
    kit: Callable[[Settings], AbstractAsyncContextManager[Any]] | None = None
    """What the service opens for its whole life; the door carries it as ``door.kit``."""
    guards: Guards | None = None
    """Whose telephone, mail and home never stand in words that others read there."""
    counts: Counts | None = None
    """What it counts for operators besides its events, now: figures by a name of ``telemetry.COUNTED``."""

    def app(self) -> FastAPI:
        """Its HTTP face: every route of its edges, with the house's limits and refusals around them."""
        app = FastAPI(
            title=f"Leerkring {self.name}",
            docs_url=None,
            redoc_url=None,
            openapi_url=None,  # A-96; the description is stored in tests/contracts/openapi
        )
        put_on(app, [*self.edges, together_routes(), own_health_routes()])
        answer_problems(app)
        app.add_middleware(Around, service=self.name, believes_ids=True, private=True)
        return app

    def tables(self) -> MetaData:
        """All its tables: its own, those of the bus, the clock and the desk, and what can be found where it finds."""
        house_tables(self.metadata)
        if self.finds:
            search_table(self.metadata)
        return self.metadata


class Workers:
    """Background tasks of one service, none of which is ever silently gone: one that falls is logged, counted and restarted."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.up: dict[str, bool] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Keep ``run`` at work under this name until stop(). One that returns by itself has nothing to do and is left in peace."""
        self._tasks.append(asyncio.create_task(self._keep(name, run), name=f"{self.service}.{name}"))

    def let_go(self) -> None:
        """Tell them all to end, without waiting for it; told once, for being told twice cuts off what one is finishing."""
        for task in self._tasks:
            if not task.cancelling():
                task.cancel()

    async def stop(self) -> None:
        """End them all, and wait for what they are finishing: ten seconds at most, and a little to put it away (F-35)."""
        self.let_go()
        if self._tasks:
            _, stuck = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
            for task in stuck:
                log.error("worker does not stop", service=self.service, worker=task.get_name())

    async def _keep(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        falls = 0
        while True:
            began = monotonic()
            self._is(name, up=True)
            try:
                await run()
            except (Exception, asyncio.CancelledError) as error:
                task = asyncio.current_task()
                if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
                    self._is(name, up=False)
                    raise
                falls = 1 if monotonic() - began > 2 * LONGEST_PAUSE_SECONDS else falls + 1
                WORKER_CRASHES.labels(self.service, name).inc()
                log.exception("worker fell", service=self.service, worker=name, falls=falls)
            else:
                return
            self._is(name, up=False)
            pause = min(LONGEST_PAUSE_SECONDS, 0.5 * 2 ** min(falls - 1, 10))
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 -- jitter, not a secret

    def _is(self, name: str, *, up: bool) -> None:
        self.up[name] = up
        WORKER_UP.labels(self.service, name).set(up)


class Running:
    """One service at work in this process.

    owners: whom it may ask, by name: a base address, or an app in this process. office: signs and checks its passes.
    """

    def __init__(
        self,
        service: Service,
        settings: Settings,
        *,
        clock: Clock,
        office: PassOffice,
        owners: Mapping[str, str | App] | None = None,
    ) -> None:
        self.service = service
        self.settings = settings
        self.clock = clock
        self.office = office
        self.asking = Asking(dict(owners or {}), office, clock.now)
        self.app = service.app()
        self.app.state.health = self.health
        self.workers = Workers(service.name)
        self.transport: Transport | None = None
        self._door: Door | None = None

    @property
    def door(self) -> Door:
        """The door of the service, while it is open."""
        if self._door is None:
            raise RuntimeError(f"{self.service.name} is not open")
        return self._door

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Have the store migrated and the routes answer; nothing happens by itself yet.

        Raises Unavailable when the database does not answer within a minute.
        """
        if self.service.unlock is not None:
            self.service.unlock(self.settings)
        async with AsyncExitStack() as stack:
            database = Database(self.settings.store_of(self.service.name), self.service.tables())
            stack.push_async_callback(database.close)
            await self._migrated(database)
            if self.service.proof is not None:
                async with database.reading() as session:
                    await self.service.proof(session)
            stack.push_async_callback(self.asking.close)
            kit = await stack.enter_async_context(self.service.kit(self.settings)) if self.service.kit else None
            self._door = Door(
                service=self.service.name,
                database=database,
                outbox=Outbox(database, self.service.name),
                clock=self.clock,
                asking=self.asking,
                settings=self.settings,
                kit=kit,
            )
            desk = self.app.state.desk = Desk(door=self._door, office=self.office, guards=self.service.guards)
            stack.push_async_callback(desk.refused.written)
            yield

    @asynccontextmanager
    async def at_work(self, transport: Transport, *, alone: bool = False) -> AsyncIterator[None]:
        """Open, and do what comes by itself: announce, hear, and keep the clock. alone: no other process does."""
        async with self.open():
            self.transport = transport
            door, workers = self.door, self.workers
            try:
                workers.start("relay", Relay(door, transport, alone=alone).run)
                for route in ROUTES:
                    if route.consumer == self.service.name:
                        workers.start("consumer", Consumer(door, transport, route, self.service.handlers).run)
                workers.start("clock", ClockWorker(door, (*HOUSE_SCHEDULE, *self.service.schedule)).run)
                workers.start("bells", door.database.listen)
                yield
            finally:
                await workers.stop()

    async def health(self) -> Health:
        """How it is now."""
        up = dict(self.workers.up)
        transport = self.transport is not None and self.transport.is_up()
        if self._door is None:
            return Health(self.service.name, database=False, transport=transport, workers=up)
        return await measured(self._door, self.service.counts, workers=up, transport=transport)

    async def _migrated(self, database: Database) -> None:
        until = monotonic() + DATABASE_SECONDS
        while True:
            try:
                if not await is_current(database, self.service.migrations, self.service.name):
                    await migrate(database, self.service.migrations, self.service.name)
            except (OperationalError, InterfaceError, OSError) as error:
                if monotonic() > until:
                    raise Unavailable(f"The database of {self.service.name} does not answer.") from error
                log.warning("waiting for the database", service=self.service.name, error=type(error).__name__)
                await asyncio.sleep(1)
            else:
                return


async def measured(door: Door, counts: Counts | None, *, workers: Mapping[str, bool], transport: bool) -> Health:
    """How the service behind a door is now; a database that does not answer within two seconds is away."""
    try:
        async with asyncio.timeout(2):
            pending, oldest = await door.outbox.depth()
            inbox = await Inbox(door.database, door.service).depth()
            counted: Mapping[str, float] = {}
            if counts is not None:
                async with door.reading() as session:
                    counted = await counts(session, door.now())
    except (SQLAlchemyError, OSError, TimeoutError):
        return Health(door.service, database=False, transport=transport, workers=dict(workers))
    return Health(
        door.service,
        transport=transport,
        workers=dict(workers),
        outbox_pending=pending,
        outbox_oldest_seconds=max(0.0, (door.now() - oldest).total_seconds()) if oldest else 0.0,
        inbox_waiting=sum(inbox.get(state, 0) for state in (READY, CLAIMED, RETRY)),
        inbox_dead=inbox.get(DEAD, 0),
        counts=dict(counted),
    )
