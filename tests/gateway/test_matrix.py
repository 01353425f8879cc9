"""The authorisation matrix: every field and every mutation as everybody, against the stored table (A-23 … A-40, P16)."""

import json

import pytest
import pytest_asyncio

from tests.gateway.matrix import EVERYBODY, STORED, Table, matrix, the_schema

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def found(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """What everybody sees and may do now."""
    return await matrix(tmp_path_factory.mktemp("matrix"))


@pytest.fixture(scope="module")
def stored() -> Table:
    """What was decided."""
    table: Table = json.loads(STORED.read_text())
    return table


async def test_p16_everybody_sees_and_may_do_what_the_stored_table_says(found: Table, stored: Table) -> None:
    """A difference is a decision: read it, then store it with ``python -m tests.gateway.matrix``."""
    different = {
        f"{name} as {who}": (stored.get(name, {}).get(who), came)
        for name, row in found.items()
        for who, came in row.items()
        if stored.get(name, {}).get(who) != came
    }
    assert different == {}
    assert stored.keys() == found.keys()


async def test_p16_every_field_of_the_schema_has_a_row(stored: Table) -> None:
    """Also what is reached through what this town has none of."""
    schema = the_schema()
    assert schema.query_type is not None
    assert schema.mutation_type is not None

    assert {f"Query.{name}" for name in schema.query_type.fields} - {"Query.node"} <= stored.keys()
    assert {f"Mutation.{name}" for name in schema.mutation_type.fields} <= stored.keys()
    assert all(row.keys() == set(EVERYBODY) for row in stored.values())


async def test_a23_a40_nobody_from_outside_changes_anything_in_a_network(found: Table) -> None:
    """Whatever the table says: what needs a network of one's own is refused to all who are not in it."""
    for name in ("planSeries", "addAgendaPoint", "removeAgendaPoint", "proposeQuestion", "openQuestion"):
        row = found[f"Mutation.{name}"]
        for who in ("stranger", "elsewhere", "ended", "administrator"):
            assert row[who].isupper(), (name, who, row[who])


@pytest.mark.parametrize("name", ["Network.members", "Session.agendaPoints", "AgendaPoint.title", "Session.place"])
async def test_a23_what_is_for_members_is_shown_to_nobody_else(found: Table, name: str) -> None:
    row = found[name]

    assert {who for who, came in row.items() if came == "shown"} <= {"member", "coordinator", "paused"}
    assert row["member"] == "shown"
