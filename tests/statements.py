"""What SQLAlchemy works out about a statement is worked out once in a test process, and not for every database of every test."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

from shared import database

MANY = 5000
"""More statements than a whole run knows; an engine by itself keeps 500."""

_known: dict[type[Dialect], tuple[Dialect, Any]] = {}


def share() -> None:
    """Let all engines of this process that speak to the same kind of database share it."""
    for name in ("create_engine", "create_async_engine"):
        setattr(database, name, _sharing(getattr(database, name)))


def _sharing(make: Callable[..., Any]) -> Callable[..., Any]:
    def made(*args: Any, **kwargs: Any) -> Any:
        engine = make(*args, **kwargs)
        inner = getattr(engine, "sync_engine", engine)
        kind = type(inner.dialect)
        if kind in _known and _known[kind][0].server_version_info:  # it was connected, and knows its server
            inner.dialect, inner._compiled_cache = _known[kind]
            inner.pool._dialect = inner.dialect
        else:
            inner._compiled_cache = LRUCache(MANY)
            _known[kind] = inner.dialect, inner._compiled_cache
        return engine

    return made
