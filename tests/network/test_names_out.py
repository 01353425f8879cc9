"""The name of who is erased: network takes it out of what others wrote here, and knows it until agenda has done the same (DOMAIN 9)."""

from typing import Any
from uuid import UUID

import pytest

from services.network.privacy.domain.erasing import ErasureReason
from services.network.privacy.domain.naming import first_name, names_of
from services.network.privacy.operations.erasing import plan_erasure
from services.network.privacy.operations.listing import carry_on
from services.network.privacy.operations.naming import traces_of
from shared.api.network.privacy import ErasedNames, ErasureAnswered, Reapply
from shared.erasure import person_hash
from tests.network.steps import a_network, join, load, stored
from tests.network.test_steering_goals import goals, kring, set_goal
from tests.workplace import Workplace


async def leaving(place: Workplace, name: str) -> tuple[UUID, UUID]:
    """A member who asked to be erased at once, with their erasure."""
    person = (await join(place, "kring", name)).person_id
    async with place.door.work() as work:
        request = await plan_erasure(work, person_id=person, starts_at=work.now, reason=ErasureReason.ASKED)
    return person, request.id


async def test_matrix_a_name_in_goals_of_the_network_becomes_a_member(place: Workplace) -> None:
    network_id, kim = await kring(place)
    await set_goal(place, network_id, kim, text="Anna maakt een boekje", measure="Anna telt")

    await leaving(place, "Anna")

    (goal,) = await goals(place, network_id)
    assert (goal.text, goal.measure, goal.version) == ("Een lid maakt een boekje", "Een lid telt", 2)


async def test_the_name_is_known_sealed_until_every_service_has_answered(place: Workplace) -> None:
    network_id, _ = await kring(place)
    person, erasure_id = await leaving(place, "Anna")
    path = f"/erasures/{erasure_id}:names"

    told: ErasedNames = await place.ask("POST", path, ErasedNames, service="notifications")
    (kept,) = await _raw(place, "SELECT traces FROM erasure_request")
    for service in ("agenda", "notifications"):
        body = ErasureAnswered(service=service)
        await place.ask("POST", f"/erasures/{erasure_id}:answer", None, service="notifications", body=body)
    await _bus_is_empty(place)
    await carry_on(place.door)

    assert told == ErasedNames(names=["Anna"], network_ids=[network_id])
    assert b"Anna" not in bytes(kept)
    assert (await place.refusal("POST", path, service="notifications")).code == "NOT_FOUND"
    (row,) = await stored(place, "erasure_request")
    assert (row.traces, row.person_id) == (None, None)
    assert person not in [one.id for one in await stored(place, "person")]


async def test_a88_after_a_restore_the_operator_reads_the_names_of_who_is_on_the_list(place: Workplace) -> None:
    network_id, kim = await kring(place)
    anna = (await join(place, "kring", "Anna")).person_id
    body = Reapply(hashes=[person_hash(anna).hex(), person_hash(UUID(int=5)).hex()])

    told: Any = await place.ask("POST", "/erasures:names", list[ErasedNames], service="operator", body=body)

    assert told == [ErasedNames(names=["Anna"], network_ids=[network_id])]
    assert (await place.refusal("POST", "/erasures:names", person_id=kim, body=body)).code == "NOT_ALLOWED"


async def test_who_has_no_place_anywhere_leaves_no_name_to_look_for(sqlite_place: Workplace) -> None:
    await load(sqlite_place, a_network())
    assert await stored(sqlite_place, "erasure_request") == []

    person = (await join(sqlite_place, "kring", "Anna")).person_id
    async with sqlite_place.door.reading() as session:
        assert await traces_of(session, UUID(int=9)) is None
        assert await traces_of(session, person) is not None


@pytest.mark.parametrize(
    ("shown", "is_pseudonym", "others", "names"),
    [
        ("Roos Bakker", False, ["Daan"], ["Roos Bakker", "Roos"]),
        ("Roos Bakker", False, ["Roos de Wit"], ["Roos Bakker"]),
        ("Stille Merel", True, [], ["Stille Merel"]),
        ("Mevrouw Bakker", False, [], ["Mevrouw Bakker"]),
        ("Jo Bakker", False, [], ["Jo Bakker"]),
        ("Roos", False, [], ["Roos"]),
    ],
)
def test_a_first_name_counts_where_nobody_else_there_is_called_so(
    shown: str, is_pseudonym: bool, others: list[str], names: list[str]
) -> None:
    assert names_of(shown, first_name(shown, is_pseudonym=is_pseudonym), others) == names


async def _raw(place: Workplace, statement: str) -> list[Any]:
    async with place.door.database.engine.connect() as connection:
        return [row[0] for row in (await connection.exec_driver_sql(statement)).all()]


async def _bus_is_empty(place: Workplace) -> None:
    async with place.door.work() as work:
        table = place.door.database.metadata.tables["outbox"]
        await work.session.execute(table.update().values(status=1))
