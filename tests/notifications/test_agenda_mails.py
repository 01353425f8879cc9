"""Mails about agendas: published to who takes part, unpublished to who arranges, and an answer to who proposed a point."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.notifications.subscriptions.domain import Cadence
from shared.api.agenda.arranging import AgendaLetter, AgendaLetterPoint, AgendaPointLetter
from shared.database import new_id
from shared.events.agenda.agenda_points import (
    MeetingAgendaItemAdded,
    MeetingAgendaItemChanged,
    MeetingAgendaLeftUnpublished,
    MeetingAgendaPublished,
)
from tests.notifications.house import House, text_of
from tests.notifications.test_digests import on_monday

STARTS = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)


def agenda(house: House, network_id: UUID, *, reason: str = "", **readers: set[UUID]) -> UUID:
    """An agenda as agenda tells of it now, and who may hear of that."""
    session_id = new_id()
    points = [("Inchecken", "INFORM", 15), ("Wonen dichtbij", "EXPLORE", 35)]
    begins = [STARTS, STARTS + timedelta(minutes=15)]
    letter = AgendaLetter(
        network_id=network_id,
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2, minutes=30),
        zone="Europe/Amsterdam",
        place="Zaal 3, Zwolle",
        short_notice_reason=reason,
        points=[
            AgendaLetterPoint.model_validate(
                {"title": title, "purpose": purpose, "minutes": minutes, "starts_at": starts_at}
            )
            for (title, purpose, minutes), starts_at in zip(points, begins, strict=True)
        ],
        reader_ids=[],
    )
    house.owners.agendas[session_id] = (letter, readers)
    return session_id


def published(house: House, session_id: UUID, network_id: UUID) -> MeetingAgendaPublished:
    """What agenda announces when an agenda is ready."""
    now = house.place.clock.now()
    return MeetingAgendaPublished(
        session_id=session_id,
        network_id=network_id,
        status="AGENDA_PUBLISHED",
        starts_at=STARTS,
        published_at=now,
        at=now,
        version=4,
    )


def changed(house: House, point_id: UUID, network_id: UUID, **facts: Any) -> MeetingAgendaItemChanged:
    """What agenda announces when a point was changed."""
    told: dict[str, Any] = {
        "session_id": None,
        "was_session_id": None,
        "status": "PARKED",
        "is_published": False,
        "version": 2,
        **facts,
    }
    return MeetingAgendaItemChanged(
        agenda_point_id=point_id,
        network_id=network_id,
        purpose="EXPLORE",
        owner_id=None,
        at=house.place.clock.now(),
        **told,
    )


async def test_who_takes_part_gets_the_agenda_with_its_times_once_and_not_who_wants_no_mail(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    reader, never = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("lezer", "nooit")]
    await house.choose(never, network, Cadence.NEVER)
    session_id = agenda(house, network, PUBLISHED={reader, never})

    for _ in range(2):
        await house.hear(published(house, session_id, network))
        await house.deliver()

    (mail,) = await house.mailbox()
    lines = text_of(mail).splitlines()
    assert (mail["To"], mail["Subject"]) == (
        "lezer@voorbeeld.nl",
        "De agenda staat klaar",
    )
    assert [line for line in lines if line[:2] == "13"] == ["13.30  Inchecken", "13.45  Wonen dichtbij"]
    assert f"https://leerkring.example/bijeenkomsten/{session_id}#agenda" in lines
    assert "korter dan zeven dagen" not in text_of(mail)


async def test_an_agenda_at_short_notice_says_why(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    reader = await house.member(network, "lezer@voorbeeld.nl")
    session_id = agenda(house, network, reason="De zaal was onzeker.", PUBLISHED={reader})

    await house.hear(published(house, session_id, network))
    await house.deliver()

    (mail,) = await house.mailbox()
    assert "De reden: De zaal was onzeker." in text_of(mail).replace("\n", " ")


async def test_who_arranges_is_reminded_of_an_agenda_that_is_not_published(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    coordinator = await house.member(network, "co@voorbeeld.nl")
    session_id = agenda(house, network, UNPUBLISHED={coordinator})
    left = MeetingAgendaLeftUnpublished(
        session_id=session_id,
        network_id=network,
        status="CONFIRMED",
        arranger_ids=[coordinator],
        starts_at=STARTS,
        at=house.place.clock.now(),
        version=3,
    )

    for _ in range(2):
        await house.hear(left)
        await house.deliver()

    (mail,) = await house.mailbox()
    assert (mail["To"], mail["Subject"]) == (
        "co@voorbeeld.nl",
        "De agenda is nog niet gepubliceerd",
    )
    assert f"https://leerkring.example/bijeenkomsten/{session_id}/agenda" in text_of(mail).splitlines()


async def test_no_reminder_leaves_once_the_agenda_is_published(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    coordinator = await house.member(network, "co@voorbeeld.nl")
    session_id = agenda(house, network, PUBLISHED={coordinator})

    await house.hear(
        MeetingAgendaLeftUnpublished(
            session_id=session_id,
            network_id=network,
            status="CONFIRMED",
            arranger_ids=[coordinator],
            starts_at=STARTS,
            at=house.place.clock.now(),
            version=3,
        )
    )
    await house.deliver()

    assert (await house.mailbox(), await house.states()) == ([], ["CANCELLED"])


async def test_who_proposed_a_point_gets_the_answer_as_it_stands(any_house: House) -> None:
    """Nothing that a person contributes goes without an answer."""
    house = any_house
    network = house.owners.add_network("Noord")
    proposer = await house.member(network, "wie@voorbeeld.nl")
    told = AgendaPointLetter(
        network_id=network,
        title="Nieuwe folder",
        status="PARKED",
        answer="We wachten op de drukker.",
        session_id=None,
        starts_at=None,
        carried_from_at=None,
        zone="Europe/Amsterdam",
        proposed_by=proposer,
    )
    session_id = new_id()
    answers = (
        told,
        told.model_copy(update={"status": "DECLINED", "answer": "Dit hoort bij de gemeente."}),
        told.model_copy(update={"status": "ACCEPTED", "answer": "", "session_id": session_id, "starts_at": STARTS}),
        told.model_copy(update={"answer": "", "carried_from_at": STARTS}),
    )

    for version, answer in enumerate(answers, start=2):
        point_id = new_id()
        house.owners.answered[point_id] = answer
        await house.hear(changed(house, point_id, network, answers=proposer, version=version))
        await house.deliver()
    said = [text_of(mail).replace("\n", " ") for mail in await house.mailbox()]

    assert {mail["Subject"] for mail in await house.mailbox()} == {"Antwoord op je agendapunt"}
    for words in (
        "Je punt wacht op een volgende bijeenkomst.",
        "De reden: We wachten op de drukker.",
        "Je punt komt niet op de agenda.",
        "Je punt staat op de agenda van donderdag 14 januari 2027.",
        "Je punt kwam op donderdag 14 januari 2027 niet aan bod.",
    ):
        assert len([text for text in said if words in text]) == 1, words


async def test_an_answer_goes_to_who_proposed_the_point_and_to_nobody_else(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    proposer, other = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("wie", "ander")]
    point_id = new_id()
    house.owners.answered[point_id] = AgendaPointLetter(
        network_id=network,
        title="Punt",
        status="PARKED",
        answer="Nu niet.",
        session_id=None,
        starts_at=None,
        carried_from_at=None,
        zone="Europe/Amsterdam",
        proposed_by=proposer,
    )

    await house.hear(changed(house, point_id, network, answers=other))
    await house.deliver()

    assert (await house.mailbox(), await house.states()) == ([], ["CANCELLED"])


async def test_a_digest_does_not_repeat_what_was_mailed_with_the_agenda_whatever_is_heard_first(
    any_house: House,
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lezer@voorbeeld.nl")
    session_id = house.owners.add_session(network, STARTS)
    first, second, third = [house.owners.add_point(session_id, f"Punt {number}") for number in (1, 2, 3)]

    def added(point_id: UUID) -> MeetingAgendaItemAdded:
        return MeetingAgendaItemAdded(
            agenda_point_id=point_id,
            session_id=session_id,
            network_id=network,
            purpose="EXPLORE",
            owner_id=None,
            at=house.place.clock.now(),
            version=1,
        )

    def told(point_id: UUID) -> MeetingAgendaItemChanged:
        return changed(
            house,
            point_id,
            network,
            session_id=session_id,
            was_session_id=session_id,
            status="ACCEPTED",
            is_published=True,
        )

    for event in (added(first), told(first), told(second), added(second), added(third)):
        await house.hear(event)
    await on_monday(house)

    (mail,) = await house.mailbox()
    assert [line for line in text_of(mail).splitlines() if line.startswith("* Punt")] == ["* Punt 3"]


async def test_a_point_that_gets_its_place_from_the_backlog_is_in_the_digest(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lezer@voorbeeld.nl")
    session_id = house.owners.add_session(network, STARTS)
    point = house.owners.add_point(session_id, "Wonen dichtbij")

    await house.hear(changed(house, point, network))
    await house.hear(changed(house, point, network, session_id=session_id, status="ACCEPTED", version=3))
    await on_monday(house)

    (mail,) = await house.mailbox()
    assert "* Wonen dichtbij" in text_of(mail)


async def test_who_arranges_is_reminded_again_once_the_session_moved(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    coordinator = await house.member(network, "co@voorbeeld.nl")
    session_id = agenda(house, network, UNPUBLISHED={coordinator})

    for version, starts_at in enumerate((STARTS, STARTS, STARTS + timedelta(days=7)), start=3):
        await house.hear(
            MeetingAgendaLeftUnpublished(
                session_id=session_id,
                network_id=network,
                status="CONFIRMED",
                arranger_ids=[coordinator],
                starts_at=starts_at,
                at=house.place.clock.now(),
                version=version,
            )
        )
        await house.deliver()

    assert len(await house.mailbox()) == 2
