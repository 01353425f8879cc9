"""Oneself, and where mail goes: an address is told to its owner and to notifications, and to nobody else."""

from uuid import UUID, uuid4

import pytest

from services.network.people.domain.accounts import NameLooksLikeAddress, NameMissing, check_name
from shared.api.network.participation import MemberView
from shared.api.network.people import ChangeMe, PersonView, Readers, ReaderView
from shared.api.page import Page
from shared.errors import Invalid, NotAllowed, NotSignedIn
from tests.network.steps import a_network, join, load, person_of, sign_in
from tests.workplace import Workplace

SANNE = "sanne@voorbeeld.example"


async def change(place: Workplace, person_id: UUID, **different: str) -> PersonView:
    """Change oneself."""
    body = ChangeMe.model_validate(different)
    changed: PersonView = await place.ask("POST", "/people/me", PersonView, person_id=person_id, body=body)
    return changed


async def test_somebody_chooses_a_name_and_a_language(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)

    changed = await change(place, opened.person_id, display_name="  Sanne\tde  Vries\n", language="en")

    assert changed == PersonView(
        id=opened.person_id, display_name="Sanne de Vries", email=SANNE, language="en", avatar=changed.avatar
    )
    assert await place.ask("GET", "/people/me", PersonView, person_id=opened.person_id) == changed


async def test_changing_one_thing_leaves_the_other(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)
    await change(place, opened.person_id, display_name="Sanne")

    changed = await change(place, opened.person_id, language="en")

    assert (changed.display_name, changed.language) == ("Sanne", "en")


@pytest.mark.parametrize("name", ["", " ", "\u202e\u200b", "-", "\0"])
async def test_a_name_that_nobody_can_read_is_refused_at_its_field(sqlite_place: Workplace, name: str) -> None:
    opened = await sign_in(sqlite_place, SANNE)

    refusal = await sqlite_place.refusal(
        "POST", "/people/me", person_id=opened.person_id, body=ChangeMe.model_construct(display_name=name)
    )

    assert (refusal.code, [problem.field for problem in refusal.problems]) == ("NAME_MISSING", ["display_name"])


async def test_a77_a_name_keeps_no_direction_marks(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)

    changed = await change(place, opened.person_id, display_name="San\u202ene\u200b \u2066Bakker")

    assert changed.display_name == "Sanne Bakker"


def test_a77_marks_piled_on_a_letter_are_refused_and_real_names_are_not() -> None:
    with pytest.raises(NameMissing):
        check_name("Zal" + "\u0300" * 100 + "go")

    for name in ("Zoë", "Nguyễn Thị Ánh", "إيمان", "李娜", "Żółć", "8"):
        check_name(name)


@pytest.mark.parametrize(
    "name",
    ["www.kwaad.nl", "koop.nu", "Jan | kwaad.example/x", "jan@kwaad.nl", "https://kwaad", "A.de Vries", "kwaad。nl"],
)
def test_a70_a_name_that_would_become_a_link_in_a_mail_is_refused(name: str) -> None:
    with pytest.raises(NameLooksLikeAddress):
        check_name(name)


def test_a70_a_name_with_a_dot_that_is_no_link_stays_ones_own() -> None:
    for name in ("J.J. de Vries", "Fatima E.", "dr. Bakker", "St. Joris", "Groep 3.1", "@Noor"):
        check_name(name)


async def test_a36_what_is_not_ones_own_to_change_is_refused(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)

    class MoreThanThat(ChangeMe):
        email: str = "other@voorbeeld.example"

    assert isinstance(
        await place.refusal("POST", "/people/me", person_id=opened.person_id, body=MoreThanThat()), Invalid
    )
    assert (await place.ask("GET", "/people/me", PersonView, person_id=opened.person_id)).email == SANNE


async def test_a44_changing_oneself_twice_under_one_key_is_done_once(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)
    body = ChangeMe(display_name="Sanne")

    first = await place.ask("POST", "/people/me", PersonView, person_id=opened.person_id, body=body, key="k")
    await change(place, opened.person_id, display_name="Anders")
    again = await place.ask("POST", "/people/me", PersonView, person_id=opened.person_id, body=body, key="k")
    other = await place.refusal(
        "POST", "/people/me", person_id=opened.person_id, body=ChangeMe(display_name="Toch anders"), key="k"
    )

    assert again == first
    assert other.code == "KEY_REUSED"


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_stranger_and_an_account_that_is_gone_are_not_signed_in(sqlite_place: Workplace, method: str) -> None:
    body = ChangeMe(display_name="Iemand") if method == "POST" else None

    for person_id in (None, uuid4()):
        assert isinstance(await sqlite_place.refusal(method, "/people/me", person_id=person_id, body=body), NotSignedIn)


async def test_notifications_hears_where_the_mail_of_readers_goes_and_who_is_gone_is_left_out(
    place: Workplace,
) -> None:
    sanne = await sign_in(place, SANNE)
    daan = await sign_in(place, "daan@voorbeeld.example")
    await change(place, daan.person_id, display_name="Daan", language="en")
    asked = Readers(person_ids=[daan.person_id, uuid4(), sanne.person_id])

    readers = await place.ask("POST", "/people:readers", list[ReaderView], service="notifications", body=asked)

    assert {reader.person_id: reader for reader in readers} == {
        sanne.person_id: ReaderView(person_id=sanne.person_id, address=SANNE, display_name="Nieuw lid", language="nl"),
        daan.person_id: ReaderView(
            person_id=daan.person_id, address="daan@voorbeeld.example", display_name="Daan", language="en"
        ),
    }


async def test_a84_nobody_but_notifications_hears_addresses_also_not_for_somebody_signed_in(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)
    asked = Readers(person_ids=[opened.person_id])

    for service in ("gateway", "agenda", "operator", "network"):
        for person_id in (None, opened.person_id):
            refusal = await place.refusal("POST", "/people:readers", service=service, person_id=person_id, body=asked)
            assert isinstance(refusal, NotAllowed)


async def test_more_than_five_hundred_readers_at_once_are_refused(sqlite_place: Workplace) -> None:
    asked = Readers.model_construct(person_ids=[uuid4()] * 501)

    refusal = await sqlite_place.refusal("POST", "/people:readers", service="notifications", body=asked)

    assert isinstance(refusal, Invalid)


async def test_fellow_members_see_a_name_and_never_an_address(place: Workplace) -> None:
    network = await load(place, a_network())
    await join(place, "kring", "Sanne")
    await join(place, "kring", "Daan")

    page = await place.ask(
        "GET", f"/networks/{network.id}/members", Page[MemberView], person_id=await person_of(place, "Sanne")
    )

    assert [member.display_name for member in page.items] == ["Daan", "Sanne"]
    assert "@" not in page.model_dump_json()


async def test_asking_for_three_or_thirty_readers_takes_as_many_statements(place: Workplace) -> None:
    people = [await sign_in(place, f"lid{number}@voorbeeld.example") for number in range(30)]
    counted = []

    for number in (3, 30):
        asked = Readers(person_ids=[opened.person_id for opened in people[:number]])
        place.statements.clear()
        readers = await place.ask("POST", "/people:readers", list[ReaderView], service="notifications", body=asked)
        assert len(readers) == number
        counted.append(sum(statement.startswith("SELECT") for statement in place.statements))

    assert counted == [1, 1]
