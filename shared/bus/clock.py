"""The door for the clock: schedules as rows with a period from the local calendar, so that no period runs twice or is lost."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time

from shared.bus.work import Door


@dataclass(frozen=True)
class Daily:
    """Every day at a local wall time."""

    at: time
    zone: str = "Europe/Amsterdam"


@dataclass(frozen=True)
class Weekly:
    """Every week on a weekday (Monday is 0) at a local wall time."""

    weekday: int
    at: time
    zone: str = "Europe/Amsterdam"


@dataclass(frozen=True)
class Every:
    """Again and again, on every replica: after ``seconds``, or at once when ``bell`` rings."""

    seconds: float
    bell: str | None = None


@dataclass(frozen=True)
class Period:
    """One turn of a schedule: its key (``2026-W47``, ``2026-11-21``) and the moment it was due, in UTC."""

    key: str
    due_at: datetime


@dataclass(frozen=True)
class Schedule:
    """What happens when the clock says so. Missed periods merge into one: only the latest runs."""

    name: str
    rule: Daily | Weekly | Every
    run: Callable[[Door, Period], Awaitable[None]]
