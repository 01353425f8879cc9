"""What of network is found by whom: networks by everybody, people by fellow members, as it stands now (A-33, A-34, A-89)."""

from typing import Any
from uuid import UUID

from services.network.main import SERVICE
from services.network.people.domain.accounts import NEW_NAME
from shared.api.network.memberships import ActivateMembership, EndMembership
from shared.api.network.people import ChangeMe
from shared.api.network.steering.succession import SucceedNetwork
from shared.api.search import FoundPage, Search
from shared.search.index import reindex
from tests.network.steps import a_network, join, load, person_of
from tests.workplace import Workplace


async def look(place: Workplace, words: str, person_id: UUID | None = None, **how: Any) -> FoundPage:
    """What somebody finds."""
    asked = Search.model_validate({"words": words, **how})
    answer: FoundPage = await place.ask("POST", "/search", FoundPage, person_id=person_id, body=asked)
    return answer


async def titles(place: Workplace, words: str, person_id: UUID | None = None, **how: Any) -> list[str]:
    """The titles of what somebody finds."""
    page = await look(place, words, person_id, **how)
    return ["".join(piece.text for piece in found.title) for found in page.items]


async def leave(place: Workplace, slug: str, name: str) -> None:
    """Let somebody take part no longer, as the operator does."""
    body = EndMembership(network_slug=slug, email=f"{name}@voorbeeld.example")
    await place.ask("POST", "/memberships:end", service="operator", body=body)


async def test_a_network_is_found_by_its_names_and_by_what_it_is_for(place: Workplace) -> None:
    mission = "Voor jongeren met een eetstoornis en hun ouders."
    await load(
        place,
        a_network(
            "k-eet", name="Landelijke ketenaanpak", short_name="K-EET", organiser="Stichting Zorg", mission_nl=mission
        ),
    )
    await load(place, a_network("stroomop", name="StroomOP", mission_en="Professionals who move."))

    assert await titles(place, "K-E-ET") == ["Landelijke ketenaanpak"]
    assert await titles(place, "eetstoornissen ") == ["Landelijke ketenaanpak"]
    assert await titles(place, "stichting") == ["Landelijke ketenaanpak"]
    assert await titles(place, "Stroom Op") == ["StroomOP"]
    assert await titles(place, "professional ") == ["StroomOP"]


async def test_a_network_that_says_something_else_is_found_by_that(place: Workplace) -> None:
    await load(place, a_network("kring", name="Kring wonen"))

    await load(place, a_network("kring", name="Kring vrije tijd"))

    assert await titles(place, "wonen") == []
    assert await titles(place, "vrije tijd") == ["Kring vrije tijd"]


async def test_networks_that_ended_come_last(place: Workplace) -> None:
    await load(place, a_network("oud", name="Kring wonen, toen", status="SUCCEEDED"))
    await load(place, a_network("ouder", name="Kring wonen, nu"))
    await load(place, a_network("oudst", name="Kring wonen, ooit", status="ARCHIVED"))

    assert await titles(place, "wonen") == ["Kring wonen, nu", "Kring wonen, ooit", "Kring wonen, toen"]


async def test_a_34_people_are_found_by_fellow_members_only(place: Workplace) -> None:
    await load(place, a_network("kring"))
    await load(place, a_network("andere"))
    await join(place, "kring", "Sanne")
    await join(place, "kring", "Robin")
    await join(place, "andere", "Vera")
    sanne, robin, vera = [await person_of(place, name) for name in ("Sanne", "Robin", "Vera")]

    found = await look(place, "sann", robin)

    assert [(one.kind, one.id) for one in found.items] == [("person", sanne)]
    assert await titles(place, "sanne", vera) == []
    assert await titles(place, "sanne") == []
    assert await titles(place, "robin", sanne, kinds=["network"]) == []


async def test_nobody_is_found_by_an_address(place: Workplace) -> None:
    """A-85: an address stands in no index."""
    await load(place, a_network("kring"))
    await join(place, "kring", "Sanne")
    sanne = await person_of(place, "Sanne")

    assert await titles(place, "sanne@voorbeeld.example", sanne) == []
    assert await titles(place, "voorbeeld", sanne) == []


async def test_somebody_in_two_networks_is_found_in_each_where_the_reader_takes_part(place: Workplace) -> None:
    first = await load(place, a_network("een"))
    second = await load(place, a_network("twee"))
    for slug in ("een", "twee"):
        await join(place, slug, "Sanne")
    await join(place, "een", "Robin")
    robin = await person_of(place, "Robin")
    in_one = [one.network_id for one in (await look(place, "sanne", robin)).items]

    await join(place, "twee", "Robin")

    assert in_one == [first.id]
    assert {one.network_id for one in (await look(place, "sanne", robin)).items} == {first.id, second.id}


async def test_a_new_name_is_found_at_once_and_the_old_one_no_more(place: Workplace) -> None:
    await load(place, a_network("kring"))
    await join(place, "kring", "Sanne")
    await join(place, "kring", "Robin")
    sanne, robin = await person_of(place, "Sanne"), await person_of(place, "Robin")

    await place.ask("POST", "/people/me", person_id=sanne, body=ChangeMe(display_name="Merel"))

    assert await titles(place, "sanne", robin) == []
    assert await titles(place, "merel", robin) == ["Merel"]


async def test_a_name_that_comes_later_is_found(place: Workplace) -> None:
    await load(place, a_network("kring"))
    for name in (NEW_NAME, "Sanne"):
        body = ActivateMembership(
            network_slug="kring", email="sanne@voorbeeld.example", display_name=name, perspective="PROFESSIONAL"
        )
        await place.ask("POST", "/memberships:activate", service="operator", body=body)
    sanne = await person_of(place, "Sanne")

    assert await titles(place, "sanne", sanne) == ["Sanne"]


async def test_a_33_who_leaves_is_found_no_more_and_finds_no_more(place: Workplace) -> None:
    await load(place, a_network("kring"))
    await join(place, "kring", "Sanne")
    await join(place, "kring", "Robin")
    sanne, robin = await person_of(place, "Sanne"), await person_of(place, "Robin")

    await leave(place, "kring", "Sanne")

    assert await titles(place, "sanne", robin) == []
    assert await titles(place, "robin", sanne) == []
    await join(place, "kring", "Sanne")
    assert await titles(place, "sanne", robin) == ["Sanne"]
    assert await titles(place, "robin", sanne) == ["Robin"]


async def test_a_34_who_is_away_is_found_no_more_than_they_are_listed_until_they_are_back(place: Workplace) -> None:
    await load(place, a_network("kring"))
    away = await join(place, "kring", "Sanne")
    await join(place, "kring", "Robin")
    robin = await person_of(place, "Robin")
    base = f"/networks/{away.network_id}/participation"

    await place.ask("POST", f"{base}:pause", None, person_id=away.person_id)
    found = await titles(place, "sanne", robin)
    await reindex(place.door.database, SERVICE.finds)
    written_anew = await titles(place, "sanne", robin)
    await place.ask("POST", f"{base}:resume", None, person_id=away.person_id)

    assert (found, written_anew) == ([], [])
    assert await titles(place, "sanne", robin) == ["Sanne"]


async def test_written_anew_the_index_finds_the_same(place: Workplace) -> None:
    await load(place, a_network("een", name="Kring Sanne"))
    await load(place, a_network("twee", status="PAUSED"))
    for slug in ("een", "twee"):
        for name in ("Sanne", "Robin", "Vera"):
            await join(place, slug, name)
    await leave(place, "een", "Vera")
    robin = await person_of(place, "Robin")
    before = await look(place, "sanne", robin)

    written = await reindex(place.door.database, SERVICE.finds)

    assert written == 7
    assert len(before.items) == 3
    assert await look(place, "sanne", robin) == before
    assert await titles(place, "vera", robin) == ["Vera"]


async def test_a_network_that_goes_on_as_another_one_comes_last_from_then_on(place: Workplace) -> None:
    old = await load(place, a_network("oud", name="Kring wonen, toen"))
    place.clock.forward(days=1)
    await load(place, a_network("nieuw", name="Kring wonen, nu"))
    for slug in ("oud", "nieuw"):  # who coordinates both need not ask the other
        await join(place, slug, "Kim", role="COORDINATOR")
    await join(place, "oud", "Wonen")
    kim = await person_of(place, "Kim")
    body = SucceedNetwork(version=1, successor_slug="nieuw")
    await place.ask("POST", f"/networks/{old.id}:succeed", person_id=kim, body=body)

    assert await titles(place, "wonen", kim) == ["Kring wonen, nu", "Wonen", "Kring wonen, toen"]
