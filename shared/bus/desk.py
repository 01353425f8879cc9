"""What an operator can see of the events of one service, and do about them; every answer is plain data."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, update

from shared.bus.inbox.box import Inbox
from shared.bus.inbox.rows import CLAIMED, DEAD, DISCARDED, DONE, READY, RETRY, STATES
from shared.bus.outbox import PENDING, PUBLISHED, Outbox
from shared.database import Database
from shared.events.base import Event, event_named, known_events

PAGE = 500


@dataclass(frozen=True)
class Difference:
    """Events of the owner that a listener has not handled, of one row: how many, the newest, and how far the listener got.

    state: ``missing`` (it never arrived: a replay mends it), ``waiting`` (it is on its way), ``dead`` (it was given up: retry).
    """

    consumer: str
    source: str
    noun: str
    subject: UUID
    announced: int
    applied: int
    events: int
    state: str


@dataclass(frozen=True)
class Desk:
    """Where an operator sits: at the database of one service.

    handled: the kinds of event that this service does something with (``Service.handlers``).
    """

    database: Database
    service: str
    handled: Sequence[type[Event]] = ()

    @property
    def outbox(self) -> Outbox:
        """What this service announced."""
        return Outbox(self.database, self.service)

    @property
    def inbox(self) -> Inbox:
        """What this service heard."""
        return Inbox(self.database, self.service)

    async def status(self, now: datetime) -> dict[str, Any]:
        """How it is: what has not left, how old the oldest is (seconds) and why; what waits here; what died, and of what."""
        pending, oldest = await self.outbox.depth()
        depth = await self.inbox.depth()
        out, row = self.outbox.table, self.inbox.table
        async with self.database.reading() as session:
            refused = await session.execute(
                select(out.c.last_error.label("error"), func.count().label("events"))
                .where(text("outbox.status = 0"), out.c.last_error.is_not(None))
                .group_by(out.c.last_error)
            )
            dead = await session.execute(
                select(
                    row.c.type, row.c.error, func.count().label("events"), func.min(row.c.received_at).label("since")
                )
                .where(row.c.consumer == self.service, row.c.state == DEAD)
                .group_by(row.c.type, row.c.error)
                .order_by(func.count().desc())
            )
            return {
                "service": self.service,
                "pending": pending,
                "oldest_seconds": max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
                "refused_by": [dict(one) for one in refused.mappings()],
                "waiting": sum(depth.get(state, 0) for state in (READY, CLAIMED, RETRY)),
                "dead": depth.get(DEAD, 0),
                "inbox": {STATES[state]: count for state, count in sorted(depth.items())},
                "dead_by": [dict(one) for one in dead.mappings()],
            }

    async def show(self, event_id: UUID, *, reveal: bool = False) -> list[dict[str, Any]]:
        """Everything known of one event, as announced here and as heard here; empty when nobody here knows it.

        reveal: also show the bytes of something that could not be read; who sent it decides what stands in there.
        """
        found: list[dict[str, Any]] = []
        async with self.database.reading() as session:
            out, row = self.outbox.table, self.inbox.table
            for one in (await session.execute(select(out).where(out.c.id == event_id))).mappings():
                told = {"service": self.service, "box": "outbox", **one}
                told["status"] = "published" if one["status"] == PUBLISHED else "pending"
                told["data"] = bytes(one["data"]).decode()
                found.append(told)
            query = select(row).where(row.c.consumer == self.service, row.c.id == event_id)
            for one in (await session.execute(query)).mappings():
                told = {"service": self.service, "box": "inbox", **one}
                told["state"] = STATES[one["state"]]
                told["body_hash"] = bytes(one["body_hash"]).hex()
                is_readable = one["type"] is not None and one["state"] != DEAD
                body = bytes(one["body"] or b"")
                told["body"] = body.decode(errors="backslashreplace") if is_readable or reveal else f"{len(body)} bytes"
                found.append(told)
        return found

    async def dead(self, *, limit: int = 100, after: UUID | None = None) -> list[dict[str, Any]]:
        """What was given up, oldest id first, a page at a time."""
        row = self.inbox.table
        query = select(row.c.id, row.c.source, row.c.type, row.c.subject, row.c.version, row.c.attempts, row.c.error)
        query = query.add_columns(row.c.received_at).where(row.c.consumer == self.service, row.c.state == DEAD)
        if after is not None:
            query = query.where(row.c.id > after)
        async with self.database.reading() as session:
            return [dict(one) for one in (await session.execute(query.order_by(row.c.id).limit(limit))).mappings()]

    async def retry(
        self, now: datetime, *, event_id: UUID | None = None, type_: str | None = None, error: str | None = None
    ) -> int:
        """Try dead events again from the first rung: one, or those of a type, or of an error, or all; returns how many.

        What could not be read stays dead: trying again cannot help it.
        """
        row = self.inbox.table
        chosen = [row.c.consumer == self.service, row.c.state == DEAD, row.c.type.is_not(None)]
        if event_id is not None:
            chosen.append(row.c.id == event_id)
        if type_ is not None:
            chosen.append(row.c.type == type_)
        if error is not None:
            chosen.append(row.c.error.startswith(error, autoescape=True))
        return await self._change(chosen, state=READY, attempts=0, crashes=0, next_at=now, error=None)

    async def discard(self, now: datetime, *, event_id: UUID, reason: str) -> int:
        """Let a dead event go for good, with the reason; returns 1, or 0 when there is no dead event of this id."""
        row = self.inbox.table
        chosen = [row.c.consumer == self.service, row.c.state == DEAD, row.c.id == event_id]
        return await self._change(chosen, state=DISCARDED, done_at=now, body=None, error=f"discarded: {reason}"[:300])

    async def _change(self, chosen: Sequence[Any], **values: Any) -> int:
        async with self.database.writing() as session:
            changed = await session.execute(update(self.inbox.table).where(*chosen).values(**values))
            await self.database.ring(session, self.inbox.bell)
            await session.commit()
        self.database.rang_here(self.inbox.bell)
        return int(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult

    async def replay(
        self,
        *,
        since: datetime,
        types: Sequence[str] = (),
        dry_run: bool = False,
        per_second: int = 500,
    ) -> AsyncIterator[int]:
        """Send again what was announced since a moment, at most so many a second; yields how many so far, after each page.

        types: only these (all when empty). Listeners know every event by its id, so whatever they have stays as it is.
        """
        row = self.outbox.table
        query = select(row.c.id).where(text("outbox.status = 1"), row.c.created_at >= since)
        if types:
            query = query.where(row.c.type.in_(types))
        query = query.order_by(row.c.id).limit(min(PAGE, max(1, per_second)))
        last, count = UUID(int=0), 0
        while True:
            async with self.database.reading() as session:
                ids = list((await session.execute(query.where(row.c.id > last))).scalars())
            if not ids:
                break
            last, count = ids[-1], count + len(ids)
            if not dry_run:
                await self.send_again(ids)
            yield count
            if not dry_run:
                await asyncio.sleep(len(ids) / per_second)

    async def send_again(self, ids: Sequence[UUID]) -> None:
        """Let these leave once more."""
        row, bell = self.outbox.table, self.outbox.bell
        async with self.database.writing() as session:
            await session.execute(
                update(row).where(row.c.id.in_(ids)).values(status=PENDING, attempts=0, next_at=None, last_error=None)
            )
            await self.database.ring(session, bell)
            await session.commit()
        self.database.rang_here(bell)

    async def reconcile(self, listener: "Desk", *, fix: bool = False) -> list[Difference]:
        """Compare what this service announced and its courier confirmed (35 days) with what a listener handled.

        fix: send what is missing once more.
        """
        kinds = {kind.TYPE: kind for kind in listener.handled if self.service == kind.SOURCE}
        row = self.outbox.table
        query = (
            select(row.c.id, row.c.type, row.c.subject, row.c.version)
            .where(text("outbox.status = 1"), row.c.type.in_(kinds))
            .order_by(row.c.id)
            .limit(PAGE)
        )
        differences: dict[tuple[str, UUID, str], Difference] = {}
        last = UUID(int=0)
        while kinds:
            async with self.database.reading() as session:
                page = (await session.execute(query.where(row.c.id > last))).all()
            if not page:
                break
            last = page[-1].id
            states = await listener.states_of([one.id for one in page], source=self.service)
            behind = [one for one in page if states[one.id] != "done"]
            for one in behind:
                noun, state = kinds[one.type].NOUN, states[one.id]
                earlier = differences.get((noun, one.subject, state))
                differences[noun, one.subject, state] = Difference(
                    consumer=listener.service,
                    source=self.service,
                    noun=noun,
                    subject=one.subject,
                    announced=max(one.version, earlier.announced if earlier else 0),
                    applied=earlier.applied if earlier else await listener.applied_version(noun, one.subject),
                    events=1 + (earlier.events if earlier else 0),
                    state=state,
                )
            missing = [one.id for one in behind if states[one.id] == "missing"]
            if fix and missing:
                await self.send_again(missing)
        return list(differences.values())

    async def states_of(self, ids: Sequence[UUID], *, source: str) -> dict[UUID, str]:
        """What became here of these events of a service: done, waiting, dead or missing."""
        row = self.inbox.table
        async with self.database.reading() as session:
            rows = await session.execute(
                select(row.c.id, row.c.state).where(
                    row.c.consumer == self.service, row.c.id.in_(ids), row.c.source == source
                )
            )
            found = {one.id: one.state for one in rows}
        named = {DONE: "done", DISCARDED: "done", DEAD: "dead", READY: "waiting", CLAIMED: "waiting", RETRY: "waiting"}
        return {id_: named.get(found.get(id_, -1), "missing") for id_ in ids}

    async def applied_version(self, noun: str, subject: UUID) -> int:
        """How far this service got with a row of another; 0 for not at all."""
        async with self.database.reading() as session:
            return await self.inbox.applied_version(session, noun, subject)


def type_named(name: str) -> str:
    """The full type of an event from what an operator types: the type itself, or the name of its class. Raises LookupError."""
    kind = event_named(name) or next((one for one in known_events() if one.__name__ == name), None)
    if kind is None:
        raise LookupError(f"No event is called {name}.")
    return kind.TYPE
