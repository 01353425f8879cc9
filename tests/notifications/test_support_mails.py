"""Mails around taking part under 16: a support person who is gone, the question at 16, and the farewell to a parent (J02, PR-2)."""

from email.message import EmailMessage
from typing import Any, Literal
from uuid import UUID

import pytest

from shared.api.network.guardians import PermissionFarewell
from shared.api.network.participation import PlaceLetter
from shared.database import new_id
from shared.events.network import CoordinatorsSought, ParentalPermissionOutgrown, SixteenAsked
from shared.events.supporting import SupportChosen, SupportLost
from tests.notifications.house import House, html_of, text_of

CANARY = "Kring Kanarie"


def of_place(address: str, language: str = "nl") -> PlaceLetter:
    """What network tells of a place."""
    told: dict[str, Any] = {"address": address, "language": language, "network_name": CANARY, "network_slug": "kring"}
    return PlaceLetter.model_validate(told | {"until_at": None})


def plain(mail: EmailMessage) -> str:
    """Subject and text of a mail on one line."""
    return " ".join(f"{mail['subject']} {text_of(mail)}".split())


@pytest.mark.parametrize(
    ("language", "to_noor", "to_kim"),
    [
        ("nl", "Je steunpersoon is er nu niet", "Er is een steunpersoon nodig"),
        ("en", "Your support person is not there now", "A support person is needed"),
    ],
)
async def test_who_lost_their_support_person_and_who_coordinates_hear_of_it_once(
    any_house: House, language: str, to_noor: str, to_kim: str
) -> None:
    house = any_house
    noor, kim = house.owners.add_person("noor@voorbeeld.nl"), house.owners.add_person("kim@voorbeeld.nl")
    of_noor, of_kim = new_id(), new_id()
    house.owners.places[of_noor] = ("HERE", of_place("noor@voorbeeld.nl", language))
    house.owners.places[of_kim] = ("ACTIVE", of_place("kim@voorbeeld.nl", language))
    event = SupportLost(
        version=1,
        notice_id=new_id(),
        membership_id=of_noor,
        network_id=new_id(),
        person_id=noor,
        coordinator_ids=[kim],
        coordinating_ids=[of_kim],
        at=house.place.clock.now(),
    )

    await house.hear(event, event)
    await house.deliver()

    mails = {mail["to"]: mail for mail in await house.mailbox()}
    assert set(mails) == {"noor@voorbeeld.nl", "kim@voorbeeld.nl"}
    assert len(await house.mailbox()) == 2
    assert to_noor in plain(mails["noor@voorbeeld.nl"])
    assert CANARY not in plain(mails["noor@voorbeeld.nl"])
    assert "https://leerkring.example/netwerken/kring/meedoen" in html_of(mails["noor@voorbeeld.nl"])
    assert to_kim in plain(mails["kim@voorbeeld.nl"])
    assert CANARY in plain(mails["kim@voorbeeld.nl"])
    assert "https://leerkring.example/netwerken/kring/mensen" in html_of(mails["kim@voorbeeld.nl"])


@pytest.mark.parametrize(
    ("language", "says"), [("nl", "Iemand koos jou als steunpersoon"), ("en", "Somebody chose you as a support person")]
)
async def test_a_support_person_hears_once_that_somebody_chose_them_and_not_who(
    any_house: House, language: str, says: str
) -> None:
    house = any_house
    kim, of_kim = house.owners.add_person("kim@voorbeeld.nl"), new_id()
    house.owners.places[of_kim] = ("ACTIVE", of_place("kim@voorbeeld.nl", language))
    now = house.place.clock.now()
    event = SupportChosen(
        version=1, notice_id=new_id(), membership_id=of_kim, network_id=new_id(), person_id=kim, at=now
    )

    await house.hear(event, event)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["to"] == "kim@voorbeeld.nl"
    assert says in plain(mail)
    assert "https://leerkring.example/netwerken/kring/meedoen" in html_of(mail)


async def test_who_coordinates_no_more_is_not_told(any_house: House) -> None:
    house = any_house
    noor, kim = house.owners.add_person("noor@voorbeeld.nl"), house.owners.add_person("kim@voorbeeld.nl")
    of_noor: UUID = new_id()
    house.owners.places[of_noor] = ("HERE", of_place("noor@voorbeeld.nl"))
    event = SupportLost(
        version=1,
        notice_id=new_id(),
        membership_id=of_noor,
        network_id=new_id(),
        person_id=noor,
        coordinator_ids=[kim],
        coordinating_ids=[new_id()],
        at=house.place.clock.now(),
    )

    await house.hear(event)
    await house.deliver()

    assert [mail["to"] for mail in await house.mailbox()] == ["noor@voorbeeld.nl"]


async def test_at_16_the_young_person_is_asked_and_the_parent_hears_only_that_nothing_is_needed(
    any_house: House,
) -> None:
    house = any_house
    noor, place, permission = house.owners.add_person("noor@voorbeeld.nl"), new_id(), new_id()
    house.owners.places[place] = ("HERE", of_place("noor@voorbeeld.nl"))
    now = house.place.clock.now()
    asked = SixteenAsked(version=3, permission_id=permission, membership_id=place, person_id=noor, at=now)
    await house.hear(asked, asked)
    await house.deliver()
    (question,) = await house.mailbox()
    house.owners.farewells[permission] = PermissionFarewell(
        address="ouder@voorbeeld.nl", language="nl", reference="K7QX2"
    )
    outgrown = ParentalPermissionOutgrown(version=4, permission_id=permission, at=now)

    await house.hear(outgrown, outgrown)
    await house.deliver()

    (farewell,) = [mail for mail in await house.mailbox() if mail["to"] == "ouder@voorbeeld.nl"]
    assert question["to"] == "noor@voorbeeld.nl"
    assert "Ben je al 16?" in plain(question)
    assert "K7QX2" in plain(farewell)
    assert "Je toestemming is niet meer nodig" in plain(farewell)
    assert all(CANARY not in plain(mail) for mail in await house.mailbox())
    assert "leerkring.example/netwerken" not in html_of(farewell)


@pytest.mark.parametrize(
    ("networks", "language", "says"),
    [
        (1, "nl", "In 1 netwerk wacht iets waar daar nu niemand antwoord op kan geven"),
        (3, "nl", "In 3 netwerken wacht iets"),
        (3, "en", "In 3 networks something waits that nobody there can answer now"),
    ],
)
async def test_who_looks_after_the_platform_hears_that_something_waits_and_not_where(
    any_house: House, networks: int, language: Literal["nl", "en"], says: str
) -> None:
    house = any_house
    admin = house.owners.add_person("beheer@voorbeeld.nl", language=language)
    event = CoordinatorsSought(
        version=1, notice_id=new_id(), networks=networks, administrator_ids=[admin], at=house.place.clock.now()
    )

    await house.hear(event, event)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["to"] == "beheer@voorbeeld.nl"
    assert says in plain(mail)
    assert 'href="https://leerkring.example/beheer"' in html_of(mail)
