"""What comes first, page after page, and who sees what: decided by the document alone."""

import pytest

from shared.search.finding import Place
from tests.search.shelf import OURS, THEIRS, Shelf, document, plain


async def pages(shelf: Shelf, words: str, *, first: int) -> list[str]:
    """Everything that answers, fetched a few at a time."""
    titles: list[str] = []
    after: Place | None = None
    while hits := await shelf.look(words, first=first, after=after):
        assert len(hits) <= first
        titles += plain(hits)
        after = hits[-1].place
    return titles


async def test_titles_come_before_text_and_whole_words_before_parts(shelf: Shelf) -> None:
    await shelf.put(
        document("Iets anders", "Een schoolplein", days=9),
        document("Nog iets", "Over een school", days=8),
        document("Ons basisschoolplein", days=7),
        document("Schoolplein", days=6),
        document("Terug naar school", days=5),
    )

    found = await shelf.titles("school")

    assert found == ["Terug naar school", "Schoolplein", "Iets anders", "Nog iets", "Ons basisschoolplein"]


async def test_the_lightest_come_first_and_then_the_newest(shelf: Shelf) -> None:
    await shelf.put(
        document("Een school, oud", weight=3, days=-400),
        document("Een school, straks", weight=3, days=400),
        document("Een school als netwerk", kind="network", weight=0, days=-4000),
        document("Een school, ooit", weight=3, days=-40_000),
    )

    found = await shelf.titles("school")

    assert found == ["Een school als netwerk", "Een school, straks", "Een school, oud", "Een school, ooit"]


async def test_pages_go_on_where_the_one_before_ended_over_all_ways_of_answering(shelf: Shelf) -> None:
    kinds = ("School {}", "Schoolplein {}", "Vraag {}")
    documents = [
        document(title.format(number), "over een school" if title.startswith("V") else "", days=number)
        for title in kinds
        for number in range(5)
    ]
    await shelf.put(*documents)

    everything = await shelf.titles("school", first=100)

    assert len(everything) == len(documents)
    for first in (1, 4, 5, 7):
        assert await pages(shelf, "school", first=first) == everything


async def test_documents_of_one_moment_all_have_a_place(shelf: Shelf) -> None:
    many = [document(f"School {number}", name=f"{number}") for number in range(50)]
    await shelf.put(*many, *many)

    assert len(await shelf.stored()) == len(many)
    assert sorted(await pages(shelf, "school", first=7)) == sorted(one.title for one in many)


async def test_two_documents_that_want_the_same_place_stand_behind_each_other(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.search.index._number", lambda _: 1000)
    first, second, third = (document("School", name=name) for name in ("een", "twee", "drie"))
    await shelf.put(first, second, third)

    await shelf.put(second)

    assert [row[0] for row in await shelf.stored()] == [1000, 1001, 1002]
    assert len(await pages(shelf, "school", first=1)) == 3


async def test_what_is_for_members_is_found_by_members_only(shelf: Shelf) -> None:
    """A-34: strangers, members of another network and former members find what everybody finds, and nothing tells of more."""
    await shelf.put(
        document("Open vraag over school", days=1),
        document("Onze vraag over school", for_members=True, days=2),
        document("Hun vraag over school", for_members=True, network_id=THEIRS, days=3),
    )

    assert await shelf.titles("school", network_ids=()) == ["Open vraag over school"]
    assert await shelf.titles("school", network_ids=(OURS,)) == ["Onze vraag over school", "Open vraag over school"]
    assert await shelf.titles("school", network_ids=(THEIRS,)) == ["Hun vraag over school", "Open vraag over school"]
    assert len(await shelf.titles("school", network_ids=(OURS, THEIRS))) == 3


async def test_what_a_reader_may_not_see_moves_nothing(shelf: Shelf) -> None:
    """A-34, A-35: hits, order, excerpts and cursors are the same with and without documents that are hidden."""
    seen = [document(f"School {number}", "over een school", days=number) for number in range(6)]
    await shelf.put(*seen)
    before = await shelf.look("school", network_ids=())
    halfway = await shelf.look("school", network_ids=(), first=2, after=before[1].place)

    await shelf.put(
        *(
            document("School " * number, "school", for_members=True, days=number, name=f"{number}")
            for number in range(40)
        )
    )

    assert await shelf.look("school", network_ids=()) == before
    assert await shelf.look("school", network_ids=(), first=2, after=before[1].place) == halfway


async def test_only_the_kinds_that_were_asked_for_are_found(shelf: Shelf) -> None:
    await shelf.put(document("School", kind="network"), document("Naar school?"))

    assert await shelf.titles("school", kinds=("network",)) == ["School"]
    assert await shelf.titles("school", kinds=("question",)) == ["Naar school?"]
    assert await shelf.titles("school", kinds=()) == []
    assert await shelf.titles("school", kinds=("session",)) == []


async def test_a_reader_of_very_many_networks_still_gets_an_answer(shelf: Shelf) -> None:
    await shelf.put(document("School", for_members=True))
    many = [document("x", name=f"{number}").id for number in range(450)]

    assert await shelf.titles("school", network_ids=(OURS, *many)) == ["School"]
