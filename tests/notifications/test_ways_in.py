"""The owner of an account hears at once that there is one way in more or less, and what to do if that was not them."""

import pytest

from services.notifications.privacy.operations import take_out
from shared.database import new_id
from shared.events.network import WayInChanged
from tests.notifications.house import House, html_of, text_of

SAYS = {
    ("PASSKEY", True): "Er is een passkey aan je account toegevoegd.",
    ("PASSKEY", False): "Er is een passkey van je account weggehaald.",
    ("MACHINE_TOKEN", True): "Er is een toegangscode gemaakt voor een programma.",
    ("MACHINE_TOKEN", False): "Een toegangscode voor een programma is ingetrokken.",
    ("OUTSIDE_IDENTITY", True): "Er is een account van een andere organisatie aan je account gekoppeld.",
    ("OUTSIDE_IDENTITY", False): "Een account van een andere organisatie is losgekoppeld van je account.",
}


def changed(house: House, person_id: object, kind: str = "PASSKEY", *, is_added: bool = True) -> WayInChanged:
    """What network says of one way in more, or less."""
    return WayInChanged.model_validate(
        {
            "way_in_id": new_id(),
            "person_id": person_id,
            "kind": kind,
            "is_added": is_added,
            "at": house.place.clock.now(),
            "version": 1 if is_added else 2,
        }
    )


@pytest.mark.parametrize(("kind", "is_added"), list(SAYS))
async def test_the_owner_hears_what_changed_and_what_to_do(any_house: House, kind: str, is_added: bool) -> None:
    house = any_house
    person = house.owners.add_person("lid@voorbeeld.nl")

    await house.hear(changed(house, person, kind, is_added=is_added))
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["to"] == "lid@voorbeeld.nl"
    assert mail["subject"] == "Er is iets veranderd aan hoe je inlogt bij Leerkring"
    for words in (" ".join(text_of(mail).split()), html_of(mail)):
        assert SAYS[kind, is_added] in words
        assert [other for other in SAYS.values() if other in words] == [SAYS[kind, is_added]]
        assert "Was jij het niet? Log in en kijk wat er bij je account hoort." in words
        assert "https://leerkring.example/ik/apparaten" in words
        assert "https://leerkring.example/ik/logboek" in words


async def test_it_is_told_once_however_often_it_is_heard(any_house: House) -> None:
    house = any_house
    event = changed(house, house.owners.add_person("lid@voorbeeld.nl"))

    await house.hear(event, event)
    await house.deliver()
    await house.hear(event)
    await house.deliver()

    assert len(await house.mailbox()) == 1


async def test_adding_and_removing_the_same_are_two_mails_in_the_readers_language(any_house: House) -> None:
    house = any_house
    added = changed(house, house.owners.add_person("member@voorbeeld.nl", language="en"))
    removed = added.model_copy(update={"is_added": False, "version": 2})

    await house.hear(removed, added)
    await house.deliver()

    says = " ".join(" ".join(text_of(mail).split()) for mail in await house.mailbox())
    assert "A passkey was taken off your account." in says
    assert "A passkey was added to your account." in says
    assert "Was it not you?" in says


async def test_nothing_goes_to_who_is_gone(any_house: House) -> None:
    house = any_house

    await house.hear(changed(house, new_id()))
    await house.deliver()

    assert await house.mailbox() == []
    assert [row.state for row in await house.ledger()] == ["EXPIRED"]


async def test_a89_what_is_heard_late_of_who_was_erased_leaves_nothing_in_the_ledger(any_house: House) -> None:
    house, person = any_house, new_id()
    async with house.door.work() as work:
        await take_out(work, person_id=person)

    await house.hear(changed(house, person))

    assert await house.ledger() == []
