"""What counts as a word: without capitals or accents, taken apart and put together, and down to its stem.

Stems are made here and by neither database: their stemmers differ from each other and from one version to the next.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

MOST_LETTERS = 40
"""Of a word; what is longer counts by its beginning."""
MOST_PARTS = 4
"""A chunk of more parts is an address or a list, and is not read as one word."""
SHORTEST_STEMMED = 3
SHORTEST_PART = 4
"""A part of a compound is at least as long as this: "zorg" in "jeugdzorg"."""
SHORTEST_HEAD = 2
"""What stands before such a part."""
REMEMBERED = 20_000

_DUTCH = snowballstemmer.stemmer("dutch")
_ENGLISH = snowballstemmer.stemmer("english")
_CHUNK = re.compile(r"\S+")
_PARTS = re.compile(r"[^\W\d_]+|\d+")


class Chunk(NamedTuple):
    """What stands between two spaces: its words ("k", "eet"), and all of it as one word ("keet") where that is another."""

    begins: int
    ends: int
    parts: tuple[str, ...]
    joined: str | None

    @property
    def whole(self) -> str:
        """All of it as one word."""
        return self.joined or "".join(self.parts)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word it can be found by."""
        return (*self.parts, self.joined) if self.joined else self.parts


def chunks_of(text: str) -> Iterator[Chunk]:
    """Read a text chunk by chunk, each with its place in the text; what holds no letter or number is left out."""
    for found in _CHUNK.finditer(text):
        parts = _parts(found.group())
        if parts:
            joined = "".join(parts)[:MOST_LETTERS] if 1 < len(parts) <= MOST_PARTS else None
            yield Chunk(found.start(), found.end(), parts, joined)


@lru_cache(maxsize=REMEMBERED)
def stems_of(word: str) -> tuple[str, ...]:
    """The stems of a folded word in Dutch and in English (Snowball 3: Kraaij-Pohlmann, Porter2); of a short word or a number, itself."""
    if len(word) < SHORTEST_STEMMED or not word.isalpha():
        return (word,)
    return tuple(dict.fromkeys((_DUTCH.stemWord(word), _ENGLISH.stemWord(word))))


def endings_of(word: str) -> Iterator[str]:
    """Every ending of a word that can be a part of a compound: whoever looks for its beginning finds the word."""
    for begins in range(SHORTEST_HEAD, len(word) - SHORTEST_PART + 1):
        yield word[begins:]


@lru_cache(maxsize=REMEMBERED)
def _parts(chunk: str) -> tuple[str, ...]:
    apart = unicodedata.normalize("NFKD", chunk)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    if not (plain.islower() or plain.isupper() or plain.istitle()):
        plain = "".join(
            f" {letter}" if letter.isupper() and before.islower() else letter
            for before, letter in zip(" " + plain, plain, strict=False)
        )
    words = (part.casefold()[:MOST_LETTERS] for part in _PARTS.findall(plain))
    return tuple(words)
