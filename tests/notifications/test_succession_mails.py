"""A network that wants to go on as another one is heard there, once more while it waits, and hears what came of it (J22)."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest

from shared.api.network.steering.succession import SuccessionLetter
from shared.database import new_id
from shared.events.network import SuccessionAnswered, SuccessionProposed
from tests.notifications.house import House, html_of, text_of

OLD, NEW, WISH = new_id(), new_id(), new_id()
SUBJECTS = {
    "Een netwerk wacht op jullie antwoord",
    "A network waits for your answer",
    "Er is antwoord op jullie voorstel",
    "There is an answer to your proposal",
}


def proposed(house: House, *answerers: UUID) -> SuccessionProposed:
    """What network says of a wish that these coordinators may answer."""
    ids = {"succession_id": WISH, "network_id": OLD, "successor_id": NEW}
    return SuccessionProposed(version=1, answerer_ids=list(answerers), at=house.place.clock.now(), **ids)


def answered(house: House, status: str, *askers: UUID) -> SuccessionAnswered:
    """What network says when it is answered."""
    ids = {"succession_id": WISH, "network_id": OLD, "successor_id": NEW}
    return SuccessionAnswered(version=2, asker_ids=list(askers), status=status, at=house.place.clock.now(), **ids)


def letter(address: str, status: str, language: str = "nl") -> SuccessionLetter:
    """What network tells for a mail."""
    told: dict[str, Any] = {
        "network_name": "Oude Kring",
        "network_slug": "oud",
        "successor_name": "www.nieuw.nl",
        "successor_slug": "nieuw",
        "succession_id": WISH,
    }
    return SuccessionLetter.model_validate({**told, "address": address, "language": language, "status": status})


def plain(mail: EmailMessage) -> str:
    """The text of a mail on one line."""
    return " ".join(text_of(mail).split())


async def test_every_coordinator_who_is_asked_hears_of_it_and_once_more_while_it_waits(any_house: House) -> None:
    house = any_house
    kim, bram = house.owners.add_person("kim@voorbeeld.nl"), house.owners.add_person("bram@voorbeeld.nl")
    event = proposed(house, kim, bram)
    house.owners.wishes[OLD] = {
        ("PROPOSED", kim): letter("kim@voorbeeld.nl", "PROPOSED"),
        ("PROPOSED", bram): letter("bram@voorbeeld.nl", "PROPOSED", "en"),
    }

    await house.hear(event, event)
    await house.deliver()
    at_once = await house.mailbox()
    house.is_now(house.place.clock.now() + timedelta(days=7, minutes=1))
    await house.deliver()

    assert {mail["to"] for mail in at_once} == {"kim@voorbeeld.nl", "bram@voorbeeld.nl"}
    assert {mail["subject"] for mail in at_once} <= SUBJECTS
    dutch = next(mail for mail in at_once if mail["to"] == "kim@voorbeeld.nl")
    english = next(mail for mail in at_once if mail["to"] == "bram@voorbeeld.nl")
    assert "Oude Kring wil verdergaan als www. nieuw. nl." in plain(dutch)
    assert "Oude Kring wants to go on as www. nieuw. nl." in plain(english)
    page = f"https://leerkring.example/netwerken/nieuw/instellingen/opvolging/{WISH}"
    assert page in plain(dutch)
    assert page in html_of(dutch)
    assert len(await house.mailbox()) == 4


async def test_of_what_was_answered_or_taken_back_nobody_is_reminded(any_house: House) -> None:
    house = any_house
    kim = house.owners.add_person("kim@voorbeeld.nl")
    house.owners.wishes[OLD] = {("PROPOSED", kim): letter("kim@voorbeeld.nl", "PROPOSED")}
    await house.hear(proposed(house, kim))
    await house.deliver()
    house.owners.wishes[OLD] = {}

    house.is_now(house.place.clock.now() + timedelta(days=8))
    await house.deliver()

    assert len(await house.mailbox()) == 1
    assert await house.states() == ["SENT", "CANCELLED"]


@pytest.mark.parametrize(
    ("status", "language", "says", "page"),
    [
        ("SUCCEEDED", "nl", "www. nieuw. nl zei ja. Oude Kring gaat nu verder als", "/netwerken/oud"),
        ("SUCCEEDED", "en", "www. nieuw. nl said yes. Oude Kring now goes on as", "/netwerken/oud"),
        ("DECLINED", "nl", "Oude Kring kan niet verdergaan als", "/netwerken/oud/instellingen"),
        ("DECLINED", "en", "Oude Kring cannot go on as", "/netwerken/oud/instellingen"),
    ],
)
async def test_who_asked_hears_what_came_of_it_and_not_with_which_words(
    any_house: House, status: str, language: str, says: str, page: str
) -> None:
    house = any_house
    vera = house.owners.add_person("vera@voorbeeld.nl")
    house.owners.wishes[OLD] = {("ANSWERED", vera): letter("vera@voorbeeld.nl", status, language)}
    event = answered(house, status, vera)

    await house.hear(event, event)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["to"] == "vera@voorbeeld.nl"
    assert mail["subject"] in SUBJECTS
    assert says in plain(mail)
    assert f'href="https://leerkring.example{page}"' in html_of(mail)
