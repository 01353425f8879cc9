"""Who stands in the log: by a random reference, and nobody once they are erased (DOMAIN 9); never what anything says (A-85)."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from shared.access import Viewer
from shared.audit.chain import Checked, verify
from shared.audit.reading import of_network, of_person
from shared.audit.table import ENTRY, PERSON
from shared.audit.verbs import By, Kind, Verb
from shared.audit.writing import Note, unlink
from shared.database import one_at_a_time
from shared.erasure import bury, person_hash
from tests.audit.ledger import NETWORK, Ledger, opened


async def erase(ledger: Ledger, person_id: UUID) -> None:
    """Put up a tombstone and take somebody out of the log."""
    async with ledger.door.work() as work:
        await bury(work.session, ledger.database.metadata, [person_hash(person_id)], at=work.now)
        await unlink(work.session, person_id)


async def everything_stored(ledger: Ledger) -> str:
    """Both tables as text."""
    async with ledger.database.reading() as session:
        rows = [*(await session.execute(select(ENTRY))).all(), *(await session.execute(select(PERSON))).all()]
    return repr(rows)


async def test_an_erased_person_is_gone_and_the_chain_holds(ledger: Ledger) -> None:
    gone, stays = uuid4(), uuid4()
    for person_id in (gone, stays, gone):
        await ledger.note(person_id)
    await ledger.note(stays, verb=Verb.VAULT_OPENED, kind=Kind.PERSON, subject=gone)

    await erase(ledger, gone)

    async with ledger.database.reading() as session:
        entries = await of_network(session, NETWORK, kind=None, first=10, before=None)
    assert [entry.person_id for entry in entries] == [stays, None, stays, None]
    assert [entry.by for entry in entries] == [By.PERSON] * 4
    assert repr(gone) not in await everything_stored(ledger)
    assert await verify(ledger.database) == Checked(4)


async def test_what_an_erased_person_did_too_late_names_nobody(ledger: Ledger) -> None:
    gone = uuid4()
    await erase(ledger, gone)

    await ledger.note(gone)
    await ledger.note(gone)

    first, second = await ledger.entries()
    assert first["by_reference"] != second["by_reference"]
    assert repr(gone) not in await everything_stored(ledger)
    assert await verify(ledger.database) == Checked(2)


async def test_an_entry_never_holds_the_id_of_a_person(ledger: Ledger) -> None:
    actor, other = uuid4(), uuid4()

    await ledger.note(actor, verb=Verb.VAULT_OPENED, kind=Kind.PERSON, subject=other)

    (entry,) = await ledger.entries()
    assert {actor, other}.isdisjoint(entry.values())


@pytest.mark.parametrize("words", ["Kim heeft ruzie", "kim@voorbeeld.example", "", "x" * 41, "é"])
def test_words_cannot_come_in(words: str) -> None:
    with pytest.raises(ValueError, match="is a code"):
        Note(Verb.MEMBERSHIP_REMOVED, Kind.MEMBERSHIP, uuid4(), reason=words)


async def test_there_is_no_column_for_words(ledger: Ledger) -> None:
    await ledger.note(uuid4(), reason="CODE")

    (entry,) = await ledger.entries()

    kinds = {name: type(value) for name, value in entry.items() if not isinstance(value, (int, bytes, UUID, datetime))}
    assert kinds == {"by": str, "verb": str, "kind": str, "reason": str}
    assert {name: entry[name] for name in kinds} == {
        "by": "person",
        "verb": "goal.set",
        "kind": "goal",
        "reason": "CODE",
    }


@pytest.mark.parametrize(
    ("viewer", "by"),
    [
        (Viewer("gateway", NETWORK), "person"),
        (Viewer("gateway"), "stranger"),
        (Viewer("operator"), "operator"),
        (Viewer("agenda"), "clock"),
    ],
)
async def test_the_log_tells_a_person_from_the_operator_and_the_clock(ledger: Ledger, viewer: Viewer, by: str) -> None:
    async with ledger.door.work(viewer) as work:
        work.note(Verb.GOAL_SET, Kind.GOAL, uuid4(), network_id=NETWORK)

    (entry,) = await ledger.entries()
    assert (entry["by"], entry["by_reference"] is None) == (by, by != "person")
    assert entry["at"] == datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_a_network_is_told_what_was_done_in_it_newest_first_page_by_page(ledger: Ledger) -> None:
    person_id = uuid4()
    for kind in (Kind.GOAL, Kind.RELATION, Kind.GOAL):
        await ledger.note(person_id, kind=kind)
    await ledger.note(person_id, network_id=uuid4())

    async with ledger.database.reading() as session:
        first = await of_network(session, NETWORK, kind=None, first=2, before=None)
        second = await of_network(session, NETWORK, kind=None, first=2, before=first[-1].number)
        goals = await of_network(session, NETWORK, kind=Kind.GOAL, first=9, before=None)
    assert [entry.number for entry in (*first, *second)] == [3, 2, 1]
    assert [entry.number for entry in goals] == [3, 1]


async def test_people_are_told_what_was_done_with_their_own_account(ledger: Ledger) -> None:
    me, officer = uuid4(), uuid4()
    await ledger.note(me, verb=Verb.PASSKEY_ADDED, kind=Kind.PASSKEY, network_id=None)
    await ledger.note(officer, verb=Verb.VAULT_OPENED, kind=Kind.PERSON, subject=me)
    await ledger.note(officer, verb=Verb.PASSKEY_ADDED, kind=Kind.PASSKEY, network_id=None)
    await ledger.note(me)

    async with ledger.database.reading() as session:
        mine = await of_person(session, me, first=10, before=None)
        theirs = await of_person(session, officer, first=10, before=None)
    assert [(entry.verb, entry.person_id) for entry in mine] == [
        (Verb.VAULT_OPENED, officer),
        (Verb.PASSKEY_ADDED, me),
    ]
    assert [entry.verb for entry in theirs] == [Verb.PASSKEY_ADDED, Verb.VAULT_OPENED]


@pytest.mark.postgres
async def test_ordinary_changes_do_not_wait_for_the_log(postgres_database: Callable[[], str], tmp_path: Path) -> None:
    async with opened(postgres_database(), tmp_path) as ledger:
        async with ledger.door.work() as long:
            await one_at_a_time(long.session, "audit")
            noted = asyncio.create_task(ledger.note(uuid4()))
            async with ledger.door.work() as ordinary:
                await bury(ordinary.session, ledger.database.metadata, [person_hash(uuid4())], at=ordinary.now)
            waited = not noted.done()
        await noted

        assert waited
        assert await verify(ledger.database) == Checked(1)
