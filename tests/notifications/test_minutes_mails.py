"""Mails about minutes and actions: one when they are shared, one when they are missed, and in time to who does something."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.notifications.subscriptions.domain import Cadence
from shared.api.agenda.minutes import ActionLetter, MinutesLetter
from shared.api.agenda.stories import StoryLetter
from shared.database import new_id
from shared.events.agenda.minutes import (
    ActionPointAssigned,
    ActionPointDueSoon,
    ActionPointOverdue,
    MinutesMissed,
    MinutesShared,
    MinutesStoryAsked,
)
from tests.notifications.house import House, text_of

STARTS = datetime(2026, 11, 19, 12, 30, tzinfo=UTC)
DUE = date(2026, 12, 10)


def minutes(
    house: House, network_id: UUID, *, actions: dict[UUID, int] | None = None, **readers: set[UUID]
) -> tuple[UUID, datetime]:
    """Minutes as agenda tells of them now, and until when members comment."""
    session_id, until = new_id(), house.place.clock.now() + timedelta(days=10)
    letter = MinutesLetter(
        network_id=network_id,
        starts_at=STARTS,
        due_on=date(2026, 11, 26),
        comments_until=until,
        reader_ids=[],
        actions=actions or {},
    )
    house.owners.minutes[session_id] = (letter, readers)
    return session_id, until


def action(house: House, network_id: UUID, *readers: UUID, **different: Any) -> UUID:
    """An open action as agenda tells of it now; the first of its readers owns it."""
    action_id = new_id()
    told: dict[str, Any] = {"owner_id": readers[0], "organisation": "", **different}
    letter = ActionLetter(
        network_id=network_id,
        text="het huis bellen op www.kwaad.example",
        due_on=DUE,
        agreed_at=STARTS,
        reader_ids=[],
        **told,
    )
    house.owners.actions[action_id] = (letter, set(readers))
    return action_id


def shared(house: House, session_id: UUID, network_id: UUID, until: datetime) -> MinutesShared:
    """What agenda announces when minutes are shared."""
    return MinutesShared(
        minutes_id=session_id,
        session_id=session_id,
        network_id=network_id,
        status="SHARED",
        comments_until=until,
        at=house.place.clock.now(),
        version=1,
    )


def assigned(
    house: House, action_id: UUID, network_id: UUID, owner_id: UUID, *, with_minutes: bool
) -> ActionPointAssigned:
    """What agenda announces when an action has an owner."""
    return ActionPointAssigned(
        action_point_id=action_id,
        session_id=new_id(),
        network_id=network_id,
        owner_id=owner_id,
        due_on=DUE,
        status="OPEN",
        with_minutes=with_minutes,
        at=house.place.clock.now(),
        version=2,
    )


def due(
    house: House, action_id: UUID, network_id: UUID, *readers: UUID, kind: str = "SOON"
) -> ActionPointDueSoon | ActionPointOverdue:
    """What agenda announces when an action is due soon, or should have been done."""
    told = ActionPointOverdue if kind == "OVERDUE" else ActionPointDueSoon
    return told(
        action_point_id=action_id,
        session_id=new_id(),
        network_id=network_id,
        reader_ids=list(readers),
        due_on=DUE,
        kind=kind,
        at=house.place.clock.now(),
        version=3,
    )


async def test_shared_minutes_are_one_mail_that_tells_what_is_yours_and_respects_choices(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    reader, owner, never = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("lezer", "doet", "nooit")]
    await house.choose(never, network, Cadence.NEVER)
    session_id, until = minutes(house, network, actions={owner: 2}, SHARED={reader, owner, never})

    for _ in range(2):
        await house.hear(shared(house, session_id, network, until))
        await house.deliver()

    mails = {mail["To"]: mail for mail in await house.mailbox()}
    assert {to: mail["Subject"] for to, mail in mails.items()} == dict.fromkeys(
        ("lezer@voorbeeld.nl", "doet@voorbeeld.nl"), "Het verslag staat klaar"
    )
    assert "Er staan 2 afspraken bij die jij doet." in text_of(mails["doet@voorbeeld.nl"])
    assert "afspra" not in text_of(mails["lezer@voorbeeld.nl"])
    link = f"https://leerkring.example/bijeenkomsten/{session_id}/verslag"
    assert link in text_of(mails["lezer@voorbeeld.nl"]).splitlines()


async def test_who_writes_is_reminded_and_not_once_something_stands_there(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    writer = await house.member(network, "schrijft@voorbeeld.nl")
    missed, _ = minutes(house, network, MISSED={writer})
    begun, _ = minutes(house, network, SHARED={writer})

    for session_id in (missed, begun):
        await house.hear(
            MinutesMissed(
                minutes_id=session_id,
                session_id=session_id,
                network_id=network,
                status="DRAFT",
                writer_ids=[writer],
                at=house.place.clock.now(),
                version=1,
            )
        )
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["Subject"] == "Er is nog geen verslag"
    assert f"https://leerkring.example/bijeenkomsten/{missed}/verslag/schrijven" in text_of(mail).splitlines()
    assert "donderdag 26 november 2026" in text_of(mail)


async def test_who_told_something_is_asked_without_their_words_and_not_once_they_answered(any_house: House) -> None:
    """BR-052."""
    house = any_house
    network = house.owners.add_network("Noord")
    teller = await house.member(network, "vertelt@voorbeeld.nl")
    await house.choose(teller, network, Cadence.NEVER)  # permission is asked whatever news they want
    waits, answered, of_another = new_id(), new_id(), new_id()
    house.owners.stories = {
        waits: StoryLetter(network_id=network, told_at=STARTS, teller_id=teller),
        answered: None,
        of_another: StoryLetter(network_id=network, told_at=STARTS, teller_id=new_id()),
    }

    for story_id in (waits, waits, answered, of_another):
        await house.hear(
            MinutesStoryAsked(
                minutes_story_id=story_id,
                session_id=new_id(),
                network_id=network,
                teller_id=teller,
                at=house.place.clock.now(),
                version=1,
            )
        )
    await house.deliver()

    (mail,) = await house.mailbox()
    assert mail["Subject"] == "Mag jouw verhaal in het verslag?"
    assert f"https://leerkring.example/verhalen/{waits}" in text_of(mail).splitlines()


async def test_a_new_owner_hears_of_it_unless_the_minutes_told_it(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    owner = await house.member(network, "doet@voorbeeld.nl")
    action_id = action(house, network, owner)

    await house.hear(assigned(house, action_id, network, owner, with_minutes=True))
    await house.deliver()
    before = await house.mailbox()
    await house.hear(assigned(house, action_id, network, owner, with_minutes=False))
    await house.deliver()

    (mail,) = await house.mailbox()
    assert before == []
    assert mail["Subject"] == "Er staat een afspraak op jouw naam"
    assert "Jij doet dit, uiterlijk donderdag 10 december 2026." in text_of(mail)
    assert "www.kwaad.example" not in text_of(mail)


@pytest.mark.parametrize(
    ("days", "kind", "subject"),
    [
        (12, "SOON", "Een afspraak moet bijna klaar zijn"),
        (18, "TOMORROW", "Morgen moet een afspraak klaar zijn"),
        (20, "OVERDUE", "Een afspraak had klaar moeten zijn"),
    ],
)
async def test_who_does_something_is_reminded_in_time(any_house: House, days: int, kind: str, subject: str) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    owner = await house.member(network, "doet@voorbeeld.nl")
    action_id = action(house, network, owner)
    house.place.clock.forward(days=days)

    for _ in range(2):
        await house.hear(due(house, action_id, network, owner, kind=kind))
        await house.deliver()

    (mail,) = await house.mailbox()
    assert (mail["To"], mail["Subject"]) == ("doet@voorbeeld.nl", subject)
    assert "Jij doet dit:" in text_of(mail)


async def test_no_reminder_leaves_once_it_is_done_or_due_on_another_day(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    owner = await house.member(network, "doet@voorbeeld.nl")
    done, moved = action(house, network, owner), action(house, network, owner)
    await house.hear(due(house, done, network, owner), due(house, moved, network, owner))
    letter, readers = house.owners.actions[moved]
    del house.owners.actions[done]
    house.owners.actions[moved] = (letter.model_copy(update={"due_on": date(2027, 1, 1)}), readers)

    await house.deliver()

    assert await house.mailbox() == []


async def test_coordinators_hear_of_what_an_organisation_or_nobody_does(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    coordinator = await house.member(network, "co@voorbeeld.nl")
    house.place.clock.forward(days=12)
    for organisation in ("Huis Noord", ""):
        action_id = action(house, network, coordinator, owner_id=None, organisation=organisation)
        await house.hear(due(house, action_id, network, coordinator))

    await house.deliver()

    texts = [text_of(mail).replace("\n", " ") for mail in await house.mailbox()]
    assert sorted("Dit doet Huis Noord." in text for text in texts) == [False, True]
    assert sorted("Niemand doet dit nu." in text for text in texts) == [False, True]
