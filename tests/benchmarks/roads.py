"""The two ends of a road for benchmarks: a service that announces, and one that applies and counts.

As a command it is the taking end in a process of its own: ``python -m tests.benchmarks.roads DATABASE BROKER EXPECTED``.
"""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, MetaData, Table, Uuid, insert

from shared.access import PassOffice
from shared.asking import Asking
from shared.bus.consumer import Consumer
from shared.bus.outbox import Outbox
from shared.bus.relay import Relay
from shared.bus.transport import ROUTES, Transport
from shared.bus.work import Door, SystemClock, Work
from shared.database import Database, fresh_metadata, new_id
from shared.events.agenda.sessions import SeriesPlanned
from shared.settings import Environment, Settings

EVENTS = 10_000
PER_TRANSACTION = 50
BELL = "effect"
NETWORK = new_id()


class Counted:
    """When each effect was seen committed, in the order of the handler."""

    def __init__(self) -> None:
        self.applied: list[float] = []
        self.begun = 0
        self._grew = asyncio.Event()
        self._effects = Table("effect", fresh_metadata(), Column("series_id", Uuid, primary_key=True))

    @property
    def metadata(self) -> MetaData:
        """The table of effects, alone in a store."""
        return self._effects.metadata

    async def apply(self, work: Work, event: SeriesPlanned) -> None:
        """The handler: one row per event; the bell rings when it is committed."""
        await work.session.execute(insert(self._effects).values(series_id=event.series_id))
        self.begun += 1
        work.wake(BELL)

    async def watch(self, database: Database) -> None:
        """Note the moment at which the bell rang, after a commit, for what the handlers had begun by then.

        What was begun and not committed yet is counted with it, so a moment is early by a batch at most; an event that is tried
        again counts twice.
        """
        while True:
            if await database.heard(BELL, 0.2):
                now = time.time()  # noqa: TID251 -- two processes compare their clocks
                self.applied.extend([now] * (self.begun - len(self.applied)))
                self._grew.set()

    async def until(self, number: int) -> None:
        """Wait until so many effects were begun, and a commit rang after that."""
        while len(self.applied) < number:
            self._grew.clear()
            await self._grew.wait()


def door_to(url: str, metadata: MetaData, service: str) -> Door:
    """A door of a service that stores at ``url``."""
    database = Database(url, metadata)
    clock = SystemClock()
    return Door(
        service=service,
        database=database,
        outbox=Outbox(database, service),
        clock=clock,
        asking=Asking({}, PassOffice(service, None, {}), clock.now),
        settings=Settings(env=Environment.TEST, var=Path("unused")),
    )


@asynccontextmanager
async def running(door: Door, transport: Transport, *tasks: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Open the transport and run workers beside the block."""
    await transport.open()
    started = [asyncio.create_task(task) for task in (*tasks, door.database.listen())]
    try:
        yield
    finally:
        for task in started:
            task.cancel()
        await asyncio.gather(*started, return_exceptions=True)
        await transport.close()
        await door.database.close()


@asynccontextmanager
async def sender(url: str, transport: Transport) -> AsyncIterator[Door]:
    """The announcing end: agenda, with its relay at work."""
    door = door_to(url, fresh_metadata(), "agenda")
    await door.database.create_all()
    async with running(door, transport, Relay(door, transport).run()):
        yield door


@asynccontextmanager
async def taker(url: str, transport: Transport, counted: Counted) -> AsyncIterator[None]:
    """The taking end: notifications, with its consumer at work."""
    door = door_to(url, counted.metadata, "notifications")
    consumer = Consumer(
        door,
        transport,
        next(route for route in ROUTES if route.consumer == "notifications"),
        {SeriesPlanned: counted.apply},
    )
    await door.database.create_all()
    async with running(door, transport, consumer.run(), counted.watch(door.database)):
        yield


async def announce_many(door: Door, events: int) -> None:
    """Commit so many events, fifty in a transaction."""
    for begin in range(0, events, PER_TRANSACTION):
        async with door.work() as work:
            for _ in range(min(PER_TRANSACTION, events - begin)):
                work.announce(SeriesPlanned(version=1, series_id=new_id(), network_id=NETWORK, sessions=6, at=work.now))


async def take_apart(url: str, broker: str, expected: int) -> None:
    """Take ``expected`` events in this process, then print when each was applied."""
    from shared.bus.rabbitmq.courier import RabbitTransport

    counted = Counted()
    async with taker(url, RabbitTransport(broker, "notifications"), counted):
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        await counted.until(expected)
        sys.stdout.write(json.dumps({"applied": counted.applied[:expected]}) + "\n")
        sys.stdout.flush()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)


if __name__ == "__main__":
    asyncio.run(take_apart(sys.argv[1], sys.argv[2], int(sys.argv[3])))
