"""A thread of its own with a connection of its own, on which a transaction runs straight to its end."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from shared.straight.session import StraightSession

Result = TypeVar("Result")


class Waits(RuntimeError):
    """What was to run straight waits for something else than its session."""


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
