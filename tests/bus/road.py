"""A road to test on: three small services with a store each, joined by one of the transports."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, String, Table, Uuid, func, insert, select

from shared.access import PassOffice, new_key
from shared.asking import Asking
from shared.bus.consumer import Consumer
from shared.bus.desk import Desk
from shared.bus.inbox.box import Inbox
from shared.bus.inbox.rows import STATES
from shared.bus.outbox import Outbox
from shared.bus.relay import Relay
from shared.bus.transport import Envelope, NotAccepted, Route, Transport
from shared.bus.work import Clock, Door, SystemClock, Work
from shared.bus.worker import Handler
from shared.database import Database, fresh_metadata, new_id
from shared.events.agenda.questions import QuestionWithdrawn
from shared.events.base import Event
from shared.events.network import MembershipActivated, MembershipEnded
from shared.service import house_tables
from shared.settings import Environment, Settings
from tests.workplace import make_tables

ROUTES = (Route("agenda", ("network",)), Route("notifications", ("network", "agenda")))
NETWORK_ID = UUID(int=7)
MOMENT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
METADATA = fresh_metadata()
EFFECT = Table(
    "effect",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("type", String(100), nullable=False),
    Column("subject", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
)
house_tables(METADATA)


def activated(subject: UUID, version: int = 1, role: str = "member") -> MembershipActivated:
    """A fact that network announces."""
    return MembershipActivated(
        membership_id=subject,
        version=version,
        network_id=NETWORK_ID,
        person_id=UUID(int=8),
        perspective="parent",
        roles=[role],
        activated_at=MOMENT,
    )


def ended(subject: UUID, version: int = 2) -> MembershipEnded:
    """Another fact that network announces."""
    return MembershipEnded(
        membership_id=subject, version=version, network_id=NETWORK_ID, person_id=UUID(int=8), ended_at=MOMENT
    )


def withdrawn(subject: UUID, version: int = 1) -> QuestionWithdrawn:
    """A fact that agenda announces."""
    return QuestionWithdrawn(
        question_id=subject,
        version=version,
        network_id=NETWORK_ID,
        status="withdrawn",
        was_on_agenda=False,
        at=MOMENT,
    )


@dataclass
class House:
    """One service on the road. Everything its handlers do is a row in ``effect``: nothing is counted in memory."""

    name: str
    door: Door
    transport: Transport
    route: Route | None
    effect: Table
    handlers: dict[type[Event], Handler] = field(default_factory=dict)
    consumer: Consumer | None = None
    _running: list[asyncio.Task[None]] = field(default_factory=list)

    async def announce(self, *events: Event) -> None:
        """Announce events in one transaction."""
        async with self.door.work() as work:
            for event in events:
                work.announce(event)

    async def note(self, work: Work, event: Event) -> None:
        """The plainest handler: write down what was heard."""
        await work.session.execute(
            insert(self.effect).values(type=event.TYPE, subject=event.subject_id, version=event.version)
        )

    def envelope(self, event: Event, **changed: Any) -> Envelope:
        """An event of this house as it would travel, with what a test changes of it."""
        plain = Envelope(
            id=new_id(),
            source=event.SOURCE,
            type=event.TYPE,
            subject=event.subject_id,
            version=event.version,
            time=self.door.now(),
            data=event.to_json(),
        )
        return replace(plain, **changed)

    async def send(self, envelope: Envelope) -> None:
        """Hand an envelope to the courier past the outbox, as often as it takes."""
        async with asyncio.timeout(20):
            while True:
                try:
                    await self.transport.publish(envelope)
                except NotAccepted:
                    await asyncio.sleep(0.05)
                else:
                    return

    @property
    def inbox(self) -> Inbox:
        """What it has heard."""
        return Inbox(self.door.database, self.name)

    @property
    def desk(self) -> Desk:
        """Where its operator sits."""
        return Desk(self.door.database, self.name, tuple(self.handlers))

    async def states(self) -> dict[str, int]:
        """How many events stand in its inbox, by state."""
        row = self.inbox.table
        async with self.door.reading() as session:
            rows = (await session.execute(select(row.c.state, func.count()).group_by(row.c.state))).all()
        return {STATES[state]: count for state, count in rows}

    async def pending(self) -> int:
        """How many events have not left."""
        return (await self.door.outbox.depth())[0]

    async def effects(self) -> list[tuple[UUID, int]]:
        """What was done, in order: subject and version."""
        async with self.door.reading() as session:
            rows = await session.execute(
                select(self.effect.c.subject, self.effect.c.version).order_by(self.effect.c.id)
            )
            return [(row.subject, row.version) for row in rows]

    def start(self, *, relay: bool = True, consumer: bool = True) -> None:
        """Start its workers."""
        self._running.append(asyncio.create_task(self.door.database.listen()))
        if relay:
            self._running.append(asyncio.create_task(Relay(self.door, self.transport).run()))
        if consumer and self.route is not None:
            self.consumer = Consumer(self.door, self.transport, self.route, self.handlers)
            self._running.append(asyncio.create_task(self.consumer.run()))

    async def stop(self) -> None:
        """Stop its workers in good order."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        self._running.clear()


@dataclass
class Road:
    """Three houses: network, agenda which hears network, notifications which hears both."""

    houses: dict[str, House]

    def __getitem__(self, name: str) -> House:
        return self.houses[name]

    def start(self) -> None:
        """Start all."""
        for house in self.houses.values():
            house.start()

    async def stop(self) -> None:
        """Stop all."""
        for house in self.houses.values():
            await house.stop()


async def eventually(
    ask: Callable[[], Awaitable[Any]], wanted: Any, *, seconds: float = 20, step: float = 0.02
) -> None:
    """Wait until an answer is what is wanted; then it is compared once more, so that a failure shows both."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while await ask() != wanted:
                await asyncio.sleep(step)
    found = await ask()
    assert found == wanted, f"found {found!r}, wanted {wanted!r}"


@asynccontextmanager
async def open_house(
    name: str,
    url: str,
    transport: Transport,
    *,
    routes: Sequence[Route] = ROUTES,
    clock: Clock | None = None,
    var: Path = Path("var"),
    lease_seconds: float = 60,
) -> AsyncIterator[House]:
    """Open one service on a database address."""
    database = Database(url, METADATA)
    await make_tables(database)
    clock = clock or SystemClock()
    office = PassOffice(name, new_key(), {})
    door = Door(
        service=name,
        database=database,
        outbox=Outbox(database, name),
        clock=clock,
        asking=Asking({}, office, clock.now),
        settings=Settings(env=Environment.TEST, var=var, lease_seconds=lease_seconds),
    )
    route = next((one for one in routes if one.consumer == name), None)
    house = House(name, door, transport, route, EFFECT)
    kinds: Mapping[str, tuple[type[Event], ...]] = {
        "agenda": (MembershipActivated, MembershipEnded),
        "notifications": (MembershipActivated, MembershipEnded, QuestionWithdrawn),
    }
    house.handlers = dict.fromkeys(kinds.get(name, ()), house.note)
    try:
        yield house
    finally:
        await house.stop()
        await database.close()


def some_ids(count: int) -> list[UUID]:
    """New ids."""
    return [new_id() for _ in range(count)]
