"""Statements without a turn of the event loop for each: a transaction run to its end on a thread of its own, or read right here."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, CursorResult, Select, insert
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

Result = TypeVar("Result")
Values = Mapping[str, Any]
MOMENTS_KEPT = 16


class Waits(RuntimeError):
    """What was to run straight waits for something else than its session."""


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

    def with_entities(self) -> "StraightEntities":
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


class StraightReading:
    """The methods of a session that a query uses, over a connection whose answers need no waiting."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._entities: Session | None = None

    @property
    def _session(self) -> Session:
        # Made when the first entities are read: most pages read columns only, and opening and closing one costs a statement.
        if self._entities is None:
            self._entities = Session(self._connection, expire_on_commit=False, autoflush=False)
        return self._entities

    async def execute(self, statement: Any, values: Any = None) -> Any:
        """Run a statement."""
        return self._run(statement, values)

    async def scalar(self, statement: Any, values: Any = None) -> Any:
        """The first column of the first row."""
        return self._run(statement, values).scalar()

    async def scalars(self, statement: Any, values: Any = None) -> Any:
        """The first column of every row."""
        return self._run(statement, values).scalars()

    def _run(self, statement: Any, values: Any) -> Any:
        # What gives columns needs nothing of what a session does for entities: a third of the time of a statement.
        if _gives_columns(statement):
            return self._here().execute(statement, values)
        return self._session.execute(statement, values)

    def _here(self) -> Connection:
        return self._connection

    async def get(self, *args: Any, **kwargs: Any) -> Any:
        """One row by its key."""
        return self._session.get(*args, **kwargs)

    async def rollback(self) -> None:
        """Begin anew."""
        if self._entities is not None:
            self._entities.rollback()
        self._connection.rollback()

    def get_bind(self) -> Connection:
        """What it is connected to."""
        return self._connection

    def close(self) -> None:
        """Let go of the entities."""
        if self._entities is not None:
            self._entities.close()


def _gives_columns(statement: Any) -> bool:
    return isinstance(statement, Select) and all(isinstance(one, ColumnElement) for one in statement._raw_columns)


class StraightEntities(StraightReading):
    """The methods of a session that a handler of events uses, entities included, over one whose answers need no waiting."""

    def __init__(self, session: Session, connection: Connection) -> None:
        super().__init__(connection)
        self._entities = session
        self.add = session.add
        self.add_all = session.add_all

    def _here(self) -> Connection:
        return self._session.connection()  # what it commits is what its session began

    @property
    def new(self) -> Any:
        """What was added and not written yet."""
        return self._session.new

    @property
    def dirty(self) -> Any:
        """What was changed and not written yet."""
        return self._session.dirty

    @property
    def deleted(self) -> Any:
        """What is to be deleted and was not yet."""
        return self._session.deleted

    def _run(self, statement: Any, values: Any) -> Any:
        # A handler reads what it added or changed itself, so what waits is written first, as a session does.
        if self.new or self.dirty or self.deleted:
            self._session.flush()
        return super()._run(statement, values)

    async def delete(self, row: Any) -> None:
        """Delete a row."""
        self._session.delete(row)

    async def refresh(self, row: Any) -> None:
        """Read a row again."""
        self._session.refresh(row)

    async def flush(self) -> None:
        """Write what was added and changed."""
        self._session.flush()

    async def commit(self) -> None:
        """Keep everything."""
        self._session.commit()


class Straight:
    """One thread with one connection, opened when it is first used.

    connect: opens the connection, on that thread.
    """

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._thread: ThreadPoolExecutor | None = None
        self._connection: Connection | None = None

    async def run(self, use: Callable[[StraightSession], Coroutine[Any, Any, Result]]) -> Result:
        """Run something in one transaction, which it commits itself.

        It awaits nothing but its session. It goes on to its end also when the caller is cancelled.
        """
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="straight")
        doing = asyncio.get_running_loop().run_in_executor(self._thread, self._run, use)
        try:
            return await asyncio.shield(doing)
        except asyncio.CancelledError:
            await asyncio.wait({doing})
            raise

    def _run(self, use: Callable[[StraightSession], Coroutine[Any, Any, Result]]) -> Result:
        if self._connection is None:
            self._connection = self._connect()
        coroutine = use(StraightSession(self._connection))
        try:
            coroutine.send(None)
        except StopIteration as done:
            result: Result = done.value
            return result
        finally:
            coroutine.close()
            self._connection.rollback()
        raise Waits("what runs straight awaits nothing but its session")

    async def close(self) -> None:
        """Give the connection back and end the thread."""
        if self._thread is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._hang_up)
            self._thread.shutdown()
            self._thread = None

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection.engine.dispose()
            self._connection = None
