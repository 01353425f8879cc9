"""(f) Finding among 100 000 documents of 1 000 networks, on SQLite and on PostgreSQL, beside bare SQL that gives the same hits.

The questions are those that people type: common and rare words, several words, words that still grow, parts of compounds,
and words that nobody wrote; asked by a stranger and by a member of five networks.
"""

import asyncio
import gc
import random
import resource
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from time import perf_counter
from uuid import UUID, uuid5

from rich.progress import track
from sqlalchemy import text

from shared.database import Database, fresh_metadata
from shared.search.asked import as_fts5, as_tsquery, read_asked, within
from shared.search.document import Audience, Document
from shared.search.finding import find
from shared.search.index import index
from shared.search.table import search_table
from tests.benchmarks.figures import Figure, percentile
from tests.servers import postgres
from tests.servers.processes import Room

DOCUMENTS = 100_000
NETWORKS = 1_000
AT_ONCE = 500
FIRST = 20
KINDS = ("network", "person", "question", "session", "agenda_point")
NAMES = UUID("0190a000-0000-7000-8000-000000000000")
PARTS = (
    "jeugd zorg netwerk leer vraag kind ouder gezin school onderzoek agenda praktijk thuis woon hulp team regio gemeente"
    " ervaring kennis samen werk ontwikkeling groep plek veilig traject behandeling eetstoornis trauma perspectief"
    " begeleiding pleeg dag nacht plan doel stap methode"
)
ASKED = (
    "jeugdzorg",
    "jeugd",
    "kinderen ",
    "jeugd zorg netwerk",
    "onderzoeksag",
    "onderzoek",
    "zorg",
    "agenda",
    "gemeente ontwikkeling",
    "we",
    "be",
    "wonen thuis kind",
    "wat helpt een kind op school ",
    "eetstoornissen ",
    "traumabehandeling begeleiding",
    "onvindbaarwoord ",
    "kennis onvindbaarwoord",
    "pleeggezin plan",
)
BARE = {
    "sqlite": "SELECT d.id FROM search_words w JOIN search_document d ON d.number = w.rowid WHERE search_words MATCH :wish"
    " ORDER BY w.rowid LIMIT 20",
    "postgresql": "SELECT id FROM search_document WHERE search_words(words) @@ CAST(:wish AS tsquery)"
    " ORDER BY number + 0 LIMIT 20",
}


async def measure(runs: int) -> list[Figure]:
    """Milliseconds a question, p50 and p99 over all questions of a run, on both databases."""
    room = Room.make()
    figures: list[Figure] = []
    try:
        with tempfile.TemporaryDirectory() as directory:
            for engine, url in (
                ("sqlite", f"sqlite+aiosqlite:///{Path(directory) / 'find.db'}"),
                ("postgresql", postgres.make_database(postgres.Cluster(room).node.url)),
            ):
                figures += await _measured(engine, url, runs)
    finally:
        room.clear()
    return figures


async def _measured(engine: str, url: str, runs: int) -> list[Figure]:
    metadata = fresh_metadata()
    search_table(metadata)
    database = Database(url, metadata)
    await database.create_all()
    seconds = await _fill(database, engine)
    ours: dict[str, list[float]] = {"p50": [], "p99": []}
    bare: dict[str, list[float]] = {"p50": [], "p99": []}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for run in range(runs + 1):
        took, reference = await _round(database, engine)
        if run:  # the first one warms up
            for name, share in (("p50", 0.5), ("p99", 0.99)):
                ours[name].append(percentile(took, share))
                bare[name].append(percentile(reference, share))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    await database.close()
    return [
        *(
            Figure("f", f"find {name}, {engine}", "ms", ours[name], "bare SQL, the same hits", bare[name], "50 ms")
            for name in ("p50", "p99")
        ),
        Figure("f", f"index, {engine}", "documents/s", [DOCUMENTS / seconds], "nothing"),
        Figure("f", f"memory added by finding, {engine}", "MiB", [grown], "nothing", target="flat"),
    ]


async def _round(database: Database, engine: str) -> tuple[list[float], list[float]]:
    took: list[float] = []
    reference: list[float] = []
    member_of = [uuid5(NAMES, f"network {number}") for number in range(5)]
    gc.collect()
    for words in ASKED:
        for network_ids in ([], member_of):
            async with database.reading() as session:
                began = perf_counter()
                hits = await find(session, words, kinds=None, network_ids=network_ids, first=FIRST)
                took.append((perf_counter() - began) * 1000)
            async with database.reading() as session:
                began = perf_counter()
                found: set[UUID] = set()
                for wish in wishes(engine, words, network_ids):
                    if len(found) < FIRST:
                        found |= {row.id for row in await session.execute(text(BARE[engine]), {"wish": wish})}
                reference.append((perf_counter() - began) * 1000)
            if len(hits) != min(FIRST, len(found)):
                raise AssertionError(f"{words!r} finds {len(hits)}, bare SQL {len(found)}")
    return took, reference


def wishes(engine: str, words: str, network_ids: list[UUID]) -> Iterator[str]:
    """What these words come to for a reader in these networks, as this database is asked, best way first."""
    asked = read_asked(words)
    write: Callable[..., str] = as_fts5 if engine == "sqlite" else as_tsquery
    for wish in asked.ways() if asked else ():
        if wish is not None:
            yield write(within(wish, network_ids=network_ids, kinds=None))


async def _fill(database: Database, engine: str) -> float:
    began = perf_counter()
    batch: list[Document] = []
    for document in track(_documents(), f"Documents, {engine}", total=DOCUMENTS, transient=True):
        batch.append(document)
        if len(batch) == AT_ONCE:
            async with database.writing() as session:
                await index(session, *batch)
                await session.commit()
            batch.clear()
    seconds = perf_counter() - began
    await asyncio.sleep(0)
    if not database.is_sqlite:  # autovacuum does so by itself, a minute later; nobody does on SQLite
        async with database.writing() as session:
            await session.execute(text("ANALYZE"))
            await session.commit()
    return seconds


def _documents() -> Iterator[Document]:
    """Half of them for everybody; words as uneven as in real text, 40 000 different ones."""
    dice = random.Random(1)  # noqa: S311 -- the same documents every time
    parts = PARTS.split()
    made = [f"{one}{other}" for one in parts for other in parts]
    sounds = [
        consonant + vowel for consonant in "bcdfghjklmnprstvwz" for vowel in ("a", "e", "i", "o", "u", "aa", "ee")
    ]
    made += ["".join(dice.choices(sounds, k=dice.randint(2, 4))) for _ in range(38_000)]
    dice.shuffle(made)
    words = [*parts, *made]
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))
    for number in range(DOCUMENTS):
        yield Document(
            kind=KINDS[2],
            id=uuid5(NAMES, f"{number}"),
            network_id=uuid5(NAMES, f"network {number % NETWORKS}"),
            audience=Audience.EVERYBODY if number % 2 else Audience.MEMBERS,
            title=" ".join(dice.choices(words, cum_weights=weights, k=8)),
            text=" ".join(dice.choices(words, cum_weights=weights, k=60)),
            weight=2 + number % 2,
            at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
        )
