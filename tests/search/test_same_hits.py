"""SQLite and PostgreSQL answer alike, whatever stands there and whatever is asked, and as a plain reading of the rule answers."""

import asyncio
from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.search.asked import Each, Either, Token, Unless, Wish, read_asked, within
from shared.search.document import Document
from shared.search.finding import Place
from shared.search.index import _entries, _number
from tests.search.shelf import KINDS, MOMENT, OURS, THEIRS, Shelf, document

TYPED = (
    "school scholen schoolplein basisschool School's k-eet K-E-ET keet stroomop StroomOP zorg jeugdzorg jeugd zorgen"
    " onderzoek onderzoeksagenda agenda kind kinderen gezin zin de het op ñandú Ñandu plein3 3 ' \" * ( ) & | ! : - % = + @"
)
WORDS = TYPED.split()
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
queries = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(WORDS).map(lambda word: word[:3]),
    st.text(max_size=12),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(lambda words: " ".join(words) + " "),
)
networks = st.sampled_from((OURS, THEIRS))


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    """A few documents, each with a moment of its own."""
    return [
        document(
            draw(texts),
            draw(texts),
            kind=draw(st.sampled_from(KINDS)),
            network_id=draw(networks),
            for_members=draw(st.booleans()),
            weight=draw(st.integers(0, 7)),
            days=number,
            also=draw(texts),
            name=f"{number}",
        )
        for number in range(draw(st.integers(1, 8)))
    ]


def plainly(
    library: list[Document], words: str, network_ids: Collection[UUID], kinds: Collection[str] | None
) -> list[UUID]:
    """What is found and in which order, by reading every document."""
    asked = read_asked(words)
    if asked is None:
        return []
    ways = [within(wish, network_ids=network_ids, kinds=kinds) for wish in asked.ways() if wish is not None]
    best = {
        one.id: (way, _number(one))
        for one in library
        for way, wish in reversed(list(enumerate(ways)))
        if _has(set(_entries(one)), wish)
    }
    return sorted(best, key=lambda id_: best[id_])


def _has(entries: set[str], wish: Wish) -> bool:
    match wish:
        case Token(text, is_beginning):
            return any(entry.startswith(text) for entry in entries) if is_beginning else text in entries
        case Each(of):
            return all(_has(entries, one) for one in of)
        case Either(of):
            return any(_has(entries, one) for one in of)
        case Unless(wanted, unless):
            return _has(entries, wanted) and not _has(entries, unless)


class Both:
    """The same shelf on both databases."""

    def __init__(self, urls: list[str]) -> None:
        self.runner = asyncio.Runner()
        self.shelves = [Shelf(url) for url in urls]
        for shelf in self.shelves:
            self.runner.run(shelf.database.create_all())

    def close(self) -> None:
        """Give all connections back."""
        for shelf in self.shelves:
            self.runner.run(shelf.database.close())
        self.runner.close()

    def fill(self, library: list[Document]) -> None:
        """Put exactly these on both."""
        for shelf in self.shelves:
            for number in range(8):
                self.runner.run(shelf.take_everywhere(KINDS[0], document("", name=f"{number}").id))
                self.runner.run(shelf.take_everywhere(KINDS[1], document("", name=f"{number}").id))
            self.runner.run(shelf.put(*library))


@pytest.fixture
def both(tmp_path: Path, postgres_database: Callable[[], str]) -> Iterator[Both]:
    """The two databases."""
    both = Both([f"sqlite+aiosqlite:///{tmp_path / 'shelf.db'}", postgres_database()])
    yield both
    both.close()


@pytest.mark.postgres
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    library=documents(),
    words=queries,
    network_ids=st.sets(networks),
    kinds=st.none() | st.sets(st.sampled_from(KINDS), min_size=1),
    first=st.integers(1, 4),
)
def test_both_databases_find_the_same_in_the_same_order(
    both: Both, library: list[Document], words: str, network_ids: set[UUID], kinds: set[str] | None, first: int
) -> None:
    both.fill(library)
    expected = plainly(library, words, network_ids, kinds)

    for shelf in both.shelves:
        hits = both.runner.run(shelf.look(words, network_ids=network_ids, kinds=kinds))
        paged: list[UUID] = []
        after: Place | None = None
        while page := both.runner.run(
            shelf.look(words, network_ids=network_ids, kinds=kinds, first=first, after=after)
        ):
            paged += [hit.id for hit in page]
            after = page[-1].place

        assert [hit.id for hit in hits] == expected
        assert paged == expected


def test_the_rule_itself_tells_its_four_ways_apart() -> None:
    library = [
        document("x", "x", name="0"),
        document("naar school", name="1"),
        document("schoolplein", name="2"),
        document("x", "school", name="3"),
        document("basisschool", name="4"),
    ]
    library = [Document(**{**vars(one), "at": MOMENT + timedelta(days=-place)}) for place, one in enumerate(library)]

    found = plainly(library, "school", (), KINDS)

    assert found == [one.id for one in library[1:]]
