"""The courier within one process: from one service's outbox straight into another's inbox."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import structlog

from shared.bus.transport import (
    ROUTES,
    Envelope,
    Features,
    NotAccepted,
    Receiver,
    Route,
    durable_listeners,
)

MOST_AT_ONCE = 500
log = structlog.get_logger("leerkring.bus")


class _Mailbag:
    """What waits to be taken over by one consumer; whoever put it in waits for the commit."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Envelope, asyncio.Future[None]]] = []
        self.filled = asyncio.Event()

    def put(self, envelope: Envelope) -> asyncio.Future[None]:
        taken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((envelope, taken))
        self.filled.set()
        return taken

    def take(self) -> list[tuple[Envelope, asyncio.Future[None]]]:
        batch, self.waiting = self.waiting[:MOST_AT_ONCE], self.waiting[MOST_AT_ONCE:]
        if not self.waiting:
            self.filled.clear()
        # A sender that gave up keeps its row pending and will come again.
        return [(envelope, taken) for envelope, taken in batch if not taken.done()]


def _refuse(batch: Sequence[tuple[Envelope, asyncio.Future[None]]], reason: str) -> None:
    for _, taken in batch:
        if not taken.done():
            taken.set_exception(NotAccepted(reason))


class EmbeddedTransport:
    """Brings events from service to service within this process; all services share one instance.

    An event is accepted when every durable consumer that hears its source has it in its inbox, committed. A consumer
    that is not there yet keeps the event pending. Live listeners get it when they are there.
    """

    features = Features(name="embedded", survives_its_own_death=True, crosses_processes=False)

    def __init__(self, routes: Sequence[Route] = ROUTES) -> None:
        self.routes = tuple(routes)
        self._durable: dict[str, _Mailbag] = {}
        self._live: dict[str, set[_Mailbag]] = {}

    async def open(self) -> None:
        """There is nothing to connect to."""

    async def close(self) -> None:
        """There is nothing to let go of."""

    def is_up(self) -> bool:
        """A courier within the process is always there."""
        return True

    async def publish(self, envelope: Envelope) -> None:
        """Hand over one event. Raises NotAccepted when a durable consumer is not there or could not store it."""
        consumers = durable_listeners(envelope.source, self.routes)
        absent = [consumer for consumer in consumers if consumer not in self._durable]
        if absent:
            raise NotAccepted(f"{', '.join(absent)} not listening yet")
        for taken in [self._durable[consumer].put(envelope) for consumer in consumers]:
            await taken
        for bag in self._live.get(envelope.source, ()):
            bag.put(envelope)

    async def listen(self, route: Route, receive: Receiver) -> None:
        """Bring what arrives for this consumer to ``receive``, until cancelled."""
        bag = _Mailbag()
        if route.durable:
            if route.consumer in self._durable:
                raise RuntimeError(f"{route.consumer} listens twice in one process")
            self._durable[route.consumer] = bag
        else:
            for source in route.hears:
                self._live.setdefault(source, set()).add(bag)
        try:
            while True:
                await bag.filled.wait()
                await self._bring(bag.take(), receive)
        finally:
            if route.durable:
                del self._durable[route.consumer]
            else:
                for source in route.hears:
                    self._live[source].discard(bag)
            _refuse(bag.waiting, f"{route.consumer} stopped listening")

    async def _bring(self, batch: list[tuple[Envelope, asyncio.Future[None]]], receive: Receiver) -> None:
        if not batch:
            return
        try:
            await receive([envelope for envelope, _ in batch])
        except asyncio.CancelledError:
            _refuse(batch, "stopped before it was stored")
            raise
        except Exception as error:
            log.warning("a batch was not taken over", events=len(batch), exc_info=error)
            _refuse(batch, f"not stored: {type(error).__name__}")
        else:
            for _, taken in batch:
                with suppress(asyncio.InvalidStateError):
                    taken.set_result(None)
