"""A session over a connection whose answers need no waiting, and statements that are made ready once for it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import CursorResult, insert
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from shared.straight.reading import StraightEntities

Values = Mapping[str, Any]
MOMENTS_KEPT = 16


class StraightSession:
    """The methods of a session that an operation uses, over a connection whose answers need no waiting."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        """Run a statement."""
        return self._connection.execute(*args, **kwargs)

    def add(self, row: SQLModel) -> None:
        """Store a row."""
        self._connection.execute(insert(type(row)).values(row.model_dump()))

    async def flush(self) -> None:
        """Everything is written already."""

    async def commit(self) -> None:
        """Keep everything."""
        self._connection.commit()

    def get_bind(self) -> Engine:
        """What it is connected to."""
        return self._connection.engine

    def with_entities(self) -> StraightEntities:
        """A session that keeps entities too, over the same connection; asked for before the first statement."""
        return StraightEntities(Session(self._connection, expire_on_commit=False), self._connection)

    def run(self, prepared: "Prepared", values: Values | Sequence[Values]) -> list[tuple[Any, ...]]:
        """Run a prepared statement, straight on the driver; gives the rows it returns."""
        return self._run(prepared, values)[0]

    def count(self, prepared: "Prepared", rows: Sequence[Values]) -> int:
        """Run a prepared statement for every row of values; gives how many rows it wrote in all."""
        return self._run(prepared, rows)[1]

    def _run(self, prepared: "Prepared", values: Values | Sequence[Values]) -> tuple[list[tuple[Any, ...]], int]:
        if not self._connection.in_transaction():
            self._connection.begin()
        dialect = self._connection.dialect
        text = prepared.text_for(dialect)
        cursor = self._connection.connection.cursor()
        try:
            if isinstance(values, Mapping):
                cursor.execute(text.sql, text.fill(values))
            else:
                cursor.executemany(text.sql, cast("Sequence[Sequence[Any]]", [text.fill(one) for one in values]))
            return text.read(cursor.fetchall()) if cursor.description else [], cursor.rowcount
        except Exception as error:
            base = dialect.loaded_dbapi.Error
            if not isinstance(error, base):
                raise
            is_lost = dialect.is_disconnect(error, self._connection.connection, cursor)
            if is_lost:
                self._connection.invalidate(error)
            raise DBAPIError.instance(
                text.sql, None, error, base, hide_parameters=True, connection_invalidated=is_lost, dialect=dialect
            ) from error
        finally:
            cursor.close()


class Prepared:
    """A statement that runs hundreds of times a second: what is worked out for every run is worked out once.

    statement: takes its values by name. columns: the names, for an INSERT that does not list them.
    """

    def __init__(self, statement: UpdateBase, columns: Sequence[str] = ()) -> None:
        self.statement = statement
        self._columns = list(columns) or None
        self._texts: dict[str, _Text] = {}

    async def run(self, session: Any, values: Values | Sequence[Values]) -> list[tuple[Any, ...]]:
        """Run it with values, or with several rows of them; gives the rows it returns."""
        if isinstance(session, StraightSession):
            return session.run(self, values)
        result = await session.execute(self.statement, values)
        return [tuple(row) for row in result] if result.returns_rows else []

    async def count(self, session: Any, rows: Sequence[Values]) -> int:
        """Run it for every row of values; gives how many rows it wrote in all."""
        if isinstance(session, StraightSession):
            return session.count(self, rows)
        return cast("CursorResult[Any]", await session.execute(self.statement, list(rows))).rowcount

    def text_for(self, dialect: Dialect) -> "_Text":
        """How it reads on a kind of database."""
        if dialect.name not in self._texts:
            self._texts[dialect.name] = _Text(self.statement, self._columns, dialect)
        return self._texts[dialect.name]


class _Text:
    """A statement in the words of one driver: which value goes where, and how each travels."""

    def __init__(self, statement: UpdateBase, columns: list[str] | None, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("only statements can be prepared")
        self.sql = compiled.string
        ways = {name: _way(bind.type, dialect) for name, bind in compiled.binds.items()}
        self._fixed = {
            name: way(bind.value) if (way := ways[name]) else bind.value
            for name, bind in compiled.binds.items()
            if not bind.required
        }
        self._ways = {name: way for name, way in ways.items() if name not in self._fixed}
        order = compiled.positiontup
        self._row = None if order is None else [self._fixed.get(name) for name in order]
        self._places = [
            (name, way, [place for place, one in enumerate(order or ()) if one == name])
            for name, way in self._ways.items()
        ]
        returned = statement.exported_columns if statement.is_dml and compiled.effective_returning else ()
        self._readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in returned]

    def fill(self, values: Values) -> list[Any] | dict[str, Any]:
        """The values as the driver takes them: by name, or in their places."""
        if self._row is None:
            return self._fixed | {name: way(values[name]) if way else values[name] for name, way in self._ways.items()}
        row = self._row.copy()
        for name, way, places in self._places:
            value = way(values[name]) if way else values[name]
            for place in places:
                row[place] = value
        return row

    def read(self, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
        """What the driver gave, as what it means."""
        return [
            tuple(reader(value) if reader else value for reader, value in zip(self._readers, row, strict=True))
            for row in rows
        ]


def _way(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    way = kind.dialect_impl(dialect).bind_processor(dialect)
    if way is None or getattr(kind, "impl_instance", kind).python_type is not datetime:
        return way
    # The same moment goes into every row written then. In other zones two are equal: 02.30, twice when the clock goes back.
    kept = lru_cache(maxsize=MOMENTS_KEPT)(way)
    return lambda moment: kept(moment) if moment is not None and moment.tzinfo is UTC else way(moment)
