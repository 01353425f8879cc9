"""Handles what stands in an inbox: the handler, the word that it is done, and what it announces in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from shared.access import Viewer
from shared.bus.inbox.box import Inbox
from shared.bus.inbox.hand import Breaker, Hand, Unfit, described, suspects_line
from shared.bus.inbox.rows import (
    KEPT_DAYS,
    MOST_CRASHES,
    PATIENCE,
    Failure,
    Held,
    LostClaim,
    wait_after,
)
from shared.bus.inbox.upkeep import Upkeep
from shared.bus.transport import Pace
from shared.bus.work import Door, Work, is_away, to_its_end
from shared.database import Session
from shared.errors import Invalid, NotAllowed
from shared.events.base import Event, event_named
from shared.settings import failpoint
from shared.straight.thread import Waits
from shared.telemetry import (
    EVENT_LAG_SECONDS,
    EVENTS_APPLIED,
    EVENTS_DEAD,
    EVENTS_FAILED,
    doing,
)

Handler = Callable[[Work, Any], Awaitable[None]]
MOST_AT_ONCE = 200
POLL_SECONDS = 1.0
STRAIGHT_AGAIN_SECONDS = 60.0
log = structlog.get_logger("leerkring.bus")


class _Spoilt(Exception):
    """One handler took too long; the connection it used cannot be trusted any more."""

    def __init__(self, held: Held) -> None:
        super().__init__()
        self.held = held


class Worker:
    """Empties the inbox of one consumer; any number of replicas may run one.

    A batch is tried together. When one of its events fails, the batch is undone and tried again with a savepoint around each,
    so that a bad event costs only itself.
    """

    def __init__(self, door: Door, inbox: Inbox, handlers: Mapping[type[Event], Handler]) -> None:
        self._door = door
        self._inbox = inbox
        self._handlers = handlers
        self._lease = door.settings.lease_seconds
        self._breaker = Breaker(inbox.consumer)
        self._alone = 0
        self._pace = Pace()
        self._swept_at = self._straight_from = float("-inf")
        self._upkeep = Upkeep(inbox)

    async def run(self) -> None:
        """Work until cancelled; what is in hand then gets ten seconds to finish."""
        while True:
            try:
                wait = await to_its_end(self._turn())
                await self._upkeep.turn(self._door.now())
            except Exception as error:
                log.warning("the worker could not work", consumer=self._inbox.consumer, exc_info=error)
                wait = POLL_SECONDS
            if wait is None:
                await self._door.database.heard(self._inbox.bell, POLL_SECONDS)
            else:
                await asyncio.sleep(wait)

    async def _turn(self) -> float | None:
        """Handle one batch. Returns how long to wait before the next; None: until the bell rings."""
        self._pace.begin()
        time = asyncio.get_running_loop().time
        suspects: Sequence[Held] = ()
        line = suspects_line()
        if time() - self._swept_at >= POLL_SECONDS and not line.locked():
            async with line:
                claim, suspects = await self._inbox.claim_suspect(at=self._door.now(), seconds=self._lease)
                if suspects:
                    await self._handle(claim, suspects)
                else:
                    self._swept_at = time()
        most = 1 if self._breaker.pause or self._alone else MOST_AT_ONCE
        claim, held = await self._inbox.claim(most, at=self._door.now(), seconds=self._lease)
        if not held:
            return 0 if suspects else None
        self._alone = max(0, self._alone - 1)
        await failpoint("worker.claimed")
        await self._handle(claim, held)
        return self._breaker.pause or self._pace.rest(len(held)) or (0 if suspects or len(held) == most else None)

    async def _handle(self, claim: UUID, held: Sequence[Held]) -> None:
        hand = Hand(claim)
        for one in held:
            self._read(hand, one)
        until = asyncio.get_running_loop().time() + self._lease / 3
        hand.certain = len(hand.failed)
        try:
            try:
                await self._together(hand)
            except LostClaim:
                raise
            except Exception as error:
                if isinstance(error, DBAPIError) and is_away(error):
                    raise
                hand.forget()
                await self._one_by_one(hand, until)
        except LostClaim:
            log.warning("another worker took over", consumer=self._inbox.consumer, events=len(held))
        except _Spoilt as spoilt:
            hand.forget()
            hand.failed.append(self._failure(spoilt.held, TimeoutError()))
            await self._give_back(hand, [one for one, _ in hand.ready if one is not spoilt.held])
        except Exception as error:
            hand.forget()
            if not is_away(error) and len(hand.ready) == 1:
                hand.failed.append(self._failure(hand.ready[0][0], error))
                await self._give_back(hand, [])
            else:
                # Whose fault it is shows when each is tried alone.
                self._alone = 0 if is_away(error) else len(hand.ready)
                await self._give_back(hand, [one for one, _ in hand.ready])
            raise

    def _read(self, hand: Hand, held: Held) -> None:
        if held.crashes >= MOST_CRASHES:
            hand.failed.append(Failure(held, f"its worker fell {held.crashes} times while handling it", None))
            return
        kind = event_named(held.type)
        try:
            if kind is None or kind not in self._handlers:
                raise Unfit("this version has no handler for it")
            event = kind.heard(held.body)
            if (event.subject_id, event.version) != (held.subject, held.version):
                raise Unfit("its subject or version is not what its envelope says")
        except (Unfit, ValueError, RecursionError) as error:
            hand.failed.append(Failure(held, described(error), None))
            return
        hand.ready.append((held, event))

    async def _together(self, hand: Hand) -> None:
        time = asyncio.get_running_loop().time
        if time() > self._straight_from:
            try:
                await self._door.database.at_once(lambda session: self._all(session, hand), entities=True)
            except Waits:  # a handler that asks somebody, say: it gets turns of the loop
                self._straight_from = time() + STRAIGHT_AGAIN_SECONDS
                hand.forget()
            else:
                self._after(hand)
                return
        async with asyncio.timeout(self._lease / 6), self._door.database.writing() as session:
            await self._all(session, hand)
        self._after(hand)

    async def _all(self, session: Session, hand: Hand) -> None:
        for held, event in hand.ready:
            hand.bells |= await self._apply(session, held, event)
        hand.done.extend(hand.ready)
        await self._finish(session, hand)

    async def _one_by_one(self, hand: Hand, until: float) -> None:
        time = asyncio.get_running_loop().time
        waiting: set[UUID] = set()
        async with self._door.database.writing() as session:
            for place, (held, event) in enumerate(hand.ready):
                if held.subject in waiting:
                    hand.released.append(held)
                    continue
                if time() > until:
                    hand.released.extend(one for one, _ in hand.ready[place:])
                    break
                try:
                    async with asyncio.timeout(self._lease / 2), session.begin_nested():
                        hand.bells |= await self._apply(session, held, event)
                except TimeoutError as error:
                    raise _Spoilt(held) from error
                except Exception as error:
                    if isinstance(error, DBAPIError) and is_away(error):
                        raise
                    if is_away(error):
                        self._breaker.open(error)
                        hand.released.extend(one for one, _ in hand.ready[place:])
                        break
                    failure = self._failure(held, error)
                    hand.failed.append(failure)
                    if failure.next_at is not None and held.attempts <= PATIENCE:
                        waiting.add(held.subject)
                else:
                    hand.done.append((held, event))
            await self._finish(session, hand)
        self._after(hand)

    async def _apply(self, session: Session, held: Held, event: Event) -> set[str]:
        """Run one handler; gives back whom to wake after the commit."""
        with doing(held.type, traceparent=held.traceparent):
            work = Work(session, viewer=Viewer(service=self._door.service), now=self._door.now())
            if await self._is_too_old(session, held, event):
                return set()
            await self._handlers[type(event)](work, event)
            if session.new or session.dirty or session.deleted:
                await session.flush()  # now, so that an error is this event's
            if work.announced:
                await self._door.outbox.write(session, work.announced, at=work.now)
                work.bells.add(self._door.outbox.bell)
            return work.bells

    async def _is_too_old(self, session: Session, held: Held, event: Event) -> bool:
        """Whether this was handled so long ago that its row may be purged: then the version tells (F-37)."""
        if held.announced_at > self._door.now() - timedelta(days=KEPT_DAYS):
            return False
        return await self._inbox.applied_version(session, event.NOUN, held.subject) >= held.version

    async def _finish(self, session: Session, hand: Hand) -> None:
        door, now = self._door, self._door.now()
        versions: dict[tuple[str, UUID], int] = {}
        for held, event in hand.done:
            place = (event.NOUN, held.subject)
            versions[place] = max(held.version, versions.get(place, 0))
        await self._inbox.remember(session, versions)
        await self._inbox.settle(
            session,
            hand.claim,
            done=[held for held, _ in hand.done],
            failed=hand.failed,
            released=hand.released,
            at=now,
        )
        for bell in sorted(hand.bells):
            await door.database.ring(session, bell)
        await failpoint("worker.handler_done")
        await session.commit()
        await failpoint("worker.committed")

    def _after(self, hand: Hand) -> None:
        """Wake who waits for what was committed, and count."""
        for bell in hand.bells:
            self._door.database.rang_here(bell)
        consumer, now = self._inbox.consumer, self._door.now()
        if hand.done:
            self._breaker.close()
            EVENTS_APPLIED.labels(consumer).inc(len(hand.done))
            lag = EVENT_LAG_SECONDS.labels(consumer)
            for held, _ in hand.done:
                lag.observe(max(0.0, (now - held.announced_at).total_seconds()))
        for failure in hand.failed:
            EVENTS_FAILED.labels(consumer).inc()
            if failure.next_at is None:
                EVENTS_DEAD.labels(consumer).inc()
                log.error(
                    "an event is given up: see leerkring bus show",
                    consumer=consumer,
                    id=str(failure.held.id),
                    type=failure.held.type,
                    reason=failure.error,
                )

    async def _give_back(self, hand: Hand, released: Sequence[Held]) -> None:
        """Write down failures and let go of the rest; waits for a database that is away, as long as the lease lasts."""
        hand.released.extend(released)
        time = asyncio.get_running_loop().time
        until = time() + self._lease / 2
        while True:
            try:
                async with self._door.database.writing() as session:
                    await self._finish(session, hand)
                self._after(hand)
            except LostClaim:
                return
            except DBAPIError:
                if time() > until:
                    raise
                await asyncio.sleep(POLL_SECONDS)
            else:
                return

    def _failure(self, held: Held, error: BaseException) -> Failure:
        """What comes next after a handler failed: another try, or none where trying again cannot help."""
        wait = None if isinstance(error, (Invalid, NotAllowed, ValidationError)) else wait_after(held.attempts)
        return Failure(held, described(error), None if wait is None else self._door.now() + wait)
