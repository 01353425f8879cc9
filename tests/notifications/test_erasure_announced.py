"""Somebody reads by mail what was asked for them, by letter or telephone, and how they stop it (J20)."""

from datetime import timedelta
from uuid import UUID

from services.notifications.privacy.operations import take_out
from shared.api.network.people import Language
from shared.api.network.privacy import ErasureLetter
from shared.database import new_id
from shared.events.network import PersonErasureAnnounced
from tests.notifications.house import House, html_of, text_of


def announced(house: House, *, language: Language = "nl") -> PersonErasureAnnounced:
    """What network says when a privacy officer wrote a request down, and what it tells of it."""
    erasure_id = new_id()
    person_id = house.owners.add_person("lid@voorbeeld.nl", language=language)
    starts_at = house.place.clock.now() + timedelta(days=7)
    house.owners.erasures[erasure_id] = ErasureLetter(
        address="lid@voorbeeld.nl", language=language, starts_at=starts_at
    )
    return PersonErasureAnnounced(erasure_id=erasure_id, person_id=person_id, starts_at=starts_at, version=1)


async def test_j20_the_mail_says_what_was_asked_when_it_happens_and_how_to_stop_it(any_house: House) -> None:
    house = any_house

    await house.hear(announced(house))
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["to"] == "lid@voorbeeld.nl"
    assert mail["subject"] == "We gaan alles van je wissen"
    for said in (" ".join(text_of(mail).split()), html_of(mail)):
        assert "We wissen het op zaterdag 28 november 2026, na 13.00 uur." in said
        assert "Klopt het niet? Log dan voor die tijd in en stop het." in said
        assert "https://leerkring.example/ik/gegevens" in said


async def test_j20_the_mail_is_in_the_readers_language(any_house: House) -> None:
    house = any_house

    await house.hear(announced(house, language="en"))
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["subject"] == "We are going to erase everything about you"
    assert "Is it not right? Then sign in before that time and stop it." in " ".join(text_of(mail).split())


async def test_j20_it_is_told_once_however_often_it_is_heard(any_house: House) -> None:
    house = any_house
    event = announced(house)

    await house.hear(event, event)
    await house.deliver()
    await house.hear(event)
    await house.deliver()

    assert len(await house.mailbox()) == 1


async def test_j20_no_mail_goes_where_it_was_stopped_before_the_mail_left(any_house: House) -> None:
    house = any_house
    event = announced(house)
    await house.hear(event)

    del house.owners.erasures[event.erasure_id]
    await house.deliver()

    assert await house.mailbox() == []
    assert await house.states() == ["EXPIRED"]


async def test_a89_what_is_heard_late_of_who_was_erased_leaves_nothing_in_the_ledger(any_house: House) -> None:
    house = any_house
    event = announced(house)
    await _take_out(house, event.person_id)

    await house.hear(event)

    assert await house.ledger() == []


async def test_j20_the_mail_goes_with_who_is_erased(any_house: House) -> None:
    house = any_house
    event = announced(house)
    await house.hear(event)
    await house.deliver()
    assert len(await house.mailbox()) == 1

    await _take_out(house, event.person_id)

    assert await house.ledger() == await house.mailbox() == []


async def _take_out(house: House, person_id: UUID) -> None:
    async with house.door.work() as work:
        await take_out(work, person_id=person_id)
