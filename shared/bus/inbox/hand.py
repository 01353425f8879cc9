"""What a worker has in hand, and how it tells why something failed."""

import asyncio
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID
from weakref import WeakKeyDictionary

import structlog
from pydantic import ValidationError

from shared.bus.inbox.rows import Failure, Held
from shared.errors import Refusal
from shared.events.base import Event
from shared.telemetry import BREAKER_OPEN

LONGEST_PAUSE_SECONDS = 30.0
log = structlog.get_logger("leerkring.bus")

_lines: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


def suspects_line() -> asyncio.Lock:
    """What a worker holds while it tries an event that may tear down this process.

    Of two consumers that try one at the same moment both would be blamed, each time, until the innocent one is given up too (F-34).
    """
    return _lines.setdefault(asyncio.get_running_loop(), asyncio.Lock())


class Unfit(Exception):
    """This event cannot be handled here, however often it is tried."""


@dataclass
class Hand:
    """What a worker has in hand: one claim, and what became of its events so far."""

    claim: UUID
    ready: list[tuple[Held, Event]] = field(default_factory=list)
    done: list[tuple[Held, Event]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    released: list[Held] = field(default_factory=list)
    bells: set[str] = field(default_factory=set)
    certain: int = 0
    """How many failures stand whatever the handlers do: those of events that could not be read."""

    def forget(self) -> None:
        """Take back what was noted in a transaction that is undone."""
        self.done.clear()
        self.released.clear()
        self.bells.clear()
        del self.failed[self.certain :]


class Breaker:
    """Whether something that the handlers of a consumer lean on is away: then one event at a time is tried (F-51)."""

    def __init__(self, consumer: str) -> None:
        self._consumer = consumer
        self.pause = 0.0
        """How long to wait before the next try; 0 while it is closed."""

    def open(self, error: BaseException) -> None:
        """Wait, twice as long as the last time."""
        self.pause = min(LONGEST_PAUSE_SECONDS, self.pause * 2 or 1.0)
        BREAKER_OPEN.labels(self._consumer).set(1)
        log.warning("what we lean on is away", consumer=self._consumer, wait_seconds=self.pause, exc_info=error)

    def close(self) -> None:
        """Something worked again."""
        if self.pause:
            self.pause = 0.0
            BREAKER_OPEN.labels(self._consumer).set(0)


def described(error: BaseException) -> str:
    """An error without the words of people: its kind, and where it happened."""
    if isinstance(error, ValidationError):
        places = ("/".join(map(str, one["loc"])) + " " + one["type"] for one in error.errors(include_input=False))
        return "cannot be read: " + ", ".join(places)
    if isinstance(error, Refusal):
        return error.code
    if isinstance(error, Unfit):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
    return type(error).__name__ + where
