"""The inbox of one consumer: takes events in, hands them out to workers under a lease, and writes down what became of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, and_, case, delete, func, literal, or_, select, text, tuple_, update

from shared.bus.inbox.rows import (
    CLAIMED,
    DEAD,
    DISCARDED,
    DONE,
    IGNORED,
    MOST_KEPT_BYTES,
    PATIENCE,
    PURGED_AT_ONCE,
    READY,
    RETRY,
    STATES,
    Arrival,
    Failure,
    Held,
    LostClaim,
    applied_table,
    exactly,
    in_version_order,
    inbox_table,
)
from shared.columns import UTCDateTime, database_time
from shared.database import Database, Session, new_id, one_at_a_time

MOST_SUSPECTS = 20
"""Among so many of the lowest versions is looked for one whose turn it is; what they all wait for is let go of within a lease."""


class Inbox:
    """The inbox of one consumer."""

    def __init__(self, database: Database, consumer: str) -> None:
        self.database = database
        self.consumer = consumer
        self.table = inbox_table(database.metadata)
        self.applied = applied_table(database.metadata)
        self.bell = f"inbox_{consumer}"

    async def take_in(self, session: Session, arrivals: Sequence[Arrival], *, at: datetime) -> list[Arrival]:
        """Store what is new, in the caller's transaction. Returns the arrivals that carry a known id with another body."""
        unique = {(one.id, one.source): one for one in reversed(arrivals)}
        rows = [self._row(one, at) for one in unique.values()]
        if not rows:
            return []
        stored = await session.execute(self.database.insert(self.table).on_conflict_do_nothing(), rows)
        if len(unique) == len(arrivals) == stored.rowcount:  # type: ignore[attr-defined]  # an INSERT gives a CursorResult
            return []
        return await self._compare(session, arrivals, at=at)

    def _row(self, one: Arrival, at: datetime) -> dict[str, Any]:
        envelope = one.envelope
        return {
            "consumer": self.consumer,
            "id": one.id,
            "source": one.source,
            "type": envelope.type[:200] if envelope else None,
            "subject": envelope.subject if envelope else None,
            "version": envelope.version if envelope else None,
            "announced_at": envelope.time if envelope else None,
            "traceparent": envelope.traceparent if envelope else None,
            "body": one.body[:MOST_KEPT_BYTES],
            "body_hash": one.body_hash,
            "state": one.state,
            "attempts": 0,
            "crashes": 0,
            "next_at": at,
            "received_at": at,
            "error": one.error[:300] if one.error else None,
        }

    async def _compare(self, session: Session, arrivals: Sequence[Arrival], *, at: datetime) -> list[Arrival]:
        """Look at those whose id was known: another body is dead, what was ignored and is known by now becomes ready."""
        row = self.table
        found = await session.execute(
            select(row.c.id, row.c.source, row.c.body_hash, row.c.state).where(
                row.c.consumer == self.consumer, row.c.id.in_([one.id for one in arrivals])
            )
        )
        known = {(one.id, one.source): one for one in found}
        forged = []
        for one in arrivals:
            stands = known[one.id, one.source]
            if stands.body_hash != one.body_hash and one.envelope is not None:
                forged.append(
                    Arrival.of(one.envelope, DEAD, "its id was used before with another body", is_attack=True)
                )
            elif stands.state == IGNORED and one.state == READY:
                await session.execute(
                    update(row)
                    .where(row.c.consumer == self.consumer, row.c.id == one.id, row.c.source == one.source)
                    .values(state=READY, body=one.body, next_at=at)
                )
        if forged:
            again = [self._row(one, at) for one in forged]
            await session.execute(self.database.insert(row).on_conflict_do_nothing(), again)
        return forged

    # Claims: counted and committed before the handler runs, so that an event that kills its process is found out.

    async def claim(self, limit: int, *, at: datetime, seconds: float) -> tuple[UUID, list[Held]]:
        """Claim the next events, in a transaction of its own, for so many seconds of the database's clock.

        A version waits while an older one of the same row is in another hand, or is being tried again soon.
        """
        return await self.database.at_once(lambda session: self._claim(session, limit, at=at, seconds=seconds))

    async def _claim(self, session: Session, limit: int, *, at: datetime, seconds: float) -> tuple[UUID, list[Held]]:
        row = self.table
        due = (
            select(row)
            .where(row.c.consumer == self.consumer, text("inbox.state IN (0, 3)"), row.c.next_at <= at)
            .order_by(row.c.next_at, row.c.id)
            .limit(limit)
        )
        await one_at_a_time(session, self.bell)
        chosen: list[Any] = []
        after: Any = None
        while True:
            page = (await session.execute(due if after is None else due.where(after))).all()
            waiting = await self._waiting(session, {one.subject for one in page}, at) if page else {}
            chosen += [one for one in page if one.version <= waiting.get(one.subject, one.version)]
            if len(page) < limit or chosen:
                break
            after = tuple_(row.c.next_at, row.c.id) > tuple_(
                literal(page[-1].next_at, UTCDateTime), literal(page[-1].id, Uuid)
            )
        return await self._hold(session, chosen, seconds=seconds)

    async def _waiting(self, session: Session, subjects: set[UUID], at: datetime) -> dict[UUID, int]:
        """The oldest version of each subject that keeps newer ones waiting."""
        row = self.table
        soon = and_(text("inbox.state = 3"), row.c.attempts <= PATIENCE, row.c.next_at > at)
        found = await session.execute(
            select(row.c.subject, func.min(row.c.version).label("version"))
            .where(row.c.consumer == self.consumer, row.c.subject.in_(subjects), text("inbox.state IN (0, 1, 3)"))
            .where(or_(text("inbox.state = 1"), soon))
            .group_by(row.c.subject)
        )
        return {one.subject: one.version for one in found}

    async def claim_suspect(self, *, at: datetime, seconds: float) -> tuple[UUID, list[Held]]:
        """Claim one event whose worker went silent while it held it: alone, because it may be what killed that worker.

        As with claim() a version waits for an older one, also where that was in the hand of a worker that fell later (F-76).
        """
        return await self.database.at_once(lambda session: self._claim_suspect(session, at=at, seconds=seconds))

    async def _claim_suspect(self, session: Session, *, at: datetime, seconds: float) -> tuple[UUID, list[Held]]:
        row = self.table
        silent = (
            select(row)
            .where(row.c.consumer == self.consumer, text("inbox.state IN (0, 1, 3)"), text("inbox.state = 1"))
            .where(row.c.lease_until < database_time())
            .order_by(row.c.version, row.c.id)
            .limit(MOST_SUSPECTS)
        )
        await one_at_a_time(session, self.bell)
        found = (await session.execute(silent)).all()
        waiting = await self._waiting(session, {one.subject for one in found}, at) if found else {}
        first = next((one for one in found if one.version <= waiting.get(one.subject, one.version)), None)
        return await self._hold(session, [] if first is None else [first], seconds=seconds, crashed=1)

    async def _hold(
        self, session: Session, chosen: Sequence[Any], *, seconds: float, crashed: int = 0
    ) -> tuple[UUID, list[Held]]:
        row, claim = self.table, new_id()
        if not chosen:
            return claim, []
        await session.execute(
            update(row)
            .where(row.c.consumer == self.consumer, exactly(row, chosen))
            .where(text("inbox.state IN (0, 1, 3)"))
            .values(
                state=CLAIMED,
                attempts=row.c.attempts + 1,
                crashes=row.c.crashes + crashed,
                claim=claim,
                lease_until=database_time(seconds),
            )
        )
        await session.commit()
        held = [
            Held(
                id=one.id,
                source=one.source,
                type=one.type,
                subject=one.subject,
                version=one.version,
                announced_at=one.announced_at,
                traceparent=one.traceparent,
                body=bytes(one.body),
                attempts=one.attempts + 1,
                crashes=one.crashes + crashed,
            )
            for one in chosen
        ]
        return claim, in_version_order(held)

    async def settle(
        self,
        session: Session,
        claim: UUID,
        *,
        done: Sequence[Held] = (),
        failed: Sequence[Failure] = (),
        released: Sequence[Held] = (),
        at: datetime,
    ) -> None:
        """Write down what became of claimed events, in the caller's transaction.

        released: those that were not tried after all; their attempt does not count.
        Raises LostClaim when one of them is not ours any more: the caller's transaction must not be committed.
        """
        row = self.table
        if done:
            await self._of_claim(session, claim, done, state=DONE, done_at=at, body=None, error=None)
        if released:
            back = case((row.c.attempts > 1, RETRY), else_=READY)
            await self._of_claim(session, claim, released, state=back, attempts=row.c.attempts - 1)
        for failure in failed:
            await self._of_claim(
                session,
                claim,
                [failure.held],
                state=DEAD if failure.next_at is None else RETRY,
                next_at=failure.next_at or at,
                error=failure.error[:300],
            )

    async def _of_claim(self, session: Session, claim: UUID, held: Sequence[Held], **values: Any) -> None:
        row = self.table
        marked = await session.execute(
            update(row)
            .where(
                row.c.consumer == self.consumer,
                exactly(row, held),
                row.c.claim == claim,
                text("inbox.state = 1"),
            )
            .values(claim=None, lease_until=None, **values)
        )
        if marked.rowcount != len(held):  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
            raise LostClaim

    async def remember(self, session: Session, versions: dict[tuple[str, UUID], int]) -> None:
        """Keep the highest version that was applied, by noun and subject."""
        if not versions:
            return
        statement = self.database.insert(self.applied)
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["consumer", "noun", "subject"],
                set_={"version": statement.excluded.version},
                where=self.applied.c.version < statement.excluded.version,
            ),
            [
                {"consumer": self.consumer, "noun": noun, "subject": subject, "version": version}
                for (noun, subject), version in sorted(versions.items())
            ],
        )

    async def applied_version(self, session: Session, noun: str, subject: UUID) -> int:
        """The highest version of a row that was applied; 0 for none."""
        applied = self.applied
        found = await session.execute(
            select(applied.c.version).where(
                applied.c.consumer == self.consumer, applied.c.noun == noun, applied.c.subject == subject
            )
        )
        return found.scalar() or 0

    async def depth(self) -> dict[int, int]:
        """How many events wait, by state; those that are done are not counted."""
        row = self.table
        waits = and_(row.c.consumer == self.consumer, row.c.state.in_(STATES.keys() - {DONE}))
        async with self.database.reading() as session:
            counted = select(row.c.state, func.count().label("waiting")).where(waits).group_by(row.c.state)
            return {one.state: one.waiting for one in await session.execute(counted)}

    async def purge(
        self, before: datetime, limit: int = PURGED_AT_ONCE, *, states: Sequence[int] = (DONE, IGNORED, DISCARDED)
    ) -> int:
        """Throw away what is in one of these states and came before a moment, at most ``limit``; returns how many."""
        row, is_ours = self.table, self.table.c.consumer == self.consumer
        old = select(row.c.id, row.c.source).where(is_ours, row.c.state.in_(states), row.c.received_at < before)
        async with self.database.writing() as session:
            found = (await session.execute(old.limit(limit))).all()
            for one in found:
                await session.execute(delete(row).where(is_ours, row.c.id == one.id, row.c.source == one.source))
            await session.commit()
        return len(found)
