"""Hears what others announce: stores it first; the worker then handles it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import DataError

from shared.bus.inbox.box import Inbox
from shared.bus.inbox.rows import DEAD, IGNORED, READY, Arrival
from shared.bus.transport import Envelope, Route, Transport, Unreadable
from shared.bus.work import Door
from shared.bus.worker import Handler, Worker
from shared.database import Session
from shared.events.base import MOST_BYTES, Event, event_named
from shared.settings import failpoint
from shared.telemetry import EVENTS_DEAD, EVENTS_FAILED, EVENTS_FORGED, EVENTS_IGNORED, doing

log = structlog.get_logger("leerkring.bus")
_NAME = re.compile(r"[a-z0-9][a-z0-9.\-]{0,199}")


def judge(
    item: Envelope | Unreadable, route: Route, handlers: Mapping[type[Event], Handler], now: datetime
) -> Arrival | None:
    """What to think of something that arrived; None for an event that this consumer has no use for.

    Who says to be somebody else is dead at once: its source is the exchange it came over, its type belongs to its source
    (A-81, A-83).
    """
    if isinstance(item, Unreadable):
        return Arrival.unreadable(item)
    reason, is_attack = None, False
    kind = event_named(item.type)
    if not _NAME.fullmatch(item.type) or not 0 <= item.version < 2**31:
        reason = "its type or version cannot be read"
    elif not datetime(2020, 1, 1, tzinfo=UTC) < item.time < now + timedelta(days=400):
        reason = "its time cannot be true"
    elif len(item.data) > MOST_BYTES:
        reason = f"it is {len(item.data)} bytes; an event holds at most {MOST_BYTES}"
    elif item.source not in route.hears:
        reason, is_attack = f"{route.consumer} does not listen to {item.source}", True
    elif kind is not None and item.source != kind.SOURCE:
        reason, is_attack = f"{item.source} announced what belongs to {kind.SOURCE}", True
    if reason:
        key = f"{item.source}/{item.id}/{item.type}/{item.version}"
        return Arrival.unreadable(Unreadable(key, item.data, reason, item.source, is_attack))
    if kind is None:
        return Arrival.of(item, IGNORED, "nobody here knows this type")
    return Arrival.of(item, READY) if kind in handlers else None


class Consumer:
    """What one service hears: an inbox that is filled by a courier, and a worker that empties it.

    handlers: what to do with each kind of event; kinds that are not there are let go. Any number of replicas may run.
    """

    def __init__(self, door: Door, transport: Transport, route: Route, handlers: Mapping[type[Event], Handler]) -> None:
        self.inbox = Inbox(door.database, route.consumer)
        self._door = door
        self._transport = transport
        self._route = route
        self._handlers = handlers
        self._worker = Worker(door, self.inbox, handlers)

    async def run(self) -> None:
        """Listen and work until cancelled; what is in hand then gets ten seconds to finish, the rest is for the next one."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._transport.listen(self._route, self.receive))
            group.create_task(self._worker.run())

    async def receive(self, batch: Sequence[Envelope | Unreadable]) -> None:
        """Take over a batch: it is ours when this returns, and stays the courier's when it raises."""
        now = self._door.now()
        await failpoint("consumer.received")
        judged = [judge(item, self._route, self._handlers, now) for item in batch]
        arrivals = [one for one in judged if one is not None]
        if arrivals:
            try:
                await self._store(arrivals, now)
            except DataError:
                # One of them cannot be stored as it is; it may not keep the others out.
                for one in arrivals:
                    await self._store_alone(one, now)
        await failpoint("consumer.inbox_committed")
        self._door.database.rang_here(self.inbox.bell)

    async def _store(self, arrivals: list[Arrival], now: datetime) -> None:
        async def store(session: Session) -> list[Arrival]:
            found = await self.inbox.take_in(session, arrivals, at=now)
            await session.commit()
            return found

        forged = await self._door.database.at_once(store)
        consumer = self._route.consumer
        for one in (*arrivals, *forged):
            if one.is_attack:
                EVENTS_FORGED.labels(consumer).inc()
                log.error("an event claims to be what it is not", consumer=consumer, reason=one.error, id=str(one.id))
            if one.state == DEAD:
                EVENTS_DEAD.labels(consumer).inc()
            elif one.state == IGNORED:
                EVENTS_IGNORED.labels(consumer).inc()

    async def _store_alone(self, one: Arrival, now: datetime) -> None:
        try:
            await self._store([one], now)
        except DataError:
            plain = Unreadable(str(one.id), one.body, "the database does not take it")
            await self._store([Arrival.unreadable(plain)], now)


class LiveListener:
    """Hears events as they come and keeps nothing: for pages that are open now.

    heard: what to do with each; an error is written down and the next one comes.
    """

    def __init__(self, transport: Transport, route: Route, heard: Callable[[Event, Envelope], Awaitable[None]]) -> None:
        self._transport = transport
        self._route = route
        self._heard = heard

    async def run(self) -> None:
        """Listen until cancelled."""
        await self._transport.listen(self._route, self._receive)

    async def _receive(self, batch: Sequence[Envelope | Unreadable]) -> None:
        for item in batch:
            kind = None if isinstance(item, Unreadable) else event_named(item.type)
            if isinstance(item, Unreadable) or kind is None or item.source != kind.SOURCE:
                EVENTS_IGNORED.labels(self._route.consumer).inc()
                continue
            try:
                with doing(item.type, traceparent=item.traceparent):
                    await self._heard(kind.heard(item.data), item)
            except Exception as error:
                EVENTS_FAILED.labels(self._route.consumer).inc()
                log.warning("a live event was not handled", type=item.type, exc_info=error)
