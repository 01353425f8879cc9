"""What a courier of events is, whatever wire it uses."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Envelope:
    """One event on its way: the CloudEvents 1.0 attributes and the data as JSON bytes.

    id is the outbox id, the same on every attempt; source is the announcing service's name; version is the aggregate's.
    """

    id: UUID
    source: str
    type: str
    subject: UUID
    version: int
    time: datetime
    data: bytes
    traceparent: str | None = None


@dataclass(frozen=True)
class Unreadable:
    """Something that arrived but is no event we may believe: the bytes, a name for it, and why.

    source: the service whose exchange it came over, as far as that is known. is_attack: it claims to be what it is not.
    """

    key: str
    body: bytes
    reason: str
    source: str = ""
    is_attack: bool = False


class NotAccepted(Exception):
    """The courier did not take responsibility for an event; it stays pending."""


class CourierAway(NotAccepted):
    """The courier is not there at all: no event can leave now."""


Receiver = Callable[[Sequence[Envelope | Unreadable]], Awaitable[None]]
"""Takes over a batch: returns after a commit, raises when it could not take it."""


@dataclass(frozen=True)
class Features:
    """What a transport can promise, so that a test asks instead of skipping."""

    name: str
    survives_its_own_death: bool
    crosses_processes: bool


@dataclass(frozen=True)
class Route:
    """Who listens to whom: a consumer and the services it hears. Durable ones lose nothing while they are away."""

    consumer: str
    hears: tuple[str, ...]
    durable: bool = True


ROUTES: tuple[Route, ...] = (
    Route("agenda", ("network",)),
    Route("notifications", ("network", "agenda")),
    Route("gateway", ("network", "agenda", "notifications"), durable=False),
)
"""DESIGN 1: listening runs upstream only."""


def durable_listeners(source: str, routes: Sequence[Route]) -> list[str]:
    """The consumers that may not miss an event of this service."""
    return [route.consumer for route in routes if route.durable and source in route.hears]


class Pace:
    """Lets events pile up for a moment when they come thick and fast: a batch costs little more than one of them.

    Where they come one by one there is no waiting at all.
    """

    MANY = 8
    SECONDS = 0.04

    def __init__(self) -> None:
        self._began = 0.0

    def begin(self) -> None:
        """A turn begins."""
        self._began = asyncio.get_running_loop().time()

    def rest(self, handled: int) -> float:
        """How long to wait before the next turn, after one that had so many events."""
        if handled < self.MANY:
            return 0.0
        return max(0.0, self._began + self.SECONDS - asyncio.get_running_loop().time())


class Transport(Protocol):
    """A courier."""

    features: Features

    async def open(self) -> None:
        """Connect in the background and keep trying; returns at once, also when the other side is away."""

    async def close(self) -> None:
        """Stop; what is not confirmed stays with its sender."""

    async def publish(self, envelope: Envelope) -> None:
        """Hand over one event. Returns when the courier took responsibility, raises NotAccepted for anything else."""

    async def listen(self, route: Route, receive: Receiver) -> None:
        """Bring what arrives for this consumer to ``receive``, until cancelled."""

    def is_up(self) -> bool:
        """Whether the other side answers now (readiness)."""
