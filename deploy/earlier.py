"""A clock that can be told to look back: example people plan, hold and write down a session of months ago as they would have then."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from shared.bus.work import Clock

_LOOKING_AT: ContextVar[datetime | None] = ContextVar("looking_at", default=None)


class LookingBack:
    """The time of another clock, except for what is done inside ``at``; workers and visitors beside it see no difference."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        """The moment, in UTC."""
        return _LOOKING_AT.get() or self._clock.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be this moment for what this task does and asks, where the clock is one that can look back."""
    before = _LOOKING_AT.set(moment)
    try:
        yield
    finally:
        _LOOKING_AT.reset(before)
