"""Being gone for good, as every service does it: a tombstone that outlives every replay, and no trace left on the bus (J20, A-89)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData, Table, delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_once  # SQLite reads the same ON CONFLICT
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean

from shared.audit.writing import unlink
from shared.bus.inbox.rows import CLAIMED, inbox_table
from shared.bus.outbox import PUBLISHED, outbox_table
from shared.database import Session, one_at_a_time
from shared.tombstones import person_hash, tombstone_table
from shared.web.keys import request_key_table

__all__ = [
    "BELL",
    "bury",
    "gone_among",
    "is_gone",
    "person_hash",
    "put_down",
    "sweep",
    "take_up",
    "to_do",
    "tombstone_table",
]

BELL = "erasure"


def erasure_table(metadata: MetaData) -> Table:
    """The table of erasures that a service was asked for and has not finished: id, person_id, version, heard_at."""
    return metadata.tables["erasure"]


async def bury(session: Session, metadata: MetaData, hashes: Iterable[bytes], *, at: datetime) -> None:
    """Put up tombstones; a second one changes nothing."""
    rows = [{"person_hash": one, "erased_at": at} for one in hashes]
    if rows:
        await session.execute(insert_once(tombstone_table(metadata)).on_conflict_do_nothing(), rows)


async def is_gone(session: Session, metadata: MetaData, person_id: UUID) -> bool:
    """Whether this person was erased; until this transaction ends nobody else erases them or writes about them."""
    await one_at_a_time(session, f"person:{person_id}")
    stones = tombstone_table(metadata)
    return bool(await session.scalar(select(exists().where(stones.c.person_hash == person_hash(person_id)))))


async def gone_among(session: Session, metadata: MetaData, person_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these people were erased, in one statement; it does not keep others from erasing them meanwhile."""
    hashes = {person_hash(person_id): person_id for person_id in person_ids}
    if not hashes:
        return set()
    stones = tombstone_table(metadata)
    found = await session.execute(select(stones.c.person_hash).where(stones.c.person_hash.in_(hashes)))
    return {hashes[bytes(row.person_hash)] for row in found}


async def take_up(
    session: Session, metadata: MetaData, *, erasure_id: UUID, person_id: UUID, version: int, at: datetime
) -> None:
    """Write down that an erasure is to be done here; heard twice it is done once."""
    row = insert_once(erasure_table(metadata)).values(id=erasure_id, person_id=person_id, version=version, heard_at=at)
    await session.execute(row.on_conflict_do_nothing())


async def to_do(session: Session, metadata: MetaData, *, most: int = 20) -> Sequence[Any]:
    """The erasures that are not finished here, oldest first: id, person_id, version."""
    rows = erasure_table(metadata)
    return (
        await session.execute(select(rows.c.id, rows.c.person_id, rows.c.version).order_by(rows.c.id).limit(most))
    ).all()


async def put_down(session: Session, metadata: MetaData, *, erasure_id: UUID) -> bool:
    """Forget an erasure that is finished here; False when somebody else did so first."""
    rows = erasure_table(metadata)
    gone = await session.execute(delete(rows).where(rows.c.id == erasure_id).returning(rows.c.id))
    return gone.first() is not None


class holds(FunctionElement[bool]):  # noqa: N801 -- reads as the SQL function it is
    """Whether a column of bytes holds these bytes somewhere."""

    name = "holds"
    type = Boolean()
    inherit_cache = True


@compiles(holds, "sqlite")
def _sqlite_holds(element: holds, compiler: SQLCompiler, **kwargs: Any) -> str:
    column, needle = element.clauses
    return f"instr({compiler.process(column, **kwargs)}, {compiler.process(needle, **kwargs)}) > 0"


@compiles(holds, "postgresql")
def _postgres_holds(element: holds, compiler: SQLCompiler, **kwargs: Any) -> str:
    column, needle = element.clauses
    return f"position({compiler.process(needle, **kwargs)} in {compiler.process(column, **kwargs)}) > 0"


async def sweep(session: Session, metadata: MetaData, person_id: UUID, *more: str, with_unsent: bool = False) -> bool:
    """Take a person out of the bus, the log and the answers kept for who asks twice; False when something of them still has to leave.

    more: other words that point at them, such as their address. with_unsent: also what was announced and not sent, where
    nobody waits for it any more; otherwise that is left until it is sent.
    """
    outbox, inbox, keys = outbox_table(metadata), inbox_table(metadata), request_key_table(metadata)
    needles = [str(person_id).encode(), *(word.encode() for word in more)]

    def about(column: Any) -> Any:
        return or_(*(holds(column, needle) for needle in needles))

    sent = [] if with_unsent else [outbox.c.status == PUBLISHED]
    # Answers to others are sealed under their own keys, so nobody can look in them, and they go within a day.
    await session.execute(delete(keys).where(keys.c.person_id == person_id))
    await session.execute(delete(outbox).where(about(outbox.c.data), *sent))
    await session.execute(delete(inbox).where(inbox.c.state != CLAIMED, about(inbox.c.body)))
    await unlink(session, person_id)  # late, for the log waits from here to the end of this transaction
    left = [select(outbox.c.id).where(about(outbox.c.data)), select(inbox.c.id).where(about(inbox.c.body))]
    for question in left:
        if (await session.execute(question.limit(1))).first() is not None:
            return False
    return True
