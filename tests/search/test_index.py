"""The index follows what it tells of: a change is there at once, what is gone is gone, and it can be written anew."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from shared.database import Session
from shared.search.document import Document
from shared.search.index import Source, index, reindex
from tests.search.shelf import OURS, THEIRS, Shelf, document


async def test_a_changed_document_is_found_by_its_new_words_only(shelf: Shelf) -> None:
    await shelf.put(document("Over school", "Een kind", name="een"))

    await shelf.put(document("Over wonen", "Een gezin", name="een", days=3))

    assert await shelf.titles("school") == []
    assert await shelf.titles("kind ") == []
    assert await shelf.titles("wonen") == ["Over wonen"]
    assert await shelf.titles("gezinnen ") == ["Over wonen"]


async def test_what_is_forgotten_is_found_no_more(shelf: Shelf) -> None:
    here, there = (document("Sam de Vries", network_id=network_id, name="sam") for network_id in (OURS, THEIRS))
    await shelf.put(here, there, document("Sam-sam"))

    await shelf.take(here)
    left = await shelf.look("sam vries ", network_ids=(OURS, THEIRS))
    await shelf.take_everywhere(here.kind, here.id)

    assert [hit.network_id for hit in left] == [THEIRS]
    assert await shelf.titles("sam") == ["Sam-sam"]


async def test_a_new_title_counts_in_every_network_and_the_old_one_nowhere(shelf: Shelf) -> None:
    """A-89: a name that somebody left behind is found nowhere."""
    both = [document("Sam de Vries", network_id=one, name="sam", for_members=True) for one in (OURS, THEIRS)]
    await shelf.put(*both)

    await shelf.rename("question", both[0].id, "Robin")

    assert await shelf.titles("vries", network_ids=(OURS, THEIRS)) == []
    assert await shelf.titles("robin", network_ids=(OURS, THEIRS)) == ["Robin", "Robin"]
    assert await shelf.titles("robin", network_ids=()) == []


async def test_a_change_that_is_undone_changes_no_index(shelf: Shelf) -> None:
    await shelf.put(document("Over school"))

    async with shelf.database.writing() as session:
        await index(session, document("Over wonen", name="Over school"))
        await session.rollback()

    assert await shelf.titles("school") == ["Over school"]
    assert await shelf.titles("wonen") == []


async def test_written_anew_the_index_is_what_it_was_without_what_is_no_more(shelf: Shelf) -> None:
    real = [document(f"School {number}", "over wonen", days=number, name=f"{number}") for number in range(450)]
    await shelf.put(*real)
    was = await shelf.stored()
    await shelf.put(document("Spook van een school"))
    told: list[int] = []
    by_id = sorted(real, key=lambda one: one.id)

    async def count(_session: Session) -> int:
        return len(real)

    async def batch(_session: Session, after: UUID | None, limit: int) -> Sequence[tuple[UUID, Document]]:
        following = [one for one in by_id if after is None or one.id > after]
        return [(one.id, one) for one in following[:limit]]

    written = await reindex(shelf.database, [Source("question", count, batch)], told.append)

    assert written == len(real)
    assert told == [200, 200, 50]
    assert await shelf.stored() == was
    assert await shelf.titles("spook") == []


async def test_a_very_long_text_is_found_by_its_beginning(shelf: Shelf) -> None:
    await shelf.put(document("Lang", "begin " + "woord " * 10_000 + " einde", name="lang"))

    assert await shelf.titles("begin") == ["Lang"]
    assert await shelf.titles("einde") == []


async def test_the_words_of_the_two_indexes_are_the_words_of_the_documents(shelf: Shelf) -> None:
    """After many changes SQLite's own check of its index against the documents finds nothing wrong."""
    for number in range(60):
        await shelf.put(document(f"School {number}", "tekst " * number, name=f"{number % 7}", days=number))
        if number % 5 == 0:
            await shelf.take(document("x", name=f"{number % 7}"))

    if shelf.database.is_sqlite:
        async with shelf.database.writing() as session:
            await session.execute(text("INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)"))
    assert len(await shelf.titles("school", first=100)) == len(await shelf.stored())
