"""A shelf of documents to look for, on one database."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import select

from shared.database import Database, fresh_metadata
from shared.search.document import Audience, Document
from shared.search.finding import Hit, Place, find
from shared.search.index import forget, index, retitle
from shared.search.table import DOCUMENT, search_table

MOMENT = datetime(2026, 11, 1, tzinfo=UTC)
NAMES = UUID("0190a000-0000-7000-8000-000000000000")
OURS, THEIRS = uuid5(NAMES, "ours"), uuid5(NAMES, "theirs")
KINDS = ("network", "question")


def document(
    title: str,
    text: str = "",
    *,
    kind: str = "question",
    network_id: UUID = OURS,
    for_members: bool = False,
    weight: int = 3,
    days: float = 0,
    also: str = "",
    name: str | None = None,
) -> Document:
    """A document; its id follows from its name, or from its title."""
    return Document(
        kind=kind,
        id=uuid5(NAMES, name or title),
        network_id=network_id,
        audience=Audience.MEMBERS if for_members else Audience.EVERYBODY,
        title=title,
        text=text,
        weight=weight,
        at=MOMENT + timedelta(days=days),
        also=also,
    )


def plain(hits: list[Hit]) -> list[str]:
    """The titles of hits."""
    return ["".join(piece.text for piece in hit.title) for hit in hits]


class Shelf:
    """Documents on one database."""

    def __init__(self, url: str) -> None:
        metadata = fresh_metadata()
        search_table(metadata)
        self.database = Database(url, metadata)

    async def put(self, *documents: Document) -> None:
        """Index documents, in one transaction."""
        async with self.database.writing() as session:
            for one in documents:
                await index(session, one)
            await session.commit()

    async def take(self, one: Document) -> None:
        """Forget a document."""
        async with self.database.writing() as session:
            await forget(session, one.kind, one.id, network_id=one.network_id)
            await session.commit()

    async def take_everywhere(self, kind: str, id_: UUID) -> None:
        """Forget a document in all networks."""
        async with self.database.writing() as session:
            await forget(session, kind, id_)
            await session.commit()

    async def rename(self, kind: str, id_: UUID, title: str) -> None:
        """Give a document another title."""
        async with self.database.writing() as session:
            await retitle(session, kind, id_, title)
            await session.commit()

    async def look(
        self,
        words: str,
        *,
        kinds: Collection[str] | None = None,
        network_ids: Collection[UUID] = (OURS,),
        first: int = 20,
        after: Place | None = None,
    ) -> list[Hit]:
        """Find what answers these words."""
        async with self.database.reading() as session:
            return await find(session, words, kinds=kinds, network_ids=network_ids, first=first, after=after)

    async def titles(self, words: str, **how: object) -> list[str]:
        """The titles of what answers these words, best first."""
        return plain(await self.look(words, **how))  # type: ignore[arg-type]  # as look() takes them

    async def stored(self) -> list[tuple[object, ...]]:
        """Every stored document, but for when it was indexed."""
        columns = [column for column in DOCUMENT.c if column.name != "indexed_at"]
        async with self.database.reading() as session:
            return [tuple(row) for row in await session.execute(select(*columns).order_by(DOCUMENT.c.number))]
