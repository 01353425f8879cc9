"""What somebody typed, read as words, and the four ways in which a document can answer it; the same for both databases."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from shared.search.words import SHORTEST_PART, Chunk, chunks_of, stems_of

MOST_CHARACTERS = 200
MOST_WORDS = 10
SHORTEST_BEGINNING = 2
"""A single letter is a word, and no beginning of one: it begins a tenth of all words."""
IN_TITLE, ANYWHERE, INSIDE, SEEN_IN, OF_KIND = "=", "+", "%", "@", "#"
"""What a token says: a word of the title, a word, an ending of a word, who may see the document, of what kind it is."""
FOR_EVERYBODY = "public"
_SMALL = (
    "aan als bij dan dat de deze die dit door een en er het hoe hun ik in is je kan met mijn naar niet of om onder ons op"
    " over te tot uit van veel voor wat we wel wie wij worden ze zich zij zijn zo"
    " a an and are at by for from how in is it of on or our that the this to we what which who with you your"
)
SMALL_WORDS = frozenset(_SMALL.split())
"""Too common to say anything, in Dutch and in English; they count when nothing else was typed."""


class Token(NamedTuple):
    """One entry of the index, or all that begin with it."""

    text: str
    is_beginning: bool = False


class Each(NamedTuple):
    """Every one of these."""

    of: "tuple[Wish, ...]"


class Either(NamedTuple):
    """At least one of these."""

    of: "tuple[Wish, ...]"


class Unless(NamedTuple):
    """The first, unless the other."""

    wanted: "Wish"
    unless: "Wish"


Wish = Token | Each | Either | Unless
"""What a document must have."""
Test = Callable[[str, bool], Wish]
"""What a word wants of a document; whether it may be the beginning of a longer one."""


@dataclass(frozen=True)
class Asked:
    """What somebody typed: its chunks, and whether the last one may still grow."""

    chunks: tuple[Chunk, ...]
    is_growing: bool

    @property
    def words(self) -> list[tuple[str, bool]]:
        """Every word that can be found, and whether it may be the beginning of a longer one."""
        return [
            (word, growing and word in (chunk.parts[-1], chunk.joined))
            for chunk, growing in self._each()
            for word in chunk.words
        ]

    def ways(self) -> list[Wish | None]:
        """How a document can answer, best first, each wider than the one before and with all of it; None where it is not wider.

        All words in the title; the same, with the last one still growing; all words anywhere; words inside other words.
        """
        wide = [
            self._all(lambda word, _: _whole(IN_TITLE, word)),
            self._all(lambda word, growing: _growing(IN_TITLE, word, growing=growing)),
            self._all(lambda word, growing: _growing(ANYWHERE, word, growing=growing)),
            self._all(_inside),
        ]
        return [wide[0], *(None if way == before else way for before, way in pairwise(wide))]

    def _all(self, test: Test) -> Wish:
        return Each(tuple(_met(chunk, growing, test) for chunk, growing in self._each()))

    def _each(self) -> list[tuple[Chunk, bool]]:
        last = len(self.chunks) - 1
        return [(chunk, self.is_growing and place == last) for place, chunk in enumerate(self.chunks)]


def read_asked(text: str) -> Asked | None:
    """Read what was typed: at most 200 characters and ten words count. None where there is no word in it."""
    text = text[:MOST_CHARACTERS]
    typed = list(chunks_of(text))
    telling = [chunk for chunk in typed if chunk.whole not in SMALL_WORDS] or typed
    if not telling:
        return None
    is_growing = not text[-1:].isspace() and telling[-1] is typed[-1]
    return Asked(tuple(telling[:MOST_WORDS]), is_growing and len(telling) <= MOST_WORDS)


def within(wish: Wish, *, network_ids: Collection[UUID], kinds: Collection[str] | None) -> Wish:
    """The same wish, of documents that the reader may see, and of these kinds (None: of all)."""
    seen = Either(tuple(Token(SEEN_IN + scope) for scope in (FOR_EVERYBODY, *(id_.hex for id_ in network_ids))))
    if kinds is None:
        return Each((seen, wish))
    of_kind = Either(tuple(Token(OF_KIND + kind) for kind in kinds))
    return Each((seen, of_kind, wish))


def as_fts5(wish: Wish) -> str:
    """The wish as an expression of SQLite's FTS5. Each token is quoted, so nothing that was typed can be an operator."""
    match wish:
        case Token(text, is_beginning):
            return '"' + text.replace('"', '""') + '"' + ("*" if is_beginning else "")
        case Each(of):
            return _joined(" AND ", of, as_fts5)
        case Either(of):
            return _joined(" OR ", of, as_fts5)
        case Unless(wanted, unless):
            return f"({as_fts5(wanted)} NOT {as_fts5(unless)})"


def as_tsquery(wish: Wish) -> str:
    """The wish as a tsquery of PostgreSQL. Each token is quoted, so nothing that was typed can be an operator."""
    match wish:
        case Token(text, is_beginning):
            return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'" + (":*" if is_beginning else "")
        case Each(of):
            return _joined(" & ", of, as_tsquery)
        case Either(of):
            return _joined(" | ", of, as_tsquery)
        case Unless(wanted, unless):
            return f"({as_tsquery(wanted)} & !{as_tsquery(unless)})"


def _joined(between: str, wishes: Sequence[Wish], write: Callable[[Wish], str]) -> str:
    return "(" + between.join(write(wish) for wish in wishes) + ")"


def _met(chunk: Chunk, growing: bool, test: Test) -> Wish:
    parts = tuple(test(part, growing and part is chunk.parts[-1]) for part in chunk.parts)
    apart = parts[0] if len(parts) == 1 else Each(parts)
    return apart if chunk.joined is None else Either((test(chunk.joined, growing), apart))


def _whole(mark: str, word: str) -> Wish:
    return Either(tuple(Token(mark + one) for one in dict.fromkeys((word, *stems_of(word)))))


def _growing(mark: str, word: str, *, growing: bool) -> Wish:
    whole = _whole(mark, word)
    if not growing or len(word) < SHORTEST_BEGINNING:
        return whole
    return Either((whole, Token(mark + word, is_beginning=True)))


def _inside(word: str, growing: bool) -> Wish:
    if len(word) < SHORTEST_PART:
        return _growing(ANYWHERE, word, growing=growing)
    return Either((_growing(ANYWHERE, word, growing=True), Token(INSIDE + word, is_beginning=True)))
