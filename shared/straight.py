"""Statements without a turn of the event loop for each: a transaction run to its end on a thread of its own, or read right here."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

Result = TypeVar("Result")


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


class StraightReading:
    """The methods of a session that a query uses, over a session whose answers need no waiting."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        """Run a statement."""
        return self._session.execute(*args, **kwargs)

    async def scalar(self, *args: Any, **kwargs: Any) -> Any:
        """The first column of the first row."""
        return self._session.scalar(*args, **kwargs)

    async def scalars(self, *args: Any, **kwargs: Any) -> Any:
        """The first column of every row."""
        return self._session.scalars(*args, **kwargs)

    async def get(self, *args: Any, **kwargs: Any) -> Any:
        """One row by its key."""
        return self._session.get(*args, **kwargs)

    async def rollback(self) -> None:
        """Begin anew."""
        self._session.rollback()

    def get_bind(self) -> Engine | Connection:
        """What it is connected to."""
        return self._session.get_bind()


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
        raise RuntimeError("what runs straight awaits nothing but its session")

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
