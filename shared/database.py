"""Where rows are kept: SQLite in one process, PostgreSQL apart; the same text of SQL on both."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, closing, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from sqlalchemy import MetaData, Table, Uuid, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.ext.asyncio import AsyncSession as Session
from sqlalchemy.orm import registry
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel
from uuid_utils.compat import uuid7

from shared.columns import TextUuid
from shared.straight.reading import StraightReading
from shared.straight.thread import Result, Straight

__all__ = [
    "AgendaStore",
    "Database",
    "NetworkStore",
    "NotificationsStore",
    "Session",
    "begun_at",
    "fresh_metadata",
    "new_id",
    "one_at_a_time",
]

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

POSTGRES_SETTINGS = {
    "options": "-c statement_timeout=5000 -c lock_timeout=2000 -c timezone=UTC -c jit=off -c max_parallel_workers_per_gather=0"
}
"""Compiling a statement, or calling in a second process for it, takes longer than any statement of ours runs."""
MIGRATION_LOCK = 0x6C656572  # "leer": one process at a time changes tables


def new_id() -> UUID:
    """A new UUIDv7 (RFC 9562): rises with time, also within one millisecond of one process."""
    return uuid7()


def begun_at(id_: UUID) -> datetime:
    """When a row came to be, as its UUIDv7 tells (RFC 9562, 5.7: milliseconds in the first 48 bits)."""
    return datetime.fromtimestamp((id_.int >> 80) / 1000, UTC)


def fresh_metadata() -> MetaData:
    """An empty set of tables with the house's names for keys and indexes."""
    return MetaData(naming_convention=NAMING)


async def one_at_a_time(session: Session, name: str) -> None:
    """Let one writing transaction at a time pass here for this name, until it ends; on SQLite writers stand in line already."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


class NetworkStore(SQLModel, registry=registry(metadata=fresh_metadata())):
    """Base of the tables of network."""


class AgendaStore(SQLModel, registry=registry(metadata=fresh_metadata())):
    """Base of the tables of agenda."""


class NotificationsStore(SQLModel, registry=registry(metadata=fresh_metadata())):
    """Base of the tables of notifications."""


class Database:
    """One service's database.

    url: ``sqlite+aiosqlite:///file`` or ``postgresql://…`` (psycopg 3 is used whatever driver the address names).
    metadata: the tables it holds.
    """

    def __init__(self, url: str | URL, metadata: MetaData, *, pool_size: int = 10) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.url = parsed if self.is_sqlite else parsed.set(drivername="postgresql+psycopg")
        self.metadata = metadata
        self._bells: dict[str, asyncio.Event] = {}
        self.engine: AsyncEngine
        if self.is_sqlite:
            if self.url.database and self.url.database != ":memory:":
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            self.engine = create_async_engine(self.url, pool_size=pool_size, max_overflow=0, hide_parameters=True)
            _set_up_sqlite(self.engine.sync_engine)
        else:
            self.engine = create_async_engine(
                self.url,
                pool_size=pool_size,
                max_overflow=0,
                pool_timeout=2,
                pool_pre_ping=False,
                hide_parameters=True,  # the text of an error never quotes what people wrote
                connect_args=POSTGRES_SETTINGS,
            )
        # SQLite lets one writer in at a time and the others sleep ever longer; in one process they stand in line instead.
        self._line = asyncio.Lock() if self.is_sqlite else None
        self._writing_engine = self.engine.execution_options(leerkring_writes=True)
        self._reader = self._open_reader(pool_size) if self.is_sqlite and self.url.database else None
        self._straight = Straight(self._connect_straight)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A session that only reads.

        A file of SQLite is read right here: that takes less time than handing a statement to a thread and back, readers
        never wait for the writer (WAL), and what a page reads are a hundred rows.
        """
        if self._reader is None:
            async with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
                yield session
        else:
            with self._reader.connect() as connection, closing(StraightReading(connection)) as session:
                yield cast("Session", session)

    async def at_once(self, use: Callable[[Session], Coroutine[Any, Any, Result]], *, entities: bool = False) -> Result:
        """Run something that commits itself in one go on a thread of its own: where turns of the loop are most of the cost.

        entities: whether it keeps entities, which costs a little more. Raises straight.Waits when it awaits anything else.
        """
        async with self._line or nullcontext():
            return await self._straight.run(
                lambda session: use(cast("Session", session.with_entities() if entities else session))
            )

    def _open_reader(self, pool_size: int) -> Engine:
        # Nobody waits for a connection here, for whoever waits would hold up the loop that gives one back.
        engine = create_engine(
            self.url.set(drivername="sqlite"), pool_size=pool_size, max_overflow=-1, hide_parameters=True
        )
        _set_up_sqlite(engine)
        return engine

    def _connect_straight(self) -> Connection:
        if not self.is_sqlite:
            return create_engine(self.url, hide_parameters=True, connect_args=POSTGRES_SETTINGS).connect()
        engine = create_engine(self.url.set(drivername="sqlite"), hide_parameters=True)
        _set_up_sqlite(engine)
        return engine.execution_options(leerkring_writes=True).connect()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """A session in one write transaction; whoever opened it commits. On SQLite it holds the write lock from the start."""
        async with self._line or nullcontext(), Session(self._writing_engine, expire_on_commit=False) as session:
            yield session

    async def create_all(self) -> None:
        """Make all tables, for tests; a service migrates instead."""
        async with self.engine.begin() as connection:
            await connection.run_sync(self.metadata.create_all)

    @asynccontextmanager
    async def altering(self) -> AsyncIterator[AsyncConnection]:
        """One connection that may change tables, alone: others that want the same wait. Commits when the block ends well.

        A migration may take longer than a request, so there is no time-out on statements; waiting for a table that others
        use ends after 2 s (PostgreSQL). SQLite checks its foreign keys at the end, because changing a table copies it.
        """
        engine = create_async_engine(self.url, poolclass=NullPool, hide_parameters=True)
        if self.is_sqlite:
            _set_up_sqlite(engine.sync_engine)
            event.listen(engine.sync_engine, "connect", _loosen_sqlite)
        try:
            async with engine.execution_options(leerkring_writes=True).begin() as connection:
                if not self.is_sqlite:
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
                    await connection.execute(text("SET LOCAL lock_timeout = '2s'"))
                    await connection.execute(text("SET LOCAL timezone = 'UTC'"))
                yield connection
                if self.is_sqlite:
                    orphans = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
                    if orphans:
                        raise RuntimeError(f"a migration left rows without the row they belong to: {orphans[:3]}")
        finally:
            await engine.dispose()

    @property
    def kind(self) -> str:
        """What it is kept in, for who looks after it: ``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @property
    def engines(self) -> list[Engine]:
        """Everything that runs statements in turn; to watch them."""
        return [self.engine.sync_engine, *([self._reader] if self._reader is not None else [])]

    async def close(self) -> None:
        """Give all connections back."""
        if self._reader is not None:
            self._reader.dispose()
        await asyncio.gather(self.engine.dispose(), self._straight.close())

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that may say what happens ON CONFLICT, which both databases understand."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    # A bell wakes a worker at once when a transaction left work for it. It is a hint: every worker also polls.

    async def ring(self, session: Session, bell: str) -> None:
        """Ring a bell in every process of this database, when the session commits (PostgreSQL); see also rang_here."""
        if not self.is_sqlite:
            await session.execute(text("SELECT pg_notify('leerkring', :bell)"), {"bell": bell})

    def rang_here(self, bell: str) -> None:
        """Wake those who wait for this bell in this process, after a commit."""
        self._bells.setdefault(bell, asyncio.Event()).set()

    async def heard(self, bell: str, seconds: float) -> bool:
        """Wait until the bell rings or ``seconds`` have passed; True when it rang."""
        waiting = self._bells.setdefault(bell, asyncio.Event())
        try:
            # wait_for of Python 3.11 swallows a cancellation when the bell rings at that moment.
            async with asyncio.timeout(seconds):
                await waiting.wait()
        except TimeoutError:
            return False
        waiting.clear()
        return True

    async def listen(self) -> None:
        """Carry the bells of other processes into this one until cancelled (PostgreSQL's LISTEN); on SQLite nothing to do."""
        if self.is_sqlite:
            return
        import psycopg  # here, and not above: a house on SQLite has no use for its 8 MiB

        dsn = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            with suppress(psycopg.Error, OSError):
                async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as connection:
                    await connection.execute("LISTEN leerkring")
                    async for notice in connection.notifies():
                        self.rang_here(notice.payload)
            await asyncio.sleep(1)


def _set_up_sqlite(engine: Engine) -> None:
    engine.dialect.colspecs = {**engine.dialect.colspecs, Uuid: TextUuid}
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves (SQLAlchemy, "Serializable isolation" for SQLite)
    cursor = connection.cursor()
    # 1 MiB of pages for each of some ten connections a service: half of what SQLite takes by itself, measured to cost no
    # time, for the system keeps the file in memory too. 16 MB of log before it is carried over, in place of 4: what thousands
    # of mails write again and again is carried over a quarter as often.
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "cache_size=-1024")
    for pragma in (*pragmas, "wal_autocheckpoint=4000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _loosen_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred read that becomes a write fails at once with SQLITE_BUSY_SNAPSHOT, whatever the time-out; so writers say so first.
    if connection.get_execution_options().get("leerkring_writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # waits for nobody and cannot fail, so it needs none of what surrounds a statement
        cursor = connection.connection.cursor()
        cursor.execute("BEGIN")
        cursor.close()
