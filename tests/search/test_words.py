"""Words are found however they are written: the cases that people stumble over, on both databases."""

import pytest

from shared.search.words import chunks_of
from tests.search.shelf import Shelf, document

LIBRARY = (
    document("K-EET", "Landelijk netwerk voor hulp bij een eetstoornis", kind="network", weight=0, days=9),
    document("StroomOP", "Beweging van professionals in Zeeland", kind="network", weight=0, days=8),
    document("Plein 3", "Samen leren op één plek", kind="network", weight=0, days=7),
    document("Kennis over opgroeien", "Zo groeit een kind gezond op", kind="network", weight=0, also="KOO", days=6),
    document("Wat helpt als een kind niet naar school gaat?", "Thuiszitters en hun ouders", days=5),
    document("Hoe komen jongeren op de onderzoeksagenda?", "Zij kiezen mee", days=4),
    document("Wie praat er mee in de jeugdzorg?", "Ervaringsdeskundigen, ouders en scholen", days=3),
    document("Wat is een goede coördinator?", "Iemand die naïef durft te vragen", days=2),
    document("Foto's maken van thuis?", "e-mail ze naar de groep", days=1),
)
FOUND = {
    # names that are spelled in several ways (T16)
    "K-EET": ["K-EET"],
    "K-E-ET": ["K-EET"],
    "keet ": ["K-EET"],
    "k-eet": ["K-EET"],
    "StroomOp": ["StroomOP"],
    "stroomop": ["StroomOP"],
    "Stroom op ": ["StroomOP"],
    "stroom-op": ["StroomOP"],
    "Plein3": ["Plein 3"],
    "plein 3 ": ["Plein 3"],
    "PLEIN-3": ["Plein 3"],
    "koo ": ["Kennis over opgroeien"],
    # one word and several, capitals, accents
    "eetstoornissen ": ["K-EET"],
    "gezond": ["Kennis over opgroeien"],
    "scholen ": ["Wat helpt als een kind niet naar school gaat?", "Wie praat er mee in de jeugdzorg?"],
    "SCHOOL ": ["Wat helpt als een kind niet naar school gaat?", "Wie praat er mee in de jeugdzorg?"],
    "coordinator": ["Wat is een goede coördinator?"],
    "COÖRDINATOR": ["Wat is een goede coördinator?"],
    "naief": ["Wat is een goede coördinator?"],
    # inside a compound, and a compound that was written apart
    "agenda": ["Hoe komen jongeren op de onderzoeksagenda?"],
    "zorg ": ["Wie praat er mee in de jeugdzorg?"],
    "onderzoek": ["Hoe komen jongeren op de onderzoeksagenda?"],
    "jeugd zorg ": ["Wie praat er mee in de jeugdzorg?"],
    "deskundigen": ["Wie praat er mee in de jeugdzorg?"],
    # the last word while it is being typed, and not when it is done
    "onderzoeksag": ["Hoe komen jongeren op de onderzoeksagenda?"],
    "jonge": ["Hoe komen jongeren op de onderzoeksagenda?"],
    "zee": ["StroomOP"],
    "zee ": [],
    "z": [],
    # hyphens and apostrophes
    "fotos": ["Foto's maken van thuis?"],
    "foto's": ["Foto's maken van thuis?"],
    "foto’s ": ["Foto's maken van thuis?"],
    "email": ["Foto's maken van thuis?"],
    "e-mail ": ["Foto's maken van thuis?"],
    # small words do not matter, unless they are all there is
    "hoe komen de jongeren er op ": ["Hoe komen jongeren op de onderzoeksagenda?"],
    "niet naar ": ["Wat helpt als een kind niet naar school gaat?"],
    # every word counts
    "jongeren school ": [],
    # nothing to look for
    "": [],
    "?!": [],
    "  ": [],
}


@pytest.mark.parametrize("words", FOUND, ids=repr)
async def test_a_word_is_found_however_it_is_written(shelf: Shelf, words: str) -> None:
    """T16, Dutch compounds, accents, capitals, hyphens, and a last word that is still being typed."""
    await shelf.put(*LIBRARY)

    assert await shelf.titles(words) == FOUND[words]


NASTY = (
    '"',
    "'",
    "''; DROP TABLE search_document; --",
    '" OR 1=1 --',
    "school AND",
    "NOT school",
    "school OR",
    "NEAR(school kind, 2)",
    "title:school",
    "{title}: school",
    "school*",
    "^school",
    "(school",
    "school)))",
    "school & !kind",
    "school <-> kind",
    "school:*",
    "\\school\\",
    "%school_",
    "=school +kind %kind @public #question",
    "school\x00kind",
    "\ud800school",
    "$1 :words ?1 %s {0}",
    "school\u202ekind",
    "😀 school",
    "a" * 5000,
    "school " * 2000,
    "- " * 500,
)


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
async def test_nothing_that_is_typed_is_an_operator(shelf: Shelf, words: str) -> None:
    """A-74: whatever stands between the words, it finds a part of what its words find, and breaks nothing."""
    await shelf.put(*LIBRARY)

    found = await shelf.titles(words)

    assert set(found) <= {one.title for one in LIBRARY}
    assert len(await shelf.stored()) == len(LIBRARY)


async def test_a_marker_of_the_index_that_is_typed_opens_nothing(shelf: Shelf) -> None:
    """A-34: who types how the index writes down who may see something sees no more for it."""
    hidden = document("Geheim", for_members=True)
    await shelf.put(hidden)

    assert await shelf.titles(f"geheim @{hidden.network_id.hex}", network_ids=()) == []
    assert await shelf.titles("@public geheim", network_ids=()) == []


def test_a_chunk_is_read_whole_and_in_parts() -> None:
    words = {chunk.words for chunk in chunks_of("K-E-ET, StroomOP (Plein3) en/of LVB-jeugd ... 2026-2030")}

    assert words == {
        ("k", "e", "et", "keet"),
        ("stroom", "op", "stroomop"),
        ("plein", "3", "plein3"),
        ("en", "of", "enof"),
        ("lvb", "jeugd", "lvbjeugd"),
        ("2026", "2030", "20262030"),
    }
