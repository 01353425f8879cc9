"""How a service is put together: its rooms, its store, what it hears, and what it does by the clock."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from shared.bus.clock import Schedule
from shared.bus.work import Work
from shared.events.base import Event
from shared.settings import Settings
from shared.web.edge import Edge

Handler = Callable[[Work, Any], Awaitable[None]]


@dataclass(frozen=True)
class Service:
    """What one service is; each ``services/<name>/main.py`` holds one, as SERVICE.

    metadata: its tables. edges: its routes. handlers: what it does when it hears an event. schedule: what it does by the clock.
    migrations: its Alembic directory.
    """

    name: str
    metadata: MetaData
    migrations: Path
    edges: Sequence[Edge]
    handlers: Mapping[type[Event], Handler] = field(default_factory=dict)
    schedule: Sequence[Schedule] = ()
    kit: Callable[[Settings], AbstractAsyncContextManager[Any]] | None = None
    """What the service opens for its whole life; the door carries it as ``door.kit``."""
