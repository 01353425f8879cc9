"""Nobody objects in vain: who may answer hears of it, once more while it waits, and who objected hears that there is an answer."""

from datetime import timedelta
from uuid import UUID

import pytest

from shared.api.network.removals import RemovalLetter
from shared.database import new_id
from shared.events.network import RemovalAppealAnswered, RemovalAppealed
from tests.notifications.house import House, html_of, text_of

MEMBERSHIP = new_id()


def appealed(house: House, *answerers: UUID) -> RemovalAppealed:
    """What network says of an objection that these coordinators may answer."""
    return RemovalAppealed(
        removal_id=new_id(),
        membership_id=MEMBERSHIP,
        network_id=new_id(),
        person_id=new_id(),
        answerer_ids=list(answerers),
        at=house.place.clock.now(),
        version=1,
    )


def answered(event: RemovalAppealed) -> RemovalAppealAnswered:
    """What network says when it is answered."""
    told = {name: getattr(event, name) for name in ("removal_id", "membership_id", "network_id", "person_id", "at")}
    return RemovalAppealAnswered(**told, status="UPHELD", version=2)


def letter(address: str, language: str = "nl") -> RemovalLetter:
    """What network tells for a mail."""
    told = {"network_name": "Kring Noord", "network_slug": "noord", "membership_id": MEMBERSHIP}
    return RemovalLetter.model_validate({**told, "address": address, "language": language})


def plain(mail: object) -> str:
    """The text of a mail on one line."""
    return " ".join(text_of(mail).split())  # type: ignore[arg-type]  # a mail, as the mailbox gives it


async def test_every_coordinator_who_may_answer_hears_of_it_and_once_more_while_it_waits(any_house: House) -> None:
    house = any_house
    kim, bram = house.owners.add_person("kim@voorbeeld.nl"), house.owners.add_person("bram@voorbeeld.nl")
    event = appealed(house, kim, bram)
    house.owners.appeals[event.removal_id] = {
        ("APPEAL", kim): letter("kim@voorbeeld.nl"),
        ("APPEAL", bram): letter("bram@voorbeeld.nl", "en"),
    }

    await house.hear(event, event)
    await house.deliver()
    at_once = await house.mailbox()
    house.is_now(house.place.clock.now() + timedelta(days=7, minutes=1))
    await house.deliver()
    every = await house.mailbox()
    house.is_now(house.place.clock.now() + timedelta(days=30))
    await house.deliver()

    assert {mail["to"] for mail in at_once} == {"kim@voorbeeld.nl", "bram@voorbeeld.nl"}
    dutch = next(mail for mail in at_once if mail["to"] == "kim@voorbeeld.nl")
    english = next(mail for mail in at_once if mail["to"] == "bram@voorbeeld.nl")
    assert dutch["subject"] == "Een bezwaar wacht op jouw antwoord"
    assert english["subject"] == "An objection waits for your answer"
    page = f"https://leerkring.example/netwerken/noord/mensen/{MEMBERSHIP}/bezwaar"
    assert page in plain(dutch)
    assert page in html_of(dutch)
    assert (len(at_once), len(every)) == (2, 4)
    assert len(await house.mailbox()) == 4


@pytest.mark.parametrize("what", ["answered", "gone"])
async def test_nobody_is_reminded_of_what_waits_no_longer(any_house: House, what: str) -> None:
    house = any_house
    kim = house.owners.add_person("kim@voorbeeld.nl")
    event = appealed(house, kim)
    house.owners.appeals[event.removal_id] = {("APPEAL", kim): letter("kim@voorbeeld.nl")}
    await house.hear(event)
    await house.deliver()
    if what == "answered":
        house.owners.appeals[event.removal_id] = {}
    else:
        del house.owners.appeals[event.removal_id]

    house.is_now(house.place.clock.now() + timedelta(days=8))
    await house.deliver()

    assert len(await house.mailbox()) == 1
    assert await house.states() == ["SENT", "CANCELLED" if what == "answered" else "EXPIRED"]


@pytest.mark.parametrize(
    ("language", "says"),
    [("nl", "Een coördinator gaf antwoord. Log in om te lezen"), ("en", "A coordinator answered. Sign in to read")],
)
async def test_who_objected_hears_that_there_is_an_answer_and_where_to_read_it(
    any_house: House, language: str, says: str
) -> None:
    house = any_house
    event = answered(appealed(house))
    house.owners.appeals[event.removal_id] = {("ANSWER", None): letter("daan@voorbeeld.nl", language)}

    await house.hear(event, event)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["to"] == "daan@voorbeeld.nl"
    assert says in plain(mail)
    assert "Kring Noord" in html_of(mail)
    assert "https://leerkring.example/netwerken/noord/meedoen" in html_of(mail)
