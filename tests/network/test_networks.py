"""Networks: everybody may read them, by name, and loading the same content twice changes nothing."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.api.network.networks import LoadNetwork, NetworkRelations, NetworkView, PerspectiveView, ToldRelation
from shared.api.page import Ids, Page
from shared.errors import Invalid, NotAllowed, NotFound
from shared.events.network import NetworkChanged, NetworkCreated
from shared.web.cursors import write_cursor
from tests.network.steps import a_network, load
from tests.workplace import Workplace

NETWORKS = Page[NetworkView]


def as_shown(network_id: UUID, version: int, described: LoadNetwork) -> NetworkView:
    """A network as everybody sees it after it was loaded."""
    told = described.model_dump(exclude={"relations", "parent_slug"})
    return NetworkView(id=network_id, version=version, parent_id=None, **told)


async def test_a_loaded_network_is_announced_and_everybody_may_read_it(place: Workplace) -> None:
    described = a_network(
        short_name="K",
        organiser="Een bureau",
        organiser_short="EB",
        rhythm_months=2,
        themes=["onderwijs", "samenwerken"],
        regions=["DRENTHE", "LIMBURG"],
    )

    loaded = await load(place, described)

    shown = await place.ask("GET", "/networks/by-slug/kring", NetworkView)
    assert shown == as_shown(loaded.id, 1, described)
    assert await place.announced() == [
        NetworkCreated(version=1, network_id=loaded.id, kind="learning_network", status="ACTIVE", cadence="WEEKLY")
    ]


async def test_loading_the_same_content_twice_changes_and_announces_nothing(place: Workplace) -> None:
    first = await load(place, a_network())

    again = await load(place, a_network())

    assert (again.id, first.changed, again.changed) == (first.id, True, False)
    assert len(await place.announced()) == 1
    assert (await place.ask("GET", "/networks/by-slug/kring", NetworkView)).version == 1


@pytest.mark.parametrize(
    "different",
    [
        {"status": "SUCCEEDED"},
        {"mission_nl": "Anders leren."},
        {"name": "Andere naam"},
        {"rhythm_months": 3},
        {"perspectives": [PerspectiveView(code="PARENT", minimum=1)]},
        {"relations": [ToldRelation(type="SUCCEEDED_BY", to_slug="b", to_name="B")]},
        {"themes": ["onderwijs"]},
        {"regions": ["UTRECHT"]},
    ],
)
async def test_other_content_is_announced_with_the_next_version(
    sqlite_place: Workplace, different: dict[str, Any]
) -> None:
    loaded = await load(sqlite_place, a_network())
    described = a_network(**different)

    changed = await load(sqlite_place, described)

    shown = await sqlite_place.ask("GET", "/networks/by-slug/kring", NetworkView)
    assert (changed.id, changed.changed) == (loaded.id, True)
    assert shown == as_shown(loaded.id, 2, described)
    assert (await sqlite_place.announced())[1:] == [
        NetworkChanged(
            version=2,
            network_id=loaded.id,
            kind="learning_network",
            status=described.status,
            cadence="WEEKLY",
        )
    ]


async def test_everything_that_is_wrong_with_a_network_is_told_at_once(place: Workplace) -> None:
    twice = [PerspectiveView(code="PARENT", minimum=0), PerspectiveView(code="PARENT", minimum=1)]
    body = a_network(name=" ", source="", rhythm_months=0, perspectives=twice)

    refusal = await place.refusal("POST", "/networks:load", service="operator", body=body)

    assert refusal.code == "NETWORK_INCOMPLETE"
    assert [(problem.field, problem.code) for problem in refusal.problems] == [
        ("name", "MISSING"),
        ("source", "MISSING"),
        ("perspectives", "TWICE"),
        ("perspectives", "MINIMUM"),
        ("rhythm_months", "RHYTHM"),
    ]
    assert await place.announced() == []


@pytest.mark.parametrize("field", ["name", "short_name"])
async def test_a70_a_network_that_is_called_like_an_address_is_refused(sqlite_place: Workplace, field: str) -> None:
    body = a_network(**{field: "koop.nu"})

    refusal = await sqlite_place.refusal("POST", "/networks:load", service="operator", body=body)

    assert [(problem.field, problem.code) for problem in refusal.problems] == [(field, "NAME_LOOKS_LIKE_ADDRESS")]


@pytest.mark.parametrize("service", ["gateway", "notifications", "agenda", "network"])
async def test_only_the_operator_loads_networks(sqlite_place: Workplace, service: str) -> None:
    refusal = await sqlite_place.refusal("POST", "/networks:load", service=service, person_id=uuid4(), body=a_network())

    assert type(refusal) is NotAllowed
    assert await sqlite_place.announced() == []


async def test_networks_come_by_name_without_regard_to_case_or_accents_page_by_page(place: Workplace) -> None:
    names = ["zeeland", "Één thuis", "Beweging", "eenvoud", "Alfa", "beweging twee", "Zeeland"]
    for number, name in enumerate(names):
        await load(place, a_network(f"n{number}", name=name))

    pages = [await place.ask("GET", "/networks", NETWORKS, params={"first": 3})]
    while pages[-1].next_cursor:
        params = {"first": 3, "after": pages[-1].next_cursor}
        pages.append(await place.ask("GET", "/networks", NETWORKS, params=params))

    assert [[network.name for network in page.items] for page in pages] == [
        ["Alfa", "Beweging", "beweging twee"],
        ["Één thuis", "eenvoud", "zeeland"],
        ["Zeeland"],
    ]


async def test_a_page_that_is_just_full_is_the_last_one(place: Workplace) -> None:
    await load(place, a_network("a"))
    await load(place, a_network("b"))

    page = await place.ask("GET", "/networks", NETWORKS, params={"first": 2})

    assert (len(page.items), page.next_cursor) == (2, None)


@pytest.mark.parametrize("first", [0, -1, 101, 1_000_000])
async def test_a50_a_page_holds_one_to_a_hundred_rows(sqlite_place: Workplace, first: int) -> None:
    assert isinstance(await sqlite_place.refusal("GET", "/networks", params={"first": first}), Invalid)


@pytest.mark.parametrize(
    "after",
    ["", "x", "é", "e30", write_cursor("a"), write_cursor("a", "b"), write_cursor("a\0", UUID(int=7)), "a" * 2000],
)
async def test_a35_a_cursor_that_cannot_be_read_is_refused(sqlite_place: Workplace, after: str) -> None:
    refusal = await sqlite_place.refusal("GET", "/networks", params={"after": after})

    assert (refusal.code, [problem.field for problem in refusal.problems]) == ("CURSOR_UNREADABLE", ["after"])


@pytest.mark.parametrize("slug", ["onbekend", "Kring", "%27%20OR%201=1", "kring%00"])
async def test_an_unknown_name_is_not_found(sqlite_place: Workplace, slug: str) -> None:
    await load(sqlite_place, a_network())

    refusal = await sqlite_place.refusal("GET", f"/networks/by-slug/{slug}")

    assert (type(refusal), refusal.message) == (NotFound, NotFound().message)


async def test_some_networks_at_once_leave_out_the_unknown_ones(place: Workplace) -> None:
    b = await load(place, a_network("b"))
    a = await load(place, a_network("a"))

    found = await place.ask("POST", "/networks:batch", list[NetworkView], body=Ids(ids=[b.id, uuid4(), a.id, b.id]))

    assert [network.slug for network in found] == ["a", "b"]


async def test_three_or_thirty_networks_take_as_many_statements(place: Workplace) -> None:
    loaded = [await load(place, a_network(f"n{number:02}")) for number in range(30)]
    counted = []

    for number in (3, 30):
        place.statements.clear()
        page = await place.ask("GET", "/networks", NETWORKS, params={"first": number})
        batch = await place.ask(
            "POST", "/networks:batch", list[NetworkView], body=Ids(ids=[one.id for one in loaded[:number]])
        )
        assert (len(page.items), len(batch)) == (number, number)
        counted.append(sum(statement.startswith("SELECT") for statement in place.statements))

    assert counted == [2, 2]


async def test_a_relation_is_read_from_both_sides_and_told_once_where_both_said_it(place: Workplace) -> None:
    """C028: the one that went on and the one that goes on with it both show it."""
    old = await load(
        place, a_network("oud", relations=[ToldRelation(type="SUCCEEDED_BY", to_slug="nieuw", to_name="Nieuw")])
    )
    new = await load(place, a_network("nieuw", relations=[ToldRelation(type="SUCCEEDS", to_slug="oud", to_name="Oud")]))
    third = await load(
        place,
        a_network(
            "derde",
            relations=[
                ToldRelation(type="SHARES_RESULTS_WITH", to_slug="nieuw", to_name="Nieuw"),
                ToldRelation(type="OFFERS", to_slug="elders", to_name="Iets elders"),
            ],
        ),
    )

    told = await place.ask(
        "POST", "/relations:batch", list[NetworkRelations], body=Ids(ids=[old.id, new.id, third.id, uuid4()])
    )

    def lines(network_id: UUID) -> set[tuple[str, str, str, UUID | None, bool]]:
        (found,) = [one.relations for one in told if one.network_id == network_id]
        return {(r.type, r.to_slug, r.to_name, r.to_network_id, r.is_own) for r in found}

    assert lines(old.id) == {("SUCCEEDED_BY", "nieuw", "Kring nieuw", new.id, True)}
    assert lines(new.id) == {
        ("SUCCEEDS", "oud", "Kring oud", old.id, True),
        ("RECEIVES_RESULTS_FROM", "derde", "Kring derde", third.id, False),
    }
    assert lines(third.id) == {
        ("SHARES_RESULTS_WITH", "nieuw", "Kring nieuw", new.id, True),
        ("OFFERS", "elders", "Iets elders", None, True),
    }


async def test_networks_are_found_by_kind_theme_and_region_and_one_for_the_whole_country_in_every_region(
    place: Workplace,
) -> None:
    await load(place, a_network("a", themes=["onderwijs"], regions=["DRENTHE", "LIMBURG"]))
    await load(place, a_network("b", themes=["samenwerken", "onderwijs"], kind="consortium"))
    await load(place, a_network("c", regions=["UTRECHT"]))
    await load(place, a_network("d", parent_slug="c", kind="working_group", regions=["UTRECHT"]))
    c = await place.ask("GET", "/networks/by-slug/c", NetworkView)

    async def found(**params: Any) -> list[str]:
        return [network.slug for network in (await place.ask("GET", "/networks", NETWORKS, params=params)).items]

    assert await found(theme="onderwijs") == ["a", "b"]
    assert await found(region="LIMBURG") == ["a", "b"]
    assert await found(region="UTRECHT", kind="learning_network") == ["c"]
    assert await found(within=str(c.id)) == ["d"]
    assert isinstance(await place.refusal("GET", "/networks", params={"theme": "%"}), Invalid)
