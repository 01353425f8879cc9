"""What a column may hold, and the database's own time: stored, compared and ordered alike on SQLite and PostgreSQL."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, String, TypeDecorator, bindparam
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import JSON, TypeEngine, Uuid

Json = JSON().with_variant(JSONB(), "postgresql")
"""A column of JSON."""
JsonOrNothing = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A column of JSON in which nothing is stored as nothing, so that it can be asked for."""


class TextUuid(Uuid[UUID]):
    """An id where the database has no type for ids, so that it comes as text: read once, for the same few come in every row."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read an id, or nothing."""
        return _id_or_nothing


def _id_or_nothing(value: str | None) -> UUID | None:
    return None if value is None else _id(value)


@lru_cache(maxsize=4096)
def _id(text: str) -> UUID:
    return UUID(text)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in UTC; a moment without a zone is refused, SQLite's naive answer is given its zone back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


MOST_SORT_LETTERS = 100


class SortKey(TypeDecorator[str]):
    """Text to order by: without case or accents, and compared byte by byte, so that both databases order the same."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Leave the locale of PostgreSQL out of it; SQLite compares bytes by itself."""
        return dialect.type_descriptor(String(collation="C") if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Fold the text and keep its beginning, so that a cursor stays short; folding twice changes nothing."""
        if value is None:
            return None
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", value).casefold())
        return "".join(letter for letter in apart if not unicodedata.combining(letter))[:MOST_SORT_LETTERS]


class database_time(FunctionElement[datetime]):  # noqa: N801 -- reads as the SQL function it is
    """The moment by the database's own clock, plus ``seconds``: replicas whose clocks differ agree on it."""

    name = "database_time"
    type = UTCDateTime()
    inherit_cache = True

    def __init__(self, seconds: float = 0) -> None:
        super().__init__(bindparam(None, f"{seconds:+.3f} seconds", String))


@compiles(database_time, "sqlite")
def _sqlite_time(element: database_time, compiler: SQLCompiler, **kwargs: Any) -> str:
    # Written as UTCDateTime is stored, so that the two compare as text.
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', {compiler.process(element.clauses, **kwargs)})"


@compiles(database_time, "postgresql")
def _postgres_time(element: database_time, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"(clock_timestamp() + CAST({compiler.process(element.clauses, **kwargs)} AS interval))"
