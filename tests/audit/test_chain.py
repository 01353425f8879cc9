"""The chain: one, whoever writes at the same time, and whoever changes it is found (A-92)."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from shared.audit.chain import Checked, head, head_in, verify
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from tests.audit.ledger import NETWORK, Ledger


async def test_an_empty_log_is_whole(ledger: Ledger) -> None:
    kept = await head(ledger.database)

    await ledger.note(uuid4())

    assert str(kept) == f"0:{'0' * 64}"
    assert await verify(ledger.database, kept) == Checked(1)


async def test_acts_at_the_same_time_make_one_chain(ledger: Ledger) -> None:
    people = [uuid4() for _ in range(4)]

    await asyncio.gather(*(ledger.note(people[turn % 4]) for turn in range(40)))

    entries = await ledger.entries()
    assert [entry["number"] for entry in entries] == list(range(1, 41))
    assert len({entry["by_reference"] for entry in entries}) == 4
    assert await verify(ledger.database) == Checked(40)


async def test_what_is_rolled_back_leaves_no_gap(ledger: Ledger) -> None:
    await ledger.note(uuid4())

    async def fails(work: Work) -> None:
        work.note(Verb.GOAL_SET, Kind.GOAL, uuid4(), network_id=NETWORK)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await ledger.door.change(fails)
    await ledger.note(uuid4())

    assert await verify(ledger.database) == Checked(2)


async def test_several_acts_of_one_change_are_entries_in_their_order(ledger: Ledger) -> None:
    async with ledger.door.work() as work:
        for verb in (Verb.ROLE_TAKEN, Verb.ROLE_GIVEN, Verb.ROLE_GIVEN):
            work.note(verb, Kind.MEMBERSHIP, uuid4(), network_id=NETWORK, reason="DEPUTY")

    assert [entry["verb"] for entry in await ledger.entries()] == ["role.taken", "role.given", "role.given"]
    assert await verify(ledger.database) == Checked(3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'x'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE number = 2",
        "UPDATE audit_person SET reference = (SELECT subject FROM audit_entry WHERE number = 1)",
    ],
)
async def test_the_database_refuses_to_change_it(ledger: Ledger, statement: str) -> None:
    for _ in range(3):
        await ledger.note(uuid4())

    with pytest.raises(DBAPIError):
        await ledger.run(statement)

    assert await verify(ledger.database) == Checked(3)


async def test_postgres_refuses_to_empty_it(ledger: Ledger) -> None:
    await ledger.note(uuid4())
    statement = "DELETE FROM audit_entry" if ledger.database.is_sqlite else "TRUNCATE audit_entry"

    with pytest.raises(DBAPIError):
        await ledger.run(statement)

    assert await verify(ledger.database) == Checked(1)


@pytest.mark.parametrize(
    "change",
    [
        "at = (SELECT min(at) FROM audit_entry WHERE number = 1)",
        "by = 'operator'",
        "by_reference = NULL",
        "verb = 'goal.closed'",
        "kind = 'network'",
        "subject = (SELECT subject FROM audit_entry WHERE number = 1)",
        "network_id = NULL",
        "reason = 'OTHER'",
        "seal = (SELECT seal FROM audit_entry WHERE number = 1)",
    ],
)
async def test_a_changed_entry_is_found(ledger: Ledger, change: str) -> None:
    for _ in range(3):
        await ledger.note(uuid4(), reason="CODE")
        ledger.door.clock.forward(seconds=1)  # type: ignore[attr-defined]  # it is a StandingClock

    await ledger.meddle(f"UPDATE audit_entry SET {change} WHERE number = 2")  # noqa: S608 -- the test's own words

    assert await verify(ledger.database) == Checked(1, 2, "this entry, or its place, was changed")


async def test_a_removed_entry_is_found(ledger: Ledger) -> None:
    for _ in range(4):
        await ledger.note(uuid4())

    await ledger.meddle("DELETE FROM audit_entry WHERE number = 2")

    assert await verify(ledger.database) == Checked(1, 2, "this entry is gone")


async def test_a_removed_entry_is_found_when_the_others_move_up(ledger: Ledger) -> None:
    for _ in range(4):
        await ledger.note(uuid4())

    await ledger.meddle(
        "DELETE FROM audit_entry WHERE number = 2",
        "UPDATE audit_entry SET number = 2 WHERE number = 3",
        "UPDATE audit_entry SET number = 3 WHERE number = 4",
    )

    assert await verify(ledger.database) == Checked(1, 2, "this entry, or its place, was changed")


async def test_swapped_entries_are_found(ledger: Ledger) -> None:
    for _ in range(4):
        await ledger.note(uuid4())

    await ledger.meddle(
        "UPDATE audit_entry SET number = 9 WHERE number = 2",
        "UPDATE audit_entry SET number = 2 WHERE number = 3",
        "UPDATE audit_entry SET number = 3 WHERE number = 9",
    )

    assert await verify(ledger.database) == Checked(1, 2, "this entry, or its place, was changed")


async def test_a_cut_tail_is_found_with_the_head_that_was_kept(ledger: Ledger) -> None:
    for _ in range(4):
        await ledger.note(uuid4())
    kept = head_in(str(await head(ledger.database)))

    await ledger.meddle("DELETE FROM audit_entry WHERE number > 2")

    assert await verify(ledger.database) == Checked(2)
    assert await verify(ledger.database, kept) == Checked(
        2, 3, "the log ends here, and went on to 4 when its head was kept"
    )


async def test_a_log_that_was_written_anew_is_found_with_the_head_that_was_kept(ledger: Ledger) -> None:
    await ledger.note(uuid4())
    kept = await head(ledger.database)

    await ledger.meddle("DELETE FROM audit_entry")
    await ledger.note(uuid4())

    assert await verify(ledger.database) == Checked(1)
    assert await verify(ledger.database, kept) == Checked(0, 1, "the log was written anew since its head was kept")


async def test_a_head_that_was_kept_stays_good_when_the_log_grows(ledger: Ledger) -> None:
    await ledger.note(uuid4())
    kept = await head(ledger.database)

    for _ in range(3):
        await ledger.note(uuid4())

    assert await verify(ledger.database, kept) == Checked(4)


@pytest.mark.parametrize("told", ["", "3", "3:zz", "3:00", "-1:" + "0" * 64, "x:" + "0" * 64])
def test_what_is_no_head_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        head_in(told)
