"""What is killed: three small services that stand on the real bus, edge and assembly, so that every effect can be counted.

network is asked to change things and announces each change; agenda hears it, does something and announces an answer;
notifications hears both. An effect is a plain row that could be written twice: nothing but the bus prevents it.
"""

import asyncio
import ctypes
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from uuid import UUID

from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid, insert
from sqlalchemy.dialects import postgresql, sqlite

from shared.access import PassOffice, trusted_from
from shared.bus.embedded import EmbeddedTransport
from shared.bus.relay import open_transport
from shared.bus.transport import Envelope, Receiver, Route, Transport, Unreadable
from shared.bus.work import SystemClock, Work
from shared.database import Database, fresh_metadata
from shared.events.agenda.questions import QuestionWithdrawn
from shared.events.base import Event
from shared.events.network import MembershipActivated
from shared.service import Handler, Running, Service
from shared.settings import Settings
from shared.web.edge import ANYONE, Edge
from shared.web.health import Health, health_routes
from shared.web.routing import put_on

NAMES = ("network", "agenda", "notifications")
HEARS: dict[str, tuple[tuple[str, type[Event]], ...]] = {
    "agenda": (("network", MembershipActivated),),
    "notifications": (("network", MembershipActivated), ("agenda", QuestionWithdrawn)),
}
"""What each consumer handles, and who announces it."""
POISON = "poison"
"""A role that makes the handler of agenda tear down its whole process, after a moment."""
SLOW = "slow"
"""A role that notifications takes half a second over."""
SOMEWHERE = UUID(int=7)


def tables_of(name: str) -> MetaData:
    """What one service keeps of its own: network its things, the others what they did and how far they are."""
    metadata = fresh_metadata()
    if name == "network":
        Table("thing", metadata, Column("id", Uuid, primary_key=True), *_state())
    else:
        Table(
            "effect",
            metadata,
            Column("id", Integer, primary_key=True, autoincrement=True),
            Column("noun", String(40), nullable=False),
            Column("subject", Uuid, nullable=False),
            Column("version", Integer, nullable=False),
        )
        key = (Column("noun", String(40), primary_key=True), Column("subject", Uuid, primary_key=True))
        Table("standing", metadata, *key, *_state())
    return metadata


def _state() -> tuple[Column[int], Column[str]]:
    return Column("version", Integer, nullable=False), Column("state", String(20), nullable=False)


def _insert(work: Work, table: Table) -> postgresql.Insert | sqlite.Insert:
    return sqlite.insert(table) if work.session.get_bind().dialect.name == "sqlite" else postgresql.insert(table)


class Change(BaseModel):
    """Which things to change, and what they become."""

    subjects: list[UUID]
    state: str = "member"


class Changed(BaseModel):
    """A thing and its version after a change."""

    subject: UUID
    version: int


def service_of(name: str) -> Service:
    """One of the three, with what it is asked and what it hears."""
    metadata = tables_of(name)
    edges = [_edge(metadata)] if name == "network" else []
    handlers = _handlers(name, metadata) if name in HEARS else {}
    return Service(name=name, metadata=metadata, migrations=Path(), edges=edges, handlers=handlers)


def _edge(metadata: MetaData) -> Edge:
    edge, thing = Edge(), metadata.tables["thing"]

    @edge.change("/changes", who=ANYONE)
    async def change(work: Work, *, body: Change) -> list[Changed]:
        rows = [{"id": subject, "version": 1, "state": body.state} for subject in sorted(set(body.subjects))]
        put = _insert(work, thing).values(rows)
        put = put.on_conflict_do_update(
            index_elements=["id"], set_={"version": thing.c.version + 1, "state": put.excluded.state}
        )
        found = (await work.session.execute(put.returning(thing.c.id, thing.c.version))).all()
        for row in found:
            work.announce(
                MembershipActivated(
                    membership_id=row.id,
                    version=row.version,
                    network_id=SOMEWHERE,
                    person_id=SOMEWHERE,
                    perspective="parent",
                    roles=[body.state],
                    activated_at=work.now,
                )
            )
        return [Changed(subject=row.id, version=row.version) for row in found]

    return edge


def _handlers(name: str, metadata: MetaData) -> dict[type[Event], Handler]:
    effect, standing = metadata.tables["effect"], metadata.tables["standing"]

    async def note(work: Work, event: Event, state: str) -> None:
        told = {"noun": event.NOUN, "subject": event.subject_id, "version": event.version}
        await work.session.execute(insert(effect).values(told))
        put = _insert(work, standing).values(told | {"state": state})
        await work.session.execute(
            put.on_conflict_do_update(
                index_elements=["noun", "subject"],
                set_={"version": put.excluded.version, "state": put.excluded.state},
                where=standing.c.version < put.excluded.version,
            )
        )

    async def when_membership_activated(work: Work, event: MembershipActivated) -> None:
        if event.roles[0] == POISON and name == "agenda":
            await asyncio.sleep(0.2)
            ctypes.string_at(0)
        if event.roles[0] == SLOW and name == "notifications":
            await asyncio.sleep(0.5)
        await note(work, event, event.roles[0])
        if name == "agenda":
            work.announce(
                QuestionWithdrawn(
                    question_id=event.membership_id,
                    version=event.version,
                    network_id=event.network_id,
                    status=event.roles[0],
                    at=work.now,
                    was_on_agenda=False,
                )
            )

    async def when_question_withdrawn(work: Work, event: QuestionWithdrawn) -> None:
        await note(work, event, event.status)

    known: dict[type[Event], Handler] = {
        MembershipActivated: when_membership_activated,
        QuestionWithdrawn: when_question_withdrawn,
    }
    return {kind: known[kind] for _, kind in HEARS[name]}


class Tapped:
    """A transport that writes down what it brings, before anybody looks at it: duplicates on the wire can be counted."""

    def __init__(self, inner: Transport, arrivals: Path) -> None:
        self._inner = inner
        self._arrivals = arrivals
        self.features = inner.features

    async def open(self) -> None:
        """As the transport does."""
        await self._inner.open()

    async def close(self) -> None:
        """As the transport does."""
        await self._inner.close()

    async def publish(self, envelope: Envelope) -> None:
        """As the transport does."""
        await self._inner.publish(envelope)

    async def listen(self, route: Route, receive: Receiver) -> None:
        """Bring what arrives, and write down what it is."""

        async def written(batch: Sequence[Envelope | Unreadable]) -> None:
            lines = [f"{route.consumer} {one.id if isinstance(one, Envelope) else one.key}\n" for one in batch]
            with self._arrivals.open("a") as journal:
                journal.write("".join(lines))
            await receive(batch)

        await self._inner.listen(route, written)

    def is_up(self) -> bool:
        """As the transport says."""
        return self._inner.is_up()


class _Small(Running):
    """A service whose tables were made by the test."""

    async def _migrated(self, database: Database) -> None:
        return


@asynccontextmanager
async def at_work(settings: Settings, names: Sequence[str], arrivals: Path) -> AsyncIterator[FastAPI]:
    """Open these services in this process: over RabbitMQ when the settings name one, else over the embedded bus."""
    embedded = EmbeddedTransport()
    broker = str(settings.broker_url) if settings.broker_url else None
    trusted = trusted_from(settings.trusted_keys or '{"keys": []}')
    running: list[_Small] = []

    def let_go() -> None:
        for one in running:
            one.workers.let_go()

    async with AsyncExitStack() as stack:
        for name in names:
            transport = Tapped(open_transport(broker, name, embedded), arrivals)
            await transport.open()
            stack.push_async_callback(transport.close)
            office = PassOffice(name, None, trusted)
            running.append(_Small(service_of(name), settings, clock=SystemClock(), office=office))
            await stack.enter_async_context(running[-1].at_work(transport))
        stack.callback(let_go)

        async def health() -> list[Health]:
            return [await one.health() for one in running]

        put_on(running[0].app, [health_routes(health, settings)])
        yield running[0].app
