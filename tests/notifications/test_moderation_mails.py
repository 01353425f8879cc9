"""Mails about reports, warnings and limits: neutral, to whom they concern, and only while there is something to tell (PR-7, C103)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from shared.api.network.moderation import ModerationLetter
from shared.database import new_id
from shared.events.moderation import ReportMade, RestrictionDecided, SecondPersonSought
from tests.notifications.house import House, text_of


def letter(address: str, language: str = "nl", **told: object) -> ModerationLetter:
    """What network tells for a mail."""
    return ModerationLetter.model_validate(
        {"network_name": "Kring Noord", "network_slug": "noord", "address": address, "language": language, **told}
    )


def made(house: House, *answerers: UUID) -> ReportMade:
    """What network says of a report that is due tomorrow."""
    return ReportMade(
        report_id=new_id(),
        network_id=new_id(),
        answerer_ids=list(answerers),
        due_at=house.place.clock.now() + timedelta(days=1),
        version=1,
    )


def plain(mail: object) -> str:
    """The text of a mail on one line."""
    return " ".join(text_of(mail).split())  # type: ignore[arg-type]  # a mail, as the mailbox gives it


async def test_who_may_answer_a_report_hears_of_it_and_once_more_when_it_is_late(any_house: House) -> None:
    house = any_house
    kim, bram = house.owners.add_person("kim@voorbeeld.nl"), house.owners.add_person("bram@voorbeeld.nl")
    event = made(house, kim, bram)
    house.owners.moderation[event.report_id] = {
        ("WAITS", kim): letter("kim@voorbeeld.nl", until_at=event.due_at),
        ("WAITS", bram): letter("bram@voorbeeld.nl", "en", until_at=event.due_at),
    }

    await house.hear(event, event)
    await house.deliver()
    at_once = {mail["to"]: mail for mail in await house.mailbox()}
    house.is_now(event.due_at + timedelta(minutes=1))
    await house.deliver()

    assert set(at_once) == {"kim@voorbeeld.nl", "bram@voorbeeld.nl"}
    assert at_once["kim@voorbeeld.nl"]["subject"] == "Een melding wacht op antwoord"
    assert at_once["bram@voorbeeld.nl"]["subject"] == "A report waits for an answer"
    assert "https://leerkring.example/netwerken/noord/meldingen" in plain(at_once["kim@voorbeeld.nl"])
    assert len(await house.mailbox()) == 4
    late = [
        mail
        for mail in await house.mailbox()
        if mail["subject"] not in {"Een melding wacht op antwoord", "A report waits for an answer"}
    ]
    assert {mail["subject"] for mail in late} == {
        "Een melding wacht nog op antwoord",
        "A report still waits for an answer",
    }
    assert not any("Geef antwoord vóór" in plain(mail) for mail in late)


async def test_c103_who_is_limited_hears_until_when_and_how_to_object(any_house: House) -> None:
    house = any_house
    daan = house.owners.add_person("daan@voorbeeld.nl")
    until = datetime(2027, 1, 14, 23, tzinfo=UTC)
    event = RestrictionDecided(
        restriction_id=new_id(),
        membership_id=new_id(),
        network_id=new_id(),
        person_id=daan,
        kind="LIMIT",
        until_at=until,
        at=house.place.clock.now(),
        version=1,
    )
    house.owners.moderation[event.restriction_id] = {
        ("DECIDED", daan): letter("daan@voorbeeld.nl", kind="LIMIT", until_at=until)
    }

    await house.hear(event)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["subject"] == "Er is iets besloten over jou in een netwerk"
    assert "tot en met donderdag 14 januari 2027" in plain(mail)
    assert "bezwaar" in plain(mail)
    assert "https://leerkring.example/netwerken/noord/mijn-meldingen" in plain(mail)


async def test_pr5_a_second_person_hears_at_once_that_they_can_agree_and_never_about_whom(any_house: House) -> None:
    house = any_house
    kim, bram = house.owners.add_person("kim@voorbeeld.nl"), house.owners.add_person("bram@voorbeeld.nl")
    late = house.owners.add_person("laat@voorbeeld.nl")
    event = SecondPersonSought(
        link_break_id=new_id(),
        network_id=new_id(),
        answerer_ids=[kim, bram, late],
        at=house.place.clock.now(),
        version=1,
    )
    house.owners.moderation[event.link_break_id] = {
        ("WAITS", kim): letter("kim@voorbeeld.nl"),
        ("WAITS", bram): letter("bram@voorbeeld.nl", "en"),
    }

    await house.hear(event, event)
    await house.deliver()

    mails = {mail["to"]: mail for mail in await house.mailbox()}
    assert len(await house.mailbox()) == 2
    assert mails["kim@voorbeeld.nl"]["subject"] == "Iemand vraagt jou om mee te beslissen"
    assert mails["bram@voorbeeld.nl"]["subject"] == "Somebody asks you to decide together"
    for mail in mails.values():
        assert "https://leerkring.example/netwerken/noord/schuilnamen" in plain(mail)
        assert "112" in plain(mail)
