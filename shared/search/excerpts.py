"""What is shown of a hit: its title and a short piece of its text, with the words that were found marked."""

from typing import NamedTuple

from shared.search.asked import Asked
from shared.search.words import SHORTEST_PART, Chunk, chunks_of, stems_of

BEFORE = 60
LONGEST = 180
SAME_BEGINNING = 2
LOST_IN_FRONT = "ge"
"""The one beginning that the Dutch stemmer takes off; any other stem begins as its word does."""


class Piece(NamedTuple):
    """A piece of text, and whether it is what was looked for."""

    text: str
    is_found: bool = False


def marked(text: str, asked: Asked) -> list[Piece]:
    """All of a text, in pieces."""
    return _pieces(text, _places(text, asked))


def excerpt(text: str, asked: Asked) -> list[Piece]:
    """A short piece of a text around the first word that was found, or its beginning where none was, in pieces.

    A piece never runs from one line into the next: what stands there may be of another kind, or in another language.
    """
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    text, found = next(((line, found) for line in lines if (found := _places(line, asked))), ("".join(lines[:1]), []))
    begins = _word_begin(text, found[0][0] - BEFORE) if found else 0
    ends = _word_end(text, begins + LONGEST)
    pieces = _pieces(text[begins:ends], [(a - begins, b - begins) for a, b in found if begins <= a and b <= ends])
    before = [Piece("… ")] if begins else []
    after = [Piece(" …")] if ends < len(text) else []
    return [*before, *pieces, *after]


def _places(text: str, asked: Asked) -> list[tuple[int, int]]:
    words = [(word, growing, {word, *stems_of(word)}) for word, growing in asked.words]
    return [
        _bare(text, chunk)
        for chunk in chunks_of(text)
        if any(_is_it(one, word, stems, growing=growing) for one in chunk.words for word, growing, stems in words)
    ]


def _is_it(one: str, word: str, stems: set[str], *, growing: bool) -> bool:
    if one == word or (growing and one.startswith(word)) or (len(word) >= SHORTEST_PART and word in one):
        return True
    begins = one[:SAME_BEGINNING]
    alike = begins == LOST_IN_FRONT or any(stem.startswith(begins) for stem in stems)
    return alike and not stems.isdisjoint(stems_of(one))


def _bare(text: str, chunk: Chunk) -> tuple[int, int]:
    begins, ends = chunk.begins, chunk.ends
    while not text[begins].isalnum() and begins < ends - 1:
        begins += 1
    while not text[ends - 1].isalnum() and ends - 1 > begins:
        ends -= 1
    return begins, ends


def _pieces(text: str, found: list[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for begins, ends in found:
        pieces += [Piece(text[at:begins]), Piece(text[begins:ends], is_found=True)]
        at = ends
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def _word_begin(text: str, at: int) -> int:
    return text.rfind(" ", 0, at) + 1 if at > 0 else 0


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if space > 0 else at
