"""Schuilnamen: nobody else's, telling nothing, changed seldom; and drawings that are drawn by chance (PR-3, PR-9, J01)."""

from uuid import UUID

import pytest

from services.network.handlers import when_a_quarter_has_passed
from services.network.people.domain.avatars import AVATARS
from services.network.people.domain.names import FIRST, SECOND, PseudonymTells, check_tells_nothing, folded, free_names
from shared.api.network.helping import AddParticipant
from shared.api.network.participation import MemberView
from shared.api.network.people import ChangeMe, NameSuggestions, PersonView
from shared.api.page import Page
from shared.bus.clock import Period
from shared.errors import Refusal
from tests.network.steps import a_network, join, load, person_of, sign_in, stored
from tests.workplace import Workplace

LIV = "liv.jansen@voorbeeld.example"


async def person(place: Workplace, email: str = LIV) -> UUID:
    """Somebody with an account."""
    return (await sign_in(place, email)).person_id


async def choose(place: Workplace, person_id: UUID, name: str | None = None, **different: object) -> PersonView:
    """Choose a schuilnaam."""
    body = ChangeMe.model_validate({"display_name": name, "is_pseudonym": True, **different})
    changed: PersonView = await place.ask("POST", "/people/me", PersonView, person_id=person_id, body=body)
    return changed


async def refused(place: Workplace, person_id: UUID, name: str, *, is_pseudonym: bool = True) -> Refusal:
    """Choose a name that is refused."""
    body = ChangeMe(display_name=name, is_pseudonym=is_pseudonym)
    return await place.refusal("POST", "/people/me", person_id=person_id, body=body)


async def test_j01_somebody_chooses_a_schuilnaam(place: Workplace) -> None:
    liv = await person(place)

    changed = await choose(place, liv, "Stille Merel")

    assert (changed.display_name, changed.is_pseudonym) == ("Stille Merel", True)
    assert str(changed.pseudonym_changes_from) == "2027-02-19"


@pytest.mark.parametrize("taken", ["Stille Merel", "stille merel", "StilleMerel", "Stìlle-Mérel"])
async def test_j01_ac2_a_name_that_somebody_has_is_refused_however_it_is_written(
    sqlite_place: Workplace, taken: str
) -> None:
    await choose(sqlite_place, await person(sqlite_place), "Stille Merel")
    other = await person(sqlite_place, "daan@voorbeeld.example")

    refusal = await refused(sqlite_place, other, taken)

    assert (refusal.code, [one.field for one in refusal.problems]) == ("PSEUDONYM_TAKEN", ["display_name"])


async def test_who_is_here_under_their_own_name_is_not_told_to_a_stranger_who_tries_it_as_a_schuilnaam(
    place: Workplace,
) -> None:
    await load(place, a_network())
    await load(place, a_network("elders"))
    await join(place, "kring", "Sanne")
    here = await join(place, "kring", "Daan")
    elsewhere = await join(place, "elders", "Bo")

    chosen = await choose(place, elsewhere.person_id, "Sanne")
    known = await refused(place, here.person_id, "sanne")

    assert (chosen.display_name, chosen.is_pseudonym) == ("Sanne", True)
    assert known.code == "PSEUDONYM_TAKEN"


async def test_whoever_tries_name_after_name_waits_an_hour_and_others_do_not(place: Workplace) -> None:
    taken = await person(place)
    await choose(place, taken, "Stille Merel")
    curious, other = await person(place, "nieuwsgierig@voorbeeld.example"), await person(place, "bo@voorbeeld.example")

    codes = [(await refused(place, curious, "Stille Merel")).code for _ in range(11)]
    free = await refused(place, curious, "Wijze Uil")
    of_other = await choose(place, other, "Kalme Vos")
    place.clock.forward(hours=1)
    later = await choose(place, curious, "Wijze Uil")
    await when_a_quarter_has_passed(place.door, Period(key="now", due_at=place.clock.now()))

    assert codes == ["PSEUDONYM_TAKEN"] * 10 + ["NAMES_TRIED_TOO_OFTEN"]
    assert free.code == "NAMES_TRIED_TOO_OFTEN"
    assert (of_other.display_name, later.display_name) == ("Kalme Vos", "Wijze Uil")
    assert await stored(place, "name_try") == []


async def test_a_name_that_is_refused_for_who_is_helped_leaves_nobody_behind(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    await join(place, "kring", "Bo")
    body = AddParticipant(name="Bo", perspective="PROFESSIONAL", age="FROM_16")

    path = f"/networks/{sanne.network_id}/helped"
    refusal = await place.refusal("POST", path, person_id=sanne.person_id, body=body)

    assert refusal.code == "PSEUDONYM_TAKEN"
    assert len(await stored(place, "person")) == 2
    assert [row.person_id for row in await stored(place, "name_try")] == [sanne.person_id]


async def test_nobody_takes_a_schuilnaam_as_their_own_name(place: Workplace) -> None:
    await choose(place, await person(place), "Stille Merel")
    other = await person(place, "daan@voorbeeld.example")

    assert (await refused(place, other, "stille merel", is_pseudonym=False)).code == "PSEUDONYM_TAKEN"


async def test_two_people_may_have_the_same_name_of_their_own(place: Workplace) -> None:
    for email in ("een@voorbeeld.example", "twee@voorbeeld.example"):
        changed = await choose(place, await person(place, email), "Sanne", is_pseudonym=False)

        assert changed.display_name == "Sanne"


@pytest.mark.parametrize("name", ["liv.jansen", "Liv Jansen", "LIVJANSEN1", "Stille Jansen", "Olivia", "Jánsen de Uil"])
def test_a_schuilnaam_with_a_part_of_the_address_in_it_is_refused(name: str) -> None:
    with pytest.raises(PseudonymTells):
        check_tells_nothing(name, address=LIV)


def test_a_short_part_of_an_address_stands_in_nobodys_way() -> None:
    check_tells_nothing("Stille Merel", address="m.e@voorbeeld.example")


async def test_a_schuilnaam_changes_once_in_ninety_days_and_the_refusal_says_until_when(place: Workplace) -> None:
    liv = await person(place)
    await choose(place, liv, "Stille Merel")
    place.clock.forward(days=89)

    refusal = await refused(place, liv, "Wijze Uil")
    place.clock.forward(days=1)
    changed = await choose(place, liv, "Wijze Uil")

    assert refusal.code == "PSEUDONYM_CHANGED_LATELY"
    assert "2027-02-19" in refusal.message
    assert changed.display_name == "Wijze Uil"


async def test_a_name_of_ones_own_is_no_way_around_the_ninety_days(place: Workplace) -> None:
    liv = await person(place)
    await choose(place, liv, "Stille Merel")

    await choose(place, liv, "Liv", is_pseudonym=False)

    assert (await refused(place, liv, "Wijze Uil")).code == "PSEUDONYM_CHANGED_LATELY"


async def test_other_changes_leave_a_schuilnaam_and_its_days_alone(place: Workplace) -> None:
    liv = await person(place)
    chosen = await choose(place, liv, "Stille Merel")
    place.clock.forward(days=30)

    changed = await place.ask("POST", "/people/me", PersonView, person_id=liv, body=ChangeMe(language="en"))
    again = await choose(place, liv, "Stille Merel")

    assert changed.is_pseudonym
    assert again.pseudonym_changes_from == chosen.pseudonym_changes_from


async def test_the_old_name_stands_nowhere_any_more(place: Workplace) -> None:
    liv = await person(place)
    await choose(place, liv, "Olifantje", is_pseudonym=False)

    await choose(place, liv, "Wijze Uil")

    async with place.door.reading() as session:
        for name in ("person", "search_document", "outbox"):
            table = place.door.database.metadata.tables[name]
            assert "lifantje" not in str((await session.execute(table.select())).all())


async def test_three_names_are_suggested_that_nobody_has(place: Workplace) -> None:
    liv = await person(place)

    first = await place.ask("GET", "/people:suggested-names", NameSuggestions, person_id=liv)
    second = await place.ask("GET", "/people:suggested-names", NameSuggestions, person_id=liv)

    assert len(set(first.names)) == 3
    assert first.names != second.names
    assert (await choose(place, liv, first.names[0])).display_name == first.names[0]


def test_a_suggestion_that_is_taken_is_left_out() -> None:
    names = ["Stille Merel", "Wijze Uil", "stille merel", "Bonte Specht", "Kalme Zee"]

    assert free_names(names, {folded("Wijze Uil")}) == ["Stille Merel", "Bonte Specht", "Kalme Zee"]


def test_there_are_more_than_a_thousand_names_and_none_reads_like_two_others() -> None:
    assert len({folded(f"{one} {other}") for one in FIRST for other in SECOND}) == len(FIRST) * len(SECOND) > 1000


async def test_j01_ac3_fellow_members_see_the_schuilnaam_and_a_drawing_and_no_address(place: Workplace) -> None:
    await load(place, a_network())
    joined = await join(place, "kring", "Olifant", perspective="YOUNG_PERSON")
    await join(place, "kring", "Daan")
    liv, daan = await person_of(place, "Olifant"), await person_of(place, "Daan")
    await choose(place, liv, "Stille Merel")

    page = await place.ask("GET", f"/networks/{joined.network_id}/members", Page[MemberView], person_id=daan)

    (seen,) = [one for one in page.items if one.person_id == liv]
    assert (seen.display_name, seen.avatar in AVATARS) == ("Stille Merel", True)
    assert "lifant" not in page.model_dump_json()


async def test_somebody_takes_another_drawing_and_only_one_of_the_set(place: Workplace) -> None:
    liv = await person(place)

    changed = await place.ask("POST", "/people/me", PersonView, person_id=liv, body=ChangeMe(avatar="shell-plum"))
    refusal = await place.refusal("POST", "/people/me", person_id=liv, body=ChangeMe(avatar="photo-of-me"))

    assert changed.avatar == "shell-plum"
    assert refusal.code == "NO_SUCH_AVATAR"


async def test_drawings_are_drawn_by_chance(sqlite_place: Workplace) -> None:
    drawn = set()
    for number in range(12):
        liv = await person(sqlite_place, f"lid{number}@voorbeeld.example")
        drawn.add((await sqlite_place.ask("GET", "/people/me", PersonView, person_id=liv)).avatar)

    assert len(drawn) > 3
    assert drawn <= set(AVATARS)


async def test_who_is_away_is_found_by_name_only_by_who_coordinates(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    noor = await join(place, "kring", "Noor")
    path = f"/networks/{noor.network_id}/participation:pause"
    await place.ask("POST", path, person_id=noor.person_id)

    known = await refused(place, sanne.person_id, "Noor")
    chosen = await choose(place, daan.person_id, "Noor")

    assert (known.code, chosen.display_name) == ("PSEUDONYM_TAKEN", "Noor")
