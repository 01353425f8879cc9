"""Mails about a question to one fellow member: at day, without a word of it, and only while there is something to tell (C058)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.notifications.subscriptions.domain import Cadence
from shared.api.network.expert_questions import ExpertLetter
from shared.database import new_id
from shared.events.expert_questions import ExpertQuestionAsked, ExpertQuestionOver
from tests.notifications.house import House, text_of


def asked(house: House, network: UUID, person_id: UUID, question_id: UUID) -> ExpertQuestionAsked:
    """What network says of a question."""
    now = house.place.clock.now()
    return ExpertQuestionAsked(
        expert_question_id=question_id,
        network_id=network,
        person_id=person_id,
        at=now,
        lapses_at=now + timedelta(days=30),
        version=1,
    )


def over(house: House, network: UUID, person_id: UUID, question_id: UUID, status: str) -> ExpertQuestionOver:
    """What network says of its end."""
    return ExpertQuestionOver(
        expert_question_id=question_id,
        network_id=network,
        person_id=person_id,
        status=status,
        at=house.place.clock.now(),
        version=2,
    )


def letter(house: House, network: UUID, person_id: UUID, status: str = "OPEN", **told: Any) -> ExpertLetter:
    """What network tells for a mail."""
    reader = house.owners.people[person_id]
    told = {
        "person_id": person_id,
        "address": reader.address,
        "language": reader.language,
        "network_id": network,
        "network_name": "Kring Noord",
        "network_slug": "noord",
        "status": status,
        "lapses_at": datetime(2026, 12, 16, 12, tzinfo=UTC),
    } | told
    return ExpertLetter.model_validate(told)


async def test_c058_who_is_asked_hears_that_a_question_waits_and_once_more_a_week_before_it_lapses(
    any_house: House,
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    daan = await house.member(network, "daan@voorbeeld.nl")
    await house.choose(daan, network, Cadence.NEVER)  # they say themselves that they may be asked, and when no more
    question = new_id()
    house.owners.expert_questions[question] = {"WAITS": letter(house, network, daan)}
    event = asked(house, network, daan, question)

    await house.hear(event, event)
    await house.deliver()
    (mail,) = await house.mailbox()
    house.is_now(event.lapses_at - timedelta(days=7))
    await house.deliver()
    twice = len(await house.mailbox())
    house.is_now(event.lapses_at)
    await house.deliver()

    assert mail["Subject"] == "Iemand heeft een vraag voor jou"
    text = text_of(mail)
    assert f"https://leerkring.example/netwerken/noord/onderling/{question}" in text.splitlines()
    assert "De vraag zelf staat niet in deze mail." in text
    assert "woensdag 16 december" in text
    assert mail["List-Unsubscribe"]
    assert (twice, len(await house.mailbox())) == (2, 2)


async def test_c058_nothing_is_sent_at_night_nor_once_the_question_waits_no_more(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    daan = await house.member(network, "daan@voorbeeld.nl")
    answered, of_another, unknown, waits = (new_id() for _ in range(4))
    els = house.owners.add_person("els@voorbeeld.nl")
    house.owners.expert_questions = {
        answered: {"OVER": letter(house, network, els, "ANSWERED")},
        of_another: {"WAITS": letter(house, network, els)},
        waits: {"WAITS": letter(house, network, daan)},
    }
    house.is_now(datetime(2026, 11, 16, 21, 30, tzinfo=UTC))

    await house.hear(*(asked(house, network, daan, one) for one in (answered, of_another, unknown, waits)))
    await house.deliver()
    at_night = await house.mailbox()
    house.is_now(datetime(2026, 11, 17, 6, 31, tzinfo=UTC))
    await house.deliver()

    assert at_night == []
    (mail,) = await house.mailbox()
    assert str(waits) in text_of(mail)


@pytest.mark.parametrize(
    ("status", "language", "subject"),
    [
        ("ANSWERED", "nl", "Er is een antwoord op je vraag"),
        ("DECLINED", "nl", "Wie je vroeg, kan je niet helpen"),
        ("LAPSED", "nl", "Je vraag bleef zonder antwoord"),
        ("TAKEN_AWAY", "en", "Your question was taken away"),
    ],
)
async def test_c058_who_asked_hears_each_way_in_which_it_ends(
    any_house: House, status: str, language: str, subject: str
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    bram = await house.member(network, "bram@voorbeeld.nl")
    question = new_id()
    told = letter(house, network, bram, status, language=language)
    house.owners.expert_questions[question] = {"OVER": told}
    event = over(house, network, bram, question, status)

    await house.hear(event, event)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["Subject"] == subject
    assert f"https://leerkring.example/netwerken/noord/onderling/{question}" in text_of(mail).splitlines()


async def test_c058_of_what_was_answered_at_night_and_taken_away_before_the_morning_one_mail_tells(
    any_house: House,
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    bram = await house.member(network, "bram@voorbeeld.nl")
    question = new_id()
    house.is_now(datetime(2026, 11, 16, 21, 30, tzinfo=UTC))
    await house.hear(over(house, network, bram, question, "ANSWERED"))
    house.is_now(datetime(2026, 11, 17, 1, tzinfo=UTC))
    await house.hear(over(house, network, bram, question, "TAKEN_AWAY"))
    house.owners.expert_questions[question] = {"OVER": letter(house, network, bram, "TAKEN_AWAY")}
    await house.deliver()
    at_night = await house.mailbox()

    house.is_now(datetime(2026, 11, 17, 6, 31, tzinfo=UTC))
    await house.deliver()

    assert at_night == []
    assert [mail["Subject"] for mail in await house.mailbox()] == ["Je vraag is weggehaald"]
