"""What is written: a document when what it tells changes, in the same transaction, and nothing of what may not be found any more."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT

from shared.columns import database_time
from shared.database import Database, Session
from shared.search.asked import ANYWHERE, FOR_EVERYBODY, IN_TITLE, INSIDE, OF_KIND, SEEN_IN
from shared.search.document import Audience, Document
from shared.search.table import DOCUMENT
from shared.search.words import MOST_LETTERS, chunks_of, endings_of, stems_of

MOST_TEXT = 20_000
"""Characters of a document that can be found and shown."""
HEAVIEST = 7
BEGAN = datetime(2000, 1, 1, tzinfo=UTC)
MOMENT_BITS, TIE_BITS = 42, 18
AT_ONCE = 200


@dataclass(frozen=True)
class Source:
    """Where the documents of one kind come from, to write the index anew.

    count: how many there are. batch: the documents that follow an id, in order of it, held until the transaction ends;
    each with the id to go on from.
    """

    kind: str
    count: Callable[[Session], Awaitable[int]]
    batch: Callable[[Session, UUID | None, int], Awaitable[Sequence[tuple[UUID, Document]]]]


async def index(session: Session, *documents: Document) -> None:
    """Let documents be found as they are now, in place of what they were; of two of the same thing the last one counts.

    Takes as many statements for hundreds of documents as for one.
    """
    rows = {(one.kind, one.id, one.network_id): _row(one) for one in documents}
    if not rows:
        return
    await session.execute(
        delete(DOCUMENT).where(tuple_(DOCUMENT.c.kind, DOCUMENT.c.id, DOCUMENT.c.network_id).in_(list(rows)))
    )
    while rows:  # two documents of one moment may want the same place; the second stands right behind the first
        added = await session.execute(_ADD, list(rows.values()))
        for key in added.all():
            del rows[tuple(key)]
        for row in rows.values():
            row["number"] += 1


async def forget(session: Session, kind: str, id_: UUID, *, network_id: UUID | None = None) -> None:
    """Let a document be found no more: in one network, or in all."""
    gone = delete(DOCUMENT).where(DOCUMENT.c.kind == kind, DOCUMENT.c.id == id_)
    await session.execute(gone if network_id is None else gone.where(DOCUMENT.c.network_id == network_id))


async def retitle(session: Session, kind: str, id_: UUID, title: str) -> None:
    """Give a document that has no other names another title, in every network where it can be found."""
    found = select(DOCUMENT).where(DOCUMENT.c.kind == kind, DOCUMENT.c.id == id_)
    for row in (await session.execute(found)).mappings().all():
        renamed = Document(
            kind=kind,
            id=id_,
            network_id=row["network_id"],
            audience=Audience(row["audience"]),
            title=title,
            text=row["text"],
            weight=0,
            at=BEGAN,
        )
        await session.execute(
            update(DOCUMENT)
            .where(DOCUMENT.c.number == row["number"])
            .values(title=title, words=_words(renamed), indexed_at=database_time())
        )


async def reindex(
    database: Database, sources: Sequence[Source], told: Callable[[int], None] = lambda more: None
) -> int:
    """Write the index anew, some documents at a time, while it is used; gives back how many there are.

    What changes meanwhile waits for the few that are being written; what is no more is taken out at the end. told: hears
    how many more are there.
    """
    async with database.reading() as session:
        began = (await session.execute(select(database_time()))).scalar_one()
    written = 0
    for source in sources:
        after: UUID | None = None
        while True:
            async with database.writing() as session:
                batch = await source.batch(session, after, AT_ONCE)
                await index(session, *(document for _, document in batch))
                await session.commit()
            if not batch:
                break
            after = batch[-1][0]
            written += len(batch)
            told(len(batch))
    async with database.writing() as session:
        await session.execute(delete(DOCUMENT).where(DOCUMENT.c.indexed_at < began))
        await session.commit()
    return written


_ADD = (
    insert(DOCUMENT)
    .values(indexed_at=database_time())
    .on_conflict_do_nothing(index_elements=[DOCUMENT.c.number])
    .returning(DOCUMENT.c.kind, DOCUMENT.c.id, DOCUMENT.c.network_id)
)


def _row(document: Document) -> dict[str, Any]:
    document = replace(document, text=document.text[:MOST_TEXT])
    return {
        "number": _number(document),
        "kind": document.kind,
        "id": document.id,
        "network_id": document.network_id,
        "audience": document.audience.value,
        "title": document.title,
        "text": document.text,
        "words": _words(document),
    }


def _words(document: Document) -> str:
    return " ".join(sorted(set(_entries(document))))


def _number(document: Document) -> int:
    """The place of a document among all others, from what it says of itself: 3 bits weight, 42 of the moment, 18 of its id."""
    milliseconds = (document.at - BEGAN) // timedelta(milliseconds=1)
    latest = (1 << MOMENT_BITS) - 1
    tie = int.from_bytes(blake2b(document.id.bytes + document.network_id.bytes, digest_size=4).digest())
    newest_first = latest - min(max(milliseconds, 0), latest)
    weight = min(max(document.weight, 0), HEAVIEST)
    return (weight << (MOMENT_BITS + TIE_BITS)) | (newest_first << TIE_BITS) | (tie >> (32 - TIE_BITS))


def _entries(document: Document) -> Iterator[str]:
    yield SEEN_IN + (FOR_EVERYBODY if document.audience is Audience.EVERYBODY else document.network_id.hex)
    yield OF_KIND + document.kind
    for names in (document.title, document.also):
        chunks = list(chunks_of(names))
        words = [word for chunk in chunks for word in chunk.words]
        # "jeugd zorg" is found by "jeugdzorg" too
        together = [(one.whole + other.whole)[:MOST_LETTERS] for one, other in pairwise(chunks)]
        for word in words + together:
            yield from (mark + one for mark in (IN_TITLE, ANYWHERE) for one in (word, *stems_of(word)))
            yield from (INSIDE + ending for ending in endings_of(word))
    for chunk in chunks_of(document.text):
        for word in chunk.words:
            yield from (ANYWHERE + one for one in (word, *stems_of(word)))
            yield from (INSIDE + ending for ending in endings_of(word))
