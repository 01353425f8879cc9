"""One transaction: what an operation is given, and the door that opens and commits it."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.access import Viewer
from shared.asking import Asking
from shared.audit import writing as audit
from shared.audit.verbs import Kind, Verb
from shared.bus.outbox import Outbox
from shared.database import Database, Session
from shared.errors import Refusal, Unavailable
from shared.events.base import Event
from shared.search.document import Document
from shared.search.index import forget, index, retitle
from shared.settings import Settings, failpoint

Row = TypeVar("Row")
Result = TypeVar("Result")
RETRIES = 3


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The moment, in UTC."""


class SystemClock:
    """The machine's clock; the one place that reads it."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 -- this is the Clock itself


class MovedClock:
    """A clock that a test moves: the file holds a moment, and from when it was written time goes on from there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._machine = SystemClock()
        self._written_at: float | None = None
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The moment, in UTC."""
        try:
            written_at = self._path.stat().st_mtime
            if written_at != self._written_at:
                moment = datetime.fromisoformat(self._path.read_text().strip())
                self._ahead = moment.astimezone(UTC) - datetime.fromtimestamp(written_at, UTC)
                self._written_at = written_at
        except FileNotFoundError:
            self._ahead = timedelta()
        return self._machine.now() + self._ahead


def clock_of(settings: Settings) -> Clock:
    """The machine's clock, or the one a test moves (LEERKRING_CLOCK)."""
    return MovedClock(settings.clock) if settings.clock else SystemClock()


class Work:
    """One transaction: a session, what is announced in it, who asks, and what time it is.

    Operations store and announce in the same breath and never commit; the door does.
    """

    def __init__(self, session: Session, *, viewer: Viewer, now: datetime) -> None:
        self.session = session
        self.viewer = viewer
        self.now = now
        self.announced: list[Event] = []
        self.bells: set[str] = set()
        self.noted: list[audit.Note] = []
        self.found: list[Document | Callable[[Session], Awaitable[None]]] = []
        self.stood: list[str] = []

    def add(self, row: Row) -> Row:
        """Store a row; gives it back."""
        self.session.add(row)
        return row

    def replaces(self, *words: str | None) -> None:
        """Say which words stood already where who asks puts theirs: what stands in these is looked through no second time (PR-6)."""
        self.stood += [one for one in words if one]

    def announce(self, event: Event) -> None:
        """Say that something happened; it leaves when this transaction commits, or not at all."""
        self.announced.append(event)

    def index(self, document: Document) -> None:
        """Let something be found as it is now, from the moment this transaction commits."""
        self.found.append(document)

    def index_later(self, read: Callable[[Session], Awaitable[Document | None]]) -> None:
        """Do as index, by what can be read when this transaction ends; None is not to be found."""

        async def step(session: Session) -> None:
            document = await read(session)
            await index(session, *([document] if document else []))

        self.found.append(step)

    def forget(self, kind: str, id_: UUID, *, network_id: UUID | None = None) -> None:
        """Let something be found no more: in one network, or in all."""
        self.found.append(lambda session: forget(session, kind, id_, network_id=network_id))

    def retitle(self, kind: str, id_: UUID, title: str) -> None:
        """Let something that has no other names be found by another title, in every network where it can be found."""
        self.found.append(lambda session: retitle(session, kind, id_, title))

    def note(
        self,
        verb: Verb,
        kind: Kind,
        subject: UUID | None,
        *,
        network_id: UUID | None = None,
        reason: str | None = None,
        by: UUID | None = None,
    ) -> None:
        """Write down who did this, in the audit log: ids and codes, never what it says (A-85). by: where it is not who asks."""
        self.noted.append(audit.Note(verb, kind, subject, network_id=network_id, reason=reason, by=by))

    def wake(self, bell: str) -> None:
        """Wake a worker (``mail``) as soon as this transaction has committed."""
        self.bells.add(bell)


@dataclass(frozen=True)
class Door:
    """Opens transactions for requests, events and the clock, and is the only one who commits them."""

    service: str
    database: Database
    outbox: Outbox
    clock: Clock
    asking: Asking
    settings: Settings
    kit: Any = None
    """What this service opened for its whole life (kept-open mail connections), if anything."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.clock.now()

    def reading(self) -> AbstractAsyncContextManager[Session]:
        """A session that only reads."""
        return self.database.reading()

    @asynccontextmanager
    async def work(self, viewer: Viewer | None = None) -> AsyncIterator[Work]:
        """One transaction: commits when the block ends well, or with a refusal that keeps its changes; else rolls back."""
        async with self.database.writing() as session:
            work = Work(session, viewer=viewer or Viewer(service=self.service), now=self.now())
            try:
                yield work
            except Refusal as refusal:
                if refusal.keeps_changes:
                    await self.finish(work)
                raise
            await self.finish(work)

    async def finish(self, work: Work) -> None:
        """Write what was announced, commit, and wake who waits for it."""
        await self._commit(work)
        for bell in work.bells:
            self.database.rang_here(bell)

    async def _commit(self, work: Work) -> None:
        await _write_what_is_found(work)
        if work.announced:
            await self.outbox.write(work.session, work.announced, at=work.now)
            work.bells.add(self.outbox.bell)
        if work.noted:
            await audit.write(work.session, work.noted, viewer=work.viewer, at=work.now)
        for bell in sorted(work.bells):
            await self.database.ring(work.session, bell)
        await failpoint("door.before_commit")
        await work.session.commit()
        await failpoint("door.after_commit")

    async def change(self, operation: Callable[[Work], Awaitable[Result]], viewer: Viewer | None = None) -> Result:
        """Run an operation in one transaction, again (at most three times) when the database asks for it (F-72)."""

        async def once() -> Result:
            async with self.work(viewer) as work:
                return await operation(work)

        return await _as_often_as_asked(once)

    async def change_at_once(self, operation: Callable[[Work], Awaitable[Result]]) -> Result:
        """Do as change, in one go on a thread of its own: for an operation that runs hundreds of times a second.

        It awaits nothing but its session, and it ends also when who asked for it is cancelled.
        """
        bells: set[str] = set()

        async def use(session: Session) -> Result:
            work = Work(session, viewer=Viewer(service=self.service), now=self.now())
            result = await operation(work)
            await self._commit(work)
            bells.update(work.bells)
            return result

        result = await _as_often_as_asked(lambda: self.database.at_once(use))
        for bell in bells:
            self.database.rang_here(bell)
        return result


async def _write_what_is_found(work: Work) -> None:
    waiting: list[Document] = []
    for one in work.found:
        if isinstance(one, Document):
            waiting.append(one)
        else:
            await index(work.session, *waiting)
            waiting.clear()
            await one(work.session)
    await index(work.session, *waiting)


async def _as_often_as_asked(attempt: Callable[[], Awaitable[Result]]) -> Result:
    tries = 0
    while True:
        try:
            return await attempt()
        except DBAPIError as error:
            tries += 1
            if tries > RETRIES or not asks_again(error):
                raise
            await asyncio.sleep(random.uniform(0.01, 0.05) * tries)  # noqa: S311 -- jitter, not a secret


def asks_again(error: BaseException) -> bool:
    """Whether the database only wants the same transaction once more (F-72)."""
    if not isinstance(error, DBAPIError):
        return False
    if getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}:  # serialization_failure, deadlock_detected
        return True
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)


def is_away(error: BaseException) -> bool:
    """Whether something this house leans on does not answer now: an outage, and no fault of what was asked (F-51)."""
    if isinstance(error, (Unavailable, ConnectionError, PoolTimeout)):
        return True
    if not isinstance(error, DBAPIError) or asks_again(error):
        return False
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return True
    # query_canceled (a statement over its time) and lock_not_available are about what was asked
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) not in {"57014", "55P03"}


async def to_its_end(doing: Awaitable[Result], seconds: float = 10) -> Result:
    """Run something that should not be cut off: when this task is cancelled it gets so many seconds to finish (F-35)."""
    task = asyncio.ensure_future(doing)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=seconds)
        if task.cancel():
            await asyncio.wait({task})
        elif not task.cancelled():
            task.exception()  # looked at, so that it is not reported as forgotten; the row it was about is still there
        raise
