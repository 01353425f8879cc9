"""What a service still has to tell: rows written in the transaction that made them true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from shared.bus.transport import Envelope
from shared.columns import UTCDateTime, database_time
from shared.database import Database, Session, new_id
from shared.events.base import Event
from shared.straight.session import Prepared
from shared.telemetry import current_traceparent

WRITTEN = ("id", "type", "subject", "version", "data", "traceparent", "created_at", "status", "attempts")
PENDING, PUBLISHED = 0, 1
KEPT_DAYS = 35
PURGED_AT_ONCE = 1000


def outbox_table(metadata: MetaData) -> Table:
    """The table of events that were announced; published rows stay 35 days, so that an empty broker can be refilled."""
    if "outbox" in metadata.tables:
        return metadata.tables["outbox"]
    pending = text("status = 0")
    return Table(
        "outbox",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("type", String(200), nullable=False),
        Column("subject", Uuid, nullable=False),
        Column("version", Integer, nullable=False),
        Column("data", LargeBinary, nullable=False),
        Column("traceparent", String(60)),
        Column("created_at", UTCDateTime, nullable=False),
        Column("status", SmallInteger, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("next_at", UTCDateTime),
        Column("published_at", UTCDateTime),
        Column("last_error", String(200)),
        UniqueConstraint("subject", "version", "type"),
        Index("ix_outbox_pending", "id", sqlite_where=pending, postgresql_where=pending),
        Index("ix_outbox_published_at", "published_at"),
    )


def relay_lease_table(metadata: MetaData) -> Table:
    """The table of who may send now: one row per service, with a fencing number that rises with every new leader."""
    if "relay_lease" in metadata.tables:
        return metadata.tables["relay_lease"]
    return Table(
        "relay_lease",
        metadata,
        Column("service", String(60), primary_key=True),
        Column("holder", Uuid, nullable=False),
        Column("fence", BigInteger, nullable=False),
        Column("until", UTCDateTime, nullable=False),
    )


@dataclass(frozen=True)
class Leadership:
    """Who sends now, proven by a number."""

    holder: UUID
    fence: int


@dataclass(frozen=True)
class Pending:
    """An event that has not left yet."""

    envelope: Envelope
    attempts: int


class Outbox:
    """The outbox of one service."""

    def __init__(self, database: Database, service: str) -> None:
        self.database = database
        self.service = service
        self.table = outbox_table(database.metadata)
        self.lease = relay_lease_table(database.metadata)
        self.bell = f"outbox_{service}"
        self._insert = Prepared(insert(self.table), WRITTEN)

    async def write(self, session: Session, events: Sequence[Event], *, at: datetime) -> None:
        """Store what was announced, in the caller's transaction."""
        await session.flush()
        await self._insert.run(
            session,
            [
                {
                    "id": new_id(),
                    "type": event.TYPE,
                    "subject": event.subject_id,
                    "version": event.version,
                    "data": event.to_json(),
                    "traceparent": current_traceparent(),
                    "created_at": at,
                    "status": PENDING,
                    "attempts": 0,
                }
                for event in events
            ],
        )

    # Only one relay of a service sends at a time; the database's clock says until when.

    async def lead(self, holder: UUID, seconds: float) -> Leadership | None:
        """Become or stay the one who sends for so many seconds; None when somebody else is."""
        lease = self.lease
        async with self.database.writing() as session:
            kept = await session.execute(
                update(lease)
                .where(lease.c.service == self.service, lease.c.holder == holder)
                .values(until=database_time(seconds))
                .returning(lease.c.fence)
            )
            fence = kept.scalar()
            if fence is None:
                won = await session.execute(
                    update(lease)
                    .where(lease.c.service == self.service, lease.c.until < database_time())
                    .values(holder=holder, fence=lease.c.fence + 1, until=database_time(seconds))
                    .returning(lease.c.fence)
                )
                fence = won.scalar()
            if fence is None:
                first = await session.execute(
                    self.database.insert(lease)
                    .values(service=self.service, holder=holder, fence=1, until=database_time(seconds))
                    .on_conflict_do_nothing()
                    .returning(lease.c.fence)
                )
                fence = first.scalar()
            await session.commit()
        return None if fence is None else Leadership(holder, int(fence))

    async def step_down(self, leadership: Leadership) -> None:
        """Let somebody else send at once."""
        lease = self.lease
        async with self.database.writing() as session:
            await session.execute(
                update(lease)
                .where(lease.c.service == self.service, self._leads(leadership))
                .values(until=database_time(-1))
            )
            await session.commit()

    async def vacate(self) -> None:
        """Let whoever comes next send at once. For who knows that nobody else is at work: one that was killed holds its lease still."""
        async with self.database.writing() as session:
            await session.execute(
                update(self.lease).where(self.lease.c.service == self.service).values(until=database_time(-1))
            )
            await session.commit()

    def _leads(self, leadership: Leadership) -> Any:
        lease = self.lease
        return and_(lease.c.holder == leadership.holder, lease.c.fence == leadership.fence)

    async def due(self, limit: int) -> list[Pending]:
        """The next events to send, oldest first; a row of which an older version is not due yet waits with it."""
        async with self.database.reading() as session:
            rows, first_pending = await self._due(session, limit)
        first_due: dict[UUID, int] = {}
        for found in rows:
            first_due[found.subject] = min(found.version, first_due.get(found.subject, found.version))
        return [
            Pending(
                Envelope(
                    id=found.id,
                    source=self.service,
                    type=found.type,
                    subject=found.subject,
                    version=found.version,
                    time=found.created_at,
                    data=bytes(found.data),
                    traceparent=found.traceparent,
                ),
                found.attempts,
            )
            for found in rows
            if first_due[found.subject] <= first_pending.get(found.subject, found.version)
        ]

    async def _due(self, session: Session, limit: int) -> tuple[Sequence[Any], dict[UUID, int]]:
        row = self.table
        statement = (
            select(row.c.id, row.c.type, row.c.subject, row.c.version, row.c.created_at, row.c.data)
            .add_columns(row.c.traceparent, row.c.attempts)
            .where(text("outbox.status = 0"), or_(row.c.next_at.is_(None), row.c.next_at <= database_time()))
            .order_by(row.c.id)
            .limit(limit)
        )
        rows = (await session.execute(statement)).all()
        if not rows:
            return rows, {}
        # A second question instead of NOT EXISTS: without statistics PostgreSQL answers that one a thousand times slower.
        oldest = await session.execute(
            select(row.c.subject, func.min(row.c.version).label("version"))
            .where(text("outbox.status = 0"), row.c.subject.in_({found.subject for found in rows}))
            .group_by(row.c.subject)
        )
        return rows, {found.subject: found.version for found in oldest}

    async def mark(
        self,
        leadership: Leadership,
        *,
        published: Sequence[UUID],
        refused: Sequence[tuple[UUID, float, str]],
        at: datetime,
    ) -> bool:
        """Write down what was confirmed, and what was not: its id, the seconds until the next try, and why.

        False, and nothing written, when somebody else sends by now: a leader that was frozen must not mark (F-27).
        """
        return await self.database.at_once(
            lambda session: self._mark(session, leadership, published=published, refused=refused, at=at)
        )

    async def _mark(
        self,
        session: Session,
        leadership: Leadership,
        *,
        published: Sequence[UUID],
        refused: Sequence[tuple[UUID, float, str]],
        at: datetime,
    ) -> bool:
        row = self.table
        leads = exists().where(self.lease.c.service == self.service, self._leads(leadership))
        if published:
            marked = await session.execute(
                update(row)
                .where(row.c.id.in_(published), text("outbox.status = 0"), leads)
                .values(status=PUBLISHED, published_at=at, next_at=None, last_error=None)
                .returning(row.c.id)
            )
            if not marked.all():
                return False
        elif not (await session.execute(select(leads))).scalar():
            return False  # also who was frozen and then found the broker away has to hear it
        for id_, seconds, why in refused:
            await session.execute(
                update(row)
                .where(row.c.id == id_, text("outbox.status = 0"), leads)
                .values(attempts=row.c.attempts + 1, next_at=database_time(seconds), last_error=why[:200])
            )
        await session.commit()
        return True

    async def depth(self) -> tuple[int, datetime | None]:
        """How many events have not left, and when the oldest of them was announced."""
        row = self.table
        async with self.database.reading() as session:
            found = (
                await session.execute(select(func.count(), func.min(row.c.created_at)).where(text("outbox.status = 0")))
            ).one()
        return found[0], found[1]

    async def purge(self, before: datetime, limit: int = PURGED_AT_ONCE) -> int:
        """Throw away published rows from before a moment, at most ``limit``; returns how many."""
        row = self.table
        old = select(row.c.id).where(text("outbox.status = 1"), row.c.published_at < before).limit(limit)
        async with self.database.writing() as session:
            gone = await session.execute(delete(row).where(row.c.id.in_(old)).returning(row.c.id))
            count = len(gone.all())
            await session.commit()
        return count
