"""The people of a network, by perspective, with their roles and interests; for members, page by page (C047, PR-9, A-23)."""

from uuid import UUID, uuid4

from shared.api.network.memberships import MembershipView
from shared.api.network.participation import DeclareInterest, MemberView, OfferExpertise, ParticipationView
from shared.api.page import Page
from tests.network.steps import a_network, join, load
from tests.workplace import Workplace

PEOPLE = Page[MemberView]


async def declare(place: Workplace, who: MembershipView, text: str) -> ParticipationView:
    """Somebody declares an interest."""
    given: ParticipationView = await place.ask(
        "POST",
        f"/networks/{who.network_id}/participation:declare-interest",
        ParticipationView,
        person_id=who.person_id,
        body=DeclareInterest(text=text),
    )
    return given


async def test_people_stand_by_perspective_and_name_page_by_page(place: Workplace) -> None:
    network = await load(place, a_network())
    for name, perspective in (("Zoe", "PROFESSIONAL"), ("Noor", "YOUNG_PERSON"), ("bram", "PROFESSIONAL")):
        viewer = await join(place, "kring", name, perspective=perspective)  # type: ignore[arg-type]  # read from a list
    path = f"/networks/{network.id}/members"

    first = await place.ask("GET", path, PEOPLE, person_id=viewer.person_id, params={"first": 2})
    rest = await place.ask(
        "GET", path, PEOPLE, person_id=viewer.person_id, params={"first": 2, "after": first.next_cursor}
    )

    assert [one.display_name for one in first.items] == ["bram", "Zoe"]
    assert ([one.display_name for one in rest.items], rest.next_cursor) == (["Noor"], None)


async def test_the_list_can_begin_with_somebody_who_was_found_and_is_empty_for_who_does_not_stand_in_it(
    place: Workplace,
) -> None:
    """Also for who is away: fellow members do not see that; who coordinates does."""
    network = await load(place, a_network())
    await load(place, a_network("ander"))
    for name, perspective in (("Zoe", "PROFESSIONAL"), ("Noor", "YOUNG_PERSON"), ("bram", "PROFESSIONAL")):
        viewer = await join(place, "kring", name, perspective=perspective)  # type: ignore[arg-type]  # read from a list
    kim = await join(place, "kring", "Kim", role="COORDINATOR", perspective="YOUNG_PERSON")
    elsewhere = await join(place, "ander", "Els")
    away = await join(place, "kring", "Vera")
    await place.ask("POST", f"/networks/{network.id}/participation:pause", None, person_id=away.person_id)

    async def beginning_with(person_id: UUID, reader: UUID) -> list[str]:
        asked = {"starting_with": str(person_id), "first": 2}
        page = await place.ask("GET", f"/networks/{network.id}/members", PEOPLE, person_id=reader, params=asked)
        return [one.display_name for one in page.items]

    assert await beginning_with(viewer.person_id, kim.person_id) == ["bram", "Vera"]
    assert await beginning_with(viewer.person_id, viewer.person_id) == ["bram", "Zoe"]
    assert await beginning_with(kim.person_id, viewer.person_id) == ["Kim", "Noor"]
    for nobody in (away.person_id, elsewhere.person_id, uuid4()):
        assert await beginning_with(nobody, viewer.person_id) == []
    assert await beginning_with(away.person_id, kim.person_id) == ["Vera", "Zoe"]


async def test_a_list_of_whom_one_may_ask_that_begins_with_somebody_who_is_not_in_it_is_empty(place: Workplace) -> None:
    network = await load(place, a_network())
    for name in ("Anna", "Bram", "Zoe"):
        member = await join(place, "kring", name)
        if name != "Bram":
            path = f"/networks/{network.id}/participation:offer-expertise"
            await place.ask("POST", path, None, person_id=member.person_id, body=OfferExpertise(themes=[]))
    people = await place.ask("GET", f"/networks/{network.id}/members", PEOPLE, person_id=member.person_id)
    ids = {one.display_name: one.person_id for one in people.items}

    async def to_ask(name: str) -> list[str]:
        asked = {"starting_with": str(ids[name]), "askable": True}
        page = await place.ask("GET", f"/networks/{network.id}/members", PEOPLE, person_id=ids["Zoe"], params=asked)
        return [one.display_name for one in page.items]

    assert await to_ask("Anna") == ["Anna", "Zoe"]
    assert await to_ask("Bram") == []


async def test_a23_who_takes_no_part_sees_nobody(place: Workplace) -> None:
    network = await load(place, a_network())
    await load(place, a_network("ander"))
    elsewhere = await join(place, "ander", "Els", role="COORDINATOR")

    assert (await place.refusal("GET", f"/networks/{network.id}/members")).code == "NOT_SIGNED_IN"
    refusal = await place.refusal("GET", f"/networks/{network.id}/members", person_id=elsewhere.person_id)
    assert refusal.code == "NOT_A_MEMBER"
    refusal = await place.refusal("GET", f"/networks/{uuid4()}/members", person_id=elsewhere.person_id)
    assert refusal.code == "NOT_FOUND"


async def test_three_or_thirty_people_with_roles_and_interests_take_as_many_statements(place: Workplace) -> None:
    network = await load(place, a_network())
    for number in range(30):
        viewer = await join(place, "kring", f"Lid{number:02}", role="OBSERVER")
        await declare(place, viewer, "Ik werk bij een aanbieder.")
    counted = []

    for number in (3, 30):
        place.statements.clear()
        params = {"first": number, "interests": True, "mandates": True}
        page = await place.ask(
            "GET", f"/networks/{network.id}/members", PEOPLE, person_id=viewer.person_id, params=params
        )
        assert len(page.items) == number
        assert all(len(one.roles) == len(one.interests) == 1 for one in page.items)
        counted.append(sum(statement.startswith("SELECT") for statement in place.statements))

    assert counted == [5, 5]


async def test_c047_an_interest_is_seen_by_the_whole_network_until_it_is_over(place: Workplace) -> None:
    network = await load(place, a_network())
    daan = await join(place, "kring", "Daan")
    bram = await join(place, "kring", "Bram")

    declared = await declare(place, daan, "  Mijn zus werkt bij een aanbieder. ")
    seen = await place.ask("GET", f"/memberships/{daan.id}", MemberView, person_id=bram.person_id)
    interest = declared.interests[0]
    not_bram = await place.refusal("POST", f"/interests/{interest.id}:end", person_id=bram.person_id)
    ended = await place.ask("POST", f"/interests/{interest.id}:end", ParticipationView, person_id=daan.person_id)

    assert (interest.text, interest.from_at) == ("Mijn zus werkt bij een aanbieder.", place.clock.now())
    assert seen.interests == declared.interests
    assert not_bram.code == "NOT_FOUND"
    assert ended.interests == []
    assert network.id == ended.network_id


async def test_c047_an_interest_is_one_sentence_and_ten_are_enough(place: Workplace) -> None:
    await load(place, a_network())
    daan = await join(place, "kring", "Daan")
    path = f"/networks/{daan.network_id}/participation:declare-interest"

    async def code(text: str) -> str:
        return (await place.refusal("POST", path, person_id=daan.person_id, body=DeclareInterest(text=text))).code

    assert await code("  ") == await code("x" * 301) == "INTEREST_MISSING"
    for number in range(10):
        await declare(place, daan, f"Belang {number}")
    assert await code("Nog een") == "TOO_MANY_INTERESTS"
