"""Sends what was announced: one relay of a service at a time, each row's events in order, and nothing is sent until confirmed."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from random import uniform
from uuid import UUID

import structlog

from shared.bus.embedded import EmbeddedTransport
from shared.bus.outbox import KEPT_DAYS, PURGED_AT_ONCE, Leadership, Pending
from shared.bus.transport import CourierAway, NotAccepted, Pace, Transport
from shared.bus.work import Door, to_its_end
from shared.database import new_id
from shared.settings import failpoint, failpoint_set
from shared.telemetry import (
    EVENTS_PUBLISHED,
    EVENTS_REFUSED,
    OUTBOX_OLDEST_SECONDS,
    OUTBOX_PENDING,
    TRANSPORT_UP,
)

MOST_AT_ONCE = 500
POLL_SECONDS = 1.0
PATIENCE_SECONDS = 6.0
LEASE_SECONDS = 10.0
LONGEST_WAIT_SECONDS = 10.0
MEASURE_SECONDS = 5.0
PURGE_SECONDS = 3600.0
log = structlog.get_logger("leerkring.bus")


def open_transport(broker_url: str | None, service: str, embedded: EmbeddedTransport | None = None) -> Transport:
    """Choose the courier: RabbitMQ where an address is given, else the one that the services of this process share."""
    if not broker_url:
        return embedded or EmbeddedTransport()
    from shared.bus.rabbitmq.courier import RabbitTransport  # a third of a second that one process need not wait for

    return RabbitTransport(broker_url, service)


class Relay:
    """Sends the events of one service, for as long as it leads; any number of replicas may run one.

    alone: no other process does; then nothing waits until the lease of one that was killed has run out.
    """

    def __init__(self, door: Door, transport: Transport, *, alone: bool = False) -> None:
        self._alone = alone
        self._door = door
        self._transport = transport
        self._outbox = door.outbox
        self._holder = new_id()
        self._leadership: Leadership | None = None
        self._led_at = 0.0
        self._most = MOST_AT_ONCE
        self._pace = Pace()
        self._measured_at = self._purged_at = float("-inf")

    async def run(self) -> None:
        """Send until cancelled; what is under way then gets ten seconds to be confirmed and marked."""
        try:
            while True:
                try:
                    if self._alone:
                        await self._outbox.vacate()
                        self._alone = False
                    wait = await to_its_end(self._turn())
                    await self._keep_house()
                except Exception as error:
                    log.warning("the relay could not work", service=self._door.service, exc_info=error)
                    await asyncio.sleep(POLL_SECONDS)
                    continue
                if wait is None:
                    await self._door.database.heard(self._outbox.bell, POLL_SECONDS)
                else:
                    await asyncio.sleep(wait)
        finally:
            await self._step_down()

    async def _turn(self) -> float | None:
        """Send one batch. Returns how long to wait before the next; None: until the bell rings."""
        self._pace.begin()
        leadership = await self._lead()
        if leadership is None:
            return POLL_SECONDS
        # What is due is looked for among many also when one is sent at a time: the first may wait for an older version.
        batch = (await self._outbox.due(MOST_AT_ONCE))[: self._most]
        if not batch:
            return None
        await failpoint("relay.after_claim")
        sending = _Sending(self._transport, len(batch))
        await sending.send(batch)
        leads = await self._outbox.mark(
            leadership, published=sending.confirmed, refused=sending.refused, at=self._door.now()
        )
        if not leads:
            log.warning("another relay took over", service=self._door.service)
            self._leadership = None
            return 0
        EVENTS_PUBLISHED.labels(self._door.service).inc(len(sending.confirmed))
        EVENTS_REFUSED.labels(self._door.service).inc(len(sending.refused))
        if sending.confirmed:
            self._most = MOST_AT_ONCE
            return self._pace.rest(len(batch)) or (0 if len(batch) == MOST_AT_ONCE else None)
        # Nobody took anything: try with one event at a time, at most one a second (F-13).
        self._most = 1
        return POLL_SECONDS

    async def _lead(self) -> Leadership | None:
        now = asyncio.get_running_loop().time()
        if self._leadership is None or now - self._led_at > LEASE_SECONDS / 3:
            self._leadership = await self._outbox.lead(self._holder, LEASE_SECONDS)
            self._led_at = now
        return self._leadership

    async def _step_down(self) -> None:
        if self._leadership is not None:
            try:
                async with asyncio.timeout(2):
                    await self._outbox.step_down(self._leadership)
            except Exception as error:
                log.warning("the lease was not given back", service=self._door.service, exc_info=error)

    async def _keep_house(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._measured_at >= MEASURE_SECONDS:
            self._measured_at = now
            TRANSPORT_UP.labels(self._door.service).set(self._transport.is_up())
            pending, oldest = await self._outbox.depth()
            OUTBOX_PENDING.labels(self._door.service).set(pending)
            age = (self._door.now() - oldest).total_seconds() if oldest else 0
            OUTBOX_OLDEST_SECONDS.labels(self._door.service).set(age)
        if self._leadership is not None and now - self._purged_at >= PURGE_SECONDS:
            gone = await self._outbox.purge(self._door.now() - timedelta(days=KEPT_DAYS))
            self._purged_at = now if gone < PURGED_AT_ONCE else float("-inf")


class _Sending:
    """One batch on its way."""

    def __init__(self, transport: Transport, size: int) -> None:
        self._transport = transport
        self._half = size // 2
        self.confirmed: list[UUID] = []
        self.refused: list[tuple[UUID, float, str]] = []

    async def send(self, batch: Sequence[Pending]) -> None:
        """Send what belongs to one row one after the other, and everything else at the same time."""
        chains: dict[UUID, list[Pending]] = {}
        for pending in batch:
            chains.setdefault(pending.envelope.subject, []).append(pending)
        sending = {asyncio.ensure_future(self._chain(chain)) for chain in chains.values()}
        on_their_way = sending
        try:
            while on_their_way:
                answered = len(self.confirmed) + len(self.refused)
                _, on_their_way = await asyncio.wait(on_their_way, timeout=PATIENCE_SECONDS)
                if answered == len(self.confirmed) + len(self.refused):
                    break
        finally:
            for task in on_their_way:
                task.cancel()
        await asyncio.gather(*sending)

    async def _chain(self, chain: list[Pending]) -> None:
        for pending in sorted(chain, key=lambda one: one.envelope.version) if len(chain) > 1 else chain:
            try:
                await self._publish(pending)
            except CourierAway:
                return
            except (NotAccepted, asyncio.CancelledError) as error:
                # Cancelled: no answer in all this time. Unknown is not confirmed; it comes again, and is known by its id.
                why = str(error) or f"no answer within {PATIENCE_SECONDS:.0f} s"
                wait = min(LONGEST_WAIT_SECONDS, 2.0**pending.attempts) * uniform(1.0, 1.2)  # noqa: S311 -- jitter, not a secret
                self.refused.append((pending.envelope.id, wait, why))
                return
            await failpoint("relay.after_confirm")
            self.confirmed.append(pending.envelope.id)
            if len(self.confirmed) == self._half:
                await failpoint("relay.half_batch")

    async def _publish(self, pending: Pending) -> None:
        if not failpoint_set("relay.after_publish"):
            await self._transport.publish(pending.envelope)
            return
        publishing = asyncio.ensure_future(self._transport.publish(pending.envelope))
        for _ in range(10):
            await asyncio.sleep(0)  # turns of the loop, not time: a busy machine must not fall before it is on the wire
        await failpoint("relay.after_publish")
        await publishing
