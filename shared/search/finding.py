"""What is read: the documents that answer a question best first, and only those that the reader may see; the filter stands in the SQL.

Neither database ranks. How good a hit is follows from the document alone: whether the words stand in its title or only in
its text, as they are or inside other words; then from its weight and its moment. So the order is the same on both, a page
can go on from the last hit of the one before, and no document moves because of another that the reader may not see (A-34).
"""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Text, bindparam, cast, column, func, literal_column, or_, select
from sqlalchemy import table as any_table
from sqlalchemy.dialects.postgresql import TSQUERY

from shared.database import Session
from shared.search.asked import Asked, Unless, Wish, as_fts5, as_tsquery, read_asked, within
from shared.search.document import Audience
from shared.search.excerpts import Piece, excerpt, marked
from shared.search.table import DOCUMENT

MOST_NETWORKS = 500
"""Of one reader; far more than anybody takes part in."""


class Place(NamedTuple):
    """Where a hit stands among all hits, over all services: how it answers (0 is best), and its number."""

    way: int
    number: int


class Hit(NamedTuple):
    """Something that was found."""

    place: Place
    kind: str
    id: UUID
    network_id: UUID
    title: list[Piece]
    excerpt: list[Piece]


_SHOWN = (
    DOCUMENT.c.number,
    DOCUMENT.c.kind,
    DOCUMENT.c.id,
    DOCUMENT.c.network_id,
    DOCUMENT.c.title,
    DOCUMENT.c.text,
)
_WISH = bindparam("wish", type_=Text())
_AFTER = bindparam("after", type_=DOCUMENT.c.number.type)
_SEEN = or_(
    DOCUMENT.c.audience == Audience.EVERYBODY.value,
    DOCUMENT.c.network_id.in_(bindparam("network_ids", expanding=True)),
)


def _on_sqlite() -> Select[*tuple[Any, ...]]:
    """FTS5 walks the numbers in order and stops when there are enough."""
    words = any_table("search_words", column("rowid"))
    return (
        select(*_SHOWN)
        .select_from(words.join(DOCUMENT, DOCUMENT.c.number == words.c.rowid))
        .where(literal_column("search_words").op("MATCH")(_WISH), words.c.rowid > _AFTER, _SEEN)
        .order_by(words.c.rowid)
    )


def _on_postgres() -> Select[*tuple[Any, ...]]:
    """The sum keeps the planner from walking the table by number in the hope of meeting a hit soon."""
    found = func.search_words(DOCUMENT.c.words).op("@@")(cast(_WISH, TSQUERY))
    return select(*_SHOWN).where(found, DOCUMENT.c.number > _AFTER, _SEEN).order_by(DOCUMENT.c.number + 0)


_STATEMENTS = {"sqlite": _on_sqlite(), "postgresql": _on_postgres()}


async def find(
    session: Session,
    words: str,
    *,
    kinds: Collection[str] | None,
    network_ids: Collection[UUID],
    first: int,
    after: Place | None = None,
) -> list[Hit]:
    """Find what answers these words, best first, at most ``first`` hits after a place.

    words: as somebody typed them; nothing in them is an operator, and the last one may still be growing. kinds: only these,
    or None for all. network_ids: the networks where the reader takes part; what is for members is found only there.
    Gives nothing where there is no word.
    """
    asked = read_asked(words)
    if asked is None or (kinds is not None and not kinds):
        return []
    networks = sorted(network_ids)[:MOST_NETWORKS]
    engine = session.get_bind().dialect.name
    write = as_fts5 if engine == "sqlite" else as_tsquery
    statement = _STATEMENTS[engine].limit(first)
    hits: list[Hit] = []
    begin = after or Place(0, -1)
    before: Wish | None = None
    for way, wide in enumerate(asked.ways()):
        if wide is None:
            continue
        # A better way's hits answer here too. On the first page all of them are known and left out below, which costs nothing;
        # on a later one they are not, and the database takes them off.
        wish = wide if after is None or before is None else Unless(wide, before)
        before = wide
        if way < begin.way or len(hits) >= first:
            continue
        values = {
            "wish": write(within(wish, network_ids=networks, kinds=kinds)),
            "after": begin.number if way == begin.way else -1,
            "network_ids": networks,
        }
        found = await session.execute(statement, values)
        known = {hit.place.number for hit in hits}
        new = [row for row in found if row.number not in known][: first - len(hits)]
        hits += [_hit(Place(way, number), *shown, asked=asked) for number, *shown in new]
    return hits


def _hit(place: Place, kind: str, id_: UUID, network_id: UUID, title: str, text: str, *, asked: Asked) -> Hit:
    return Hit(place, kind, id_, network_id, marked(title, asked), excerpt(text, asked))
