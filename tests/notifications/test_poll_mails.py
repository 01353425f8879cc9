"""Mails about date polls: one question, one reminder to who has not answered, and news that all have; never at night."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.notifications.reminders.domain import out_of_the_night
from services.notifications.subscriptions.domain import Cadence
from shared.api.agenda.date_polls import DatePollLetter
from shared.database import new_id
from shared.events.agenda.date_polls import DatePollCompleted, DatePollEndsSoon, DatePollOpened
from tests.notifications.house import House, text_of

UNTIL = datetime(2026, 12, 10, 22, 59, tzinfo=UTC)


def poll(house: House, network_id: UUID, **readers: set[UUID]) -> UUID:
    """A date poll as agenda tells it now, and who may hear of it."""
    poll_id = new_id()
    letter = DatePollLetter(
        network_id=network_id,
        title="Bijeenkomsten in 2027",
        answer_until=UNTIL,
        dates=2,
        first_starts_at=datetime(2027, 1, 14, 12, 30, tzinfo=UTC),
        last_starts_at=datetime(2027, 3, 11, 12, 30, tzinfo=UTC),
        reader_ids=[],
    )
    house.owners.polls[poll_id] = (letter, readers)
    return poll_id


def opened(house: House, poll_id: UUID, network_id: UUID) -> DatePollOpened:
    """What agenda announces when a poll opens."""
    now = house.place.clock.now()
    return DatePollOpened(
        date_poll_id=poll_id, network_id=network_id, status="OPEN", answer_until=UNTIL, at=now, version=1
    )


def ends_soon(house: House, poll_id: UUID, network_id: UUID) -> DatePollEndsSoon:
    """What agenda announces when a poll is about to end."""
    now = house.place.clock.now()
    return DatePollEndsSoon(
        date_poll_id=poll_id, network_id=network_id, status="OPEN", answer_until=UNTIL, at=now, version=2
    )


async def test_everybody_is_asked_once_with_a_link_to_the_poll_itself_and_no_secret(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    people = {await house.member(network, f"{name}@voorbeeld.nl") for name in ("een", "twee")}
    poll_id = poll(house, network, INVITATION=people)

    for _ in range(2):
        await house.hear(opened(house, poll_id, network))
    await house.deliver()
    await house.deliver()

    mails = await house.mailbox()
    assert sorted(mail["To"] for mail in mails) == ["een@voorbeeld.nl", "twee@voorbeeld.nl"]
    assert {mail["Subject"] for mail in mails} == {"Wanneer kun jij?"}
    for mail in mails:
        assert f"https://leerkring.example/datumprikkers/{poll_id}" in text_of(mail).splitlines()
        assert "donderdag 14 januari 2027 en donderdag 11 maart 2027" in text_of(mail)
        assert "donderdag 10 december 2026 om 23.59 uur" in text_of(mail)
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


async def test_a_reminder_goes_only_to_who_has_not_answered_when_it_leaves_and_only_once(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    _quick, slow = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("snel", "traag")]
    poll_id = poll(house, network, REMINDER={slow})

    for _ in range(2):
        await house.hear(ends_soon(house, poll_id, network))
        await house.deliver()

    assert [mail["To"] for mail in await house.mailbox()] == ["traag@voorbeeld.nl"]
    assert sorted(await house.states()) == ["CANCELLED", "SENT"]


async def test_who_wants_no_mail_of_the_network_and_who_left_meanwhile_get_none(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    never, later, left, stays = [await house.member(network, f"{name}@voorbeeld.nl") for name in "abcd"]
    await house.choose(never, network, Cadence.NEVER)
    poll_id = poll(house, network, INVITATION={never, later, left, stays})
    await house.hear(opened(house, poll_id, network))

    await house.choose(later, network, Cadence.NEVER)
    await house.leave(network, left)
    await house.deliver()

    assert [mail["To"] for mail in await house.mailbox()] == ["d@voorbeeld.nl"]


async def test_a_mail_about_a_poll_that_is_over_does_not_leave(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "een@voorbeeld.nl")
    poll_id = poll(house, network, COMPLETE={person})
    await house.hear(opened(house, poll_id, network))

    await house.deliver()

    assert (await house.mailbox(), await house.states()) == ([], ["CANCELLED"])


async def test_the_coordinators_hear_once_that_everybody_answered(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    coordinator, _member = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("co", "lid")]
    poll_id = poll(house, network, COMPLETE={coordinator})
    complete = DatePollCompleted(
        date_poll_id=poll_id,
        network_id=network,
        status="OPEN",
        coordinator_ids=[coordinator],
        answer_until=UNTIL,
        at=house.place.clock.now(),
        version=5,
    )

    for _ in range(2):
        await house.hear(complete)
        await house.deliver()

    assert [(mail["To"], mail["Subject"]) for mail in await house.mailbox()] == [
        ("co@voorbeeld.nl", "Iedereen heeft geantwoord")
    ]


async def test_nothing_leaves_in_the_quiet_hours(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "een@voorbeeld.nl")
    poll_id = poll(house, network, INVITATION={person})
    night = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)  # 23.00 on the clock
    house.is_now(night)
    await house.hear(opened(house, poll_id, network))

    await house.deliver()
    at_night = await house.mailbox()
    house.is_now(night + timedelta(hours=8, minutes=30))
    await house.deliver()

    assert (at_night, [mail["To"] for mail in await house.mailbox()]) == ([], ["een@voorbeeld.nl"])


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        (datetime(2026, 11, 23, 6, 29, tzinfo=UTC), datetime(2026, 11, 23, 6, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 6, 30, tzinfo=UTC), datetime(2026, 11, 23, 6, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 19, 59, tzinfo=UTC), datetime(2026, 11, 23, 19, 59, tzinfo=UTC)),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), datetime(2026, 11, 24, 6, 30, tzinfo=UTC)),
        (datetime(2027, 3, 27, 21, 0, tzinfo=UTC), datetime(2027, 3, 28, 5, 30, tzinfo=UTC)),
    ],
    ids=["just before the morning", "the morning", "just before the night", "the night", "the clock changes"],
)
def test_quiet_hours_are_those_on_the_clock(moment: datetime, leaves: datetime) -> None:
    assert out_of_the_night(moment) == leaves
