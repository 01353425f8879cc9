"""The authorisation matrix: every field and every mutation as everybody, against the stored table (A-23 … A-40, P16)."""

import json

import pytest
import pytest_asyncio

from tests.gateway.matrix import EVERYBODY, STORED, Table, matrix, the_schema

pytestmark = pytest.mark.asyncio(loop_scope="module")
FOR_ADMINISTRATORS = {"createNetwork", "askToCoordinate"}
FOR_THEMSELVES = {
    *(
        "beginPasskey",
        "beginPasskeySignIn",
        "changeEmail",
        "changeMe",
        "changePermission",
        "exportMyData",
        "forgetBusyTimes",
    ),
    *("keepBusyTimes", "makeMachineToken", "requestSignIn", "requestToJoin", "resetCalendarFeed", "signOut"),
}
"""What everybody with an account does with their own account, and asking to take part."""
OF_A_FORMER_MEMBER = {"appealRemoval", "endMembership", "resumeMembership"}
"""What is about a place that somebody had."""
BY_A_SECRET = {
    *(
        "acceptInvitation",
        "joinNetwork",
        "answerByLink",
        "answerDatePollByLink",
        "answerSeriesByLink",
        "answerPermission",
    ),
    *("withdrawPermission", "takeAccount", "unsubscribe", "openDataExport", "confirmEmailChange", "stopEmailChange"),
    *("completeSignIn", "addPasskey", "completePasskeySignIn"),
}
"""For who holds a link, a code or a key that nobody holds here."""
ABOUT_ONESELF = {
    *("askGuardianAgain", "chooseSupporter", "confirmSixteen", "stopWaiting", "withdrawJoinRequest", "cancelErasure"),
    *("requestErasure", "removePasskey", "revokeMachineToken", "signOutDevice", "unlinkOutsideIdentity"),
}
"""For whom it is about; nobody of the table has or is what it takes."""


FOR_PRIVACY_OFFICERS = {"requestErasureFor"}
"""For who watches over privacy: nobody of the table does, also who runs the platform does not."""


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


async def test_a40_c034_who_runs_the_platform_may_nothing_that_somebody_without_a_place_may_not(stored: Table) -> None:
    """No mutation, so no form and no route behind one, lets them touch what a network decides."""
    more = {
        name.removeprefix("Mutation.")
        for name, row in stored.items()
        if name.startswith("Mutation.") and row["administrator"] != row["ended"]
    }
    may = {name.removeprefix("Mutation.") for name, row in stored.items() if not row["administrator"].isupper()}

    assert more - OF_A_FORMER_MEMBER == FOR_ADMINISTRATORS
    assert {one for one in may if f"Mutation.{one}" in stored} == {*FOR_THEMSELVES, "createNetwork"}


async def test_p16_a_row_tells_people_apart_or_is_about_a_secret_or_oneself(stored: Table) -> None:
    """What everybody is refused in the same way shows nothing of rights: then the table looks for what is not there."""
    same = {
        name.removeprefix("Mutation.")
        for name, row in stored.items()
        if name.startswith("Mutation.")
        and len({came for who, came in row.items() if who != "stranger"}) == 1
        and row["administrator"].isupper()
    }

    assert same - BY_A_SECRET - ABOUT_ONESELF - FOR_PRIVACY_OFFICERS == {
        "endTurn",
        "giveTurn",
    }  # in a session that runs: tests/agenda/test_rights


@pytest.mark.parametrize("name", ["Network.members", "Session.agendaPoints", "AgendaPoint.title", "Session.place"])
async def test_a23_what_is_for_members_is_shown_to_nobody_else(found: Table, name: str) -> None:
    row = found[name]

    assert {who for who, came in row.items() if came == "shown"} <= {"member", "coordinator", "paused"}
    assert row["member"] == "shown"
