"""The name of who is erased: network takes it out of what others wrote here, and knows it until agenda has done the same (DOMAIN 9)."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Table

from services.network.main import SERVICE
from services.network.networks.operations import announce_change
from services.network.networks.queries import network_to_change
from services.network.people.operations.names import MOST_EARLIER
from services.network.people.queries.names import earlier_names
from services.network.privacy.domain.erasing import ErasureReason
from services.network.privacy.domain.naming import Called, names_around, names_of
from services.network.privacy.models.naming import TEXTS
from services.network.privacy.operations.erasing import plan_erasure
from services.network.privacy.operations.listing import carry_on
from services.network.privacy.operations.naming import traces_of
from shared.api.my_data import DataGroup
from shared.api.network.joining import AskAtTheDoor
from shared.api.network.participation import MemberView
from shared.api.network.people import ChangeMe
from shared.api.network.privacy import ErasedNames, ErasureAnswered, Reapply
from shared.api.page import Page
from shared.api.search import FoundPage, Search
from shared.erasure import person_hash
from shared.events.network import NetworkChanged
from tests.house.test_data_inventory import inventory_of
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

    told: Any = await place.ask("POST", path, list[ErasedNames], service="notifications")
    (kept,) = await _raw(place, "SELECT traces FROM erasure_request")
    for service in ("agenda", "notifications"):
        body = ErasureAnswered(service=service)
        await place.ask("POST", f"/erasures/{erasure_id}:answer", None, service="notifications", body=body)
    await _bus_is_empty(place)
    await carry_on(place.door)

    assert told == [ErasedNames(names=["Anna"], network_ids=[network_id])]
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


async def test_matrix_a_name_goes_out_of_what_a_network_says_of_itself_and_asks_and_is_found_there_no_more(
    place: Workplace,
) -> None:
    network_id, kim = await kring(place)
    async with place.door.work() as work:
        network = await network_to_change(work.session, network_id)
        assert network is not None
        network.mission_nl, network.mission_en = "Anna en anderen leren samen.", "Ask Anna."
        announce_change(work, network=network)
    ask = AskAtTheDoor(question="Ken je Anna al?")
    await place.ask("POST", f"/networks/{network_id}/joining:ask", person_id=kim, body=ask)
    asked = Search(words="Anna en anderen")
    found: Any = await place.ask("POST", "/search", FoundPage, person_id=kim, body=asked)

    await leaving(place, "Anna")

    (network_now,) = await stored(place, "network")
    (question,) = await stored(place, "intake_question")
    (told,) = [event for event in await place.announced() if isinstance(event, NetworkChanged)][-1:]
    gone: Any = await place.ask("POST", "/search", FoundPage, person_id=kim, body=asked)
    assert (network_now.mission_nl, network_now.mission_en) == ("Een lid en anderen leren samen.", "Ask een lid.")
    assert question.question == "Ken je een lid al?"
    assert told.version == network_now.version
    assert (len(found.items), len(gone.items)) == (1, 0)


LOOKED_THROUGH_ELSEWHERE = {"search_document"}
CODES_AND_NAMES = {"slug", "name", "short_name", "kind", "organiser", "organiser_short", "source", "to_slug", "to_name"}
"""Columns without words about people: codes, and names of networks and organisations."""


@pytest.mark.parametrize("table", SERVICE.tables().sorted_tables, ids=lambda table: table.name)
def test_every_text_that_stays_after_an_erasure_is_looked_through(table: Table) -> None:
    """A new column in which people write is added to TEXTS."""
    inventory = inventory_of("network")[table.name]
    stays = {
        column.name
        for column in table.columns
        if {**inventory, **inventory["columns"][column.name]}["erasure"] in {"keep", "none"}
        and type(column.type).__name__ == "AutoString"
        and getattr(column.type, "length", None) is None
        and column.name not in CODES_AND_NAMES
    }

    assert table.name in LOOKED_THROUGH_ELSEWHERE or stays <= {*TEXTS.get(table.name, ())}


ROOS, MEREL = Called("Roos Bakker", is_pseudonym=False), Called("Stille Merel", is_pseudonym=True)


@pytest.mark.parametrize(
    ("called", "others", "names"),
    [
        ([ROOS], ["Daan"], [["Roos Bakker", "Roos"]]),
        ([ROOS], ["Roos de Wit"], [["Roos Bakker"]]),
        ([MEREL], [], [["Stille Merel"]]),
        ([Called("Mevrouw Bakker", is_pseudonym=False)], [], [["Mevrouw Bakker"]]),
        ([Called("Jo Bakker", is_pseudonym=False)], [], [["Jo Bakker"]]),
        ([Called("Roos", is_pseudonym=False)], ["Roos Bakker"], [["Roos"]]),
        ([MEREL, ROOS], ["Daan"], [["Stille Merel"], ["Roos Bakker", "Roos"]]),
        ([ROOS, Called("Merel", is_pseudonym=True), MEREL], [], [["Stille Merel"], ["Roos Bakker", "Roos"], ["Merel"]]),
        ([Called("Roos de Wit", is_pseudonym=False), ROOS], [], [["Roos de Wit", "Roos", "Roos Bakker"]]),
        ([ROOS, MEREL], ["Stille Merel"], [["Roos Bakker", "Roos"]]),
    ],
)
def test_an_earlier_name_and_a_first_name_count_where_nobody_else_there_is_called_so_and_each_schuilnaam_is_apart(
    called: list[Called], others: list[str], names: list[list[str]]
) -> None:
    assert names_of(called, others) == names


def test_names_of_others_in_which_a_name_stands_are_told_so_that_these_stay() -> None:
    assert names_around([["Roos"], ["Stille Merel"]], ["Roos Bakker", "Roos", "Rooske", "De stille merel"]) == [
        "De stille merel",
        "Roos Bakker",
    ]


async def called(place: Workplace, person_id: UUID, name: str, *, is_pseudonym: bool = False) -> None:
    """Let somebody be called otherwise."""
    body = ChangeMe(display_name=name, is_pseudonym=is_pseudonym)
    await place.ask("POST", "/people/me", person_id=person_id, body=body)


async def test_matrix_names_from_before_become_a_member_too_and_none_of_them_stands_beside_a_schuilnaam(
    place: Workplace,
) -> None:
    network_id, kim = await kring(place)
    anna = (await join(place, "kring", "Anna")).person_id
    await called(place, anna, "Anna Visser")
    await set_goal(place, network_id, kim, text="Anna Visser maakt een boekje", measure="Stille Merel telt")
    await called(place, anna, "Stille Merel", is_pseudonym=True)
    await called(place, anna, "Wilde Zwaan")
    kept = await _raw(place, "SELECT name FROM earlier_name")

    async with place.door.work() as work:
        erasure = await plan_erasure(work, person_id=anna, starts_at=work.now, reason=ErasureReason.ASKED)
    told: Any = await place.ask("POST", f"/erasures/{erasure.id}:names", list[ErasedNames], service="notifications")

    (goal,) = await goals(place, network_id)
    assert (goal.text, goal.measure) == ("Een lid maakt een boekje", "Een lid telt")
    assert [one.names for one in told] == [["Stille Merel"], ["Wilde Zwaan", "Wilde", "Anna Visser", "Anna"]]
    assert len(kept) == 3
    assert not any(b"Merel" in bytes(one) or b"Anna" in bytes(one) for one in kept)
    assert await stored(place, "earlier_name") == []


async def test_of_many_names_the_newest_are_kept_and_none_twice(sqlite_place: Workplace) -> None:
    await load(sqlite_place, a_network())
    anna = (await join(sqlite_place, "kring", "Anna")).person_id
    for number in range(MOST_EARLIER + 2):
        await called(sqlite_place, anna, f"Anna {number}")
    for name in ("Terug", "Anna 7", "Terug"):
        await called(sqlite_place, anna, name)

    async with sqlite_place.door.reading() as session:
        kept = [one.name for one in await earlier_names(session, anna)]

    assert len(kept) == len(set(kept)) == MOST_EARLIER
    assert kept[:2] == ["Terug", f"Anna {MOST_EARLIER + 1}"]


async def test_others_hear_nothing_of_a_name_from_before_and_its_owner_reads_it_in_their_data(place: Workplace) -> None:
    network_id, kim = await kring(place)
    anna = (await join(place, "kring", "Anna")).person_id
    await called(place, anna, "Stille Merel", is_pseudonym=True)

    mine: Any = await place.ask("GET", "/my-data", list[DataGroup], person_id=anna)
    of_kim: Any = await place.ask("GET", "/my-data", list[DataGroup], person_id=kim)
    people: Any = await place.ask("GET", f"/networks/{network_id}/members", Page[MemberView], person_id=kim)

    (group,) = [one for one in mine if one.code == "earlier_name"]
    assert ("name", "Anna") in [(fact.code, fact.value) for fact in group.rows[0].facts]
    assert "Anna" not in f"{of_kim} {people} {await place.announced()}"


async def _raw(place: Workplace, statement: str) -> list[Any]:
    async with place.door.database.engine.connect() as connection:
        return [row[0] for row in (await connection.exec_driver_sql(statement)).all()]


async def _bus_is_empty(place: Workplace) -> None:
    async with place.door.work() as work:
        table = place.door.database.metadata.tables["outbox"]
        await work.session.execute(table.update().values(status=1))
