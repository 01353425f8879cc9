"""Being away stops all mail at once, coming back brings no flood, and mails about one's own place are sent once (J21, P9, A-32)."""

from datetime import datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from services.notifications.handlers.clock import when_monday_comes
from shared.api.network.participation import PlaceLetter
from shared.events.network import MembershipActivated, MembershipEnded, MembershipPaused
from tests.notifications.house import NEXT_WEEK, THIS_WEEK, House, html_of, text_of

WEEK = timedelta(days=7)
YEAR = timedelta(days=365)


def membership(network_id: UUID, person_id: UUID) -> UUID:
    """The id of a membership, as the house makes it."""
    return UUID(int=network_id.int ^ person_id.int)


def paused(house: House, network_id: UUID, person_id: UUID, *, version: int = 2) -> MembershipPaused:
    """What network says of somebody who is away from now on."""
    now = house.place.clock.now()
    return MembershipPaused(
        membership_id=membership(network_id, person_id),
        network_id=network_id,
        person_id=person_id,
        paused_at=now,
        until_at=now + YEAR,
        version=version,
    )


def returned(house: House, network_id: UUID, person_id: UUID, *, at: datetime, version: int = 3) -> MembershipActivated:
    """What network says of somebody who is back since ``at``, also when it says so again for another reason."""
    return MembershipActivated(
        membership_id=membership(network_id, person_id),
        network_id=network_id,
        person_id=person_id,
        perspective="PROFESSIONAL",
        roles=[],
        activated_at=house.place.clock.now(),
        returned_at=at,
        version=version,
    )


async def test_j21_who_is_away_gets_no_mail_and_none_about_it_afterwards(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    await house.hear(paused(house, network, person))
    meanwhile = await house.open_question(network, "Wat gebeurde er toen?")

    house.is_now(THIS_WEEK.due_at)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()
    away = await house.mailbox()
    back_at = house.place.clock.now() + timedelta(hours=1)
    house.is_now(back_at)
    await house.hear(returned(house, network, person, at=back_at))
    house.place.clock.forward(hours=1)
    new = await house.open_question(network, "Wat is er nu nieuw?")
    house.is_now(NEXT_WEEK.due_at)
    await when_monday_comes(house.door, NEXT_WEEK)
    await house.deliver()

    assert away == []
    (mail,) = await house.mailbox()
    assert "Wat is er nu nieuw?" in text_of(mail)
    assert await house.told() == {(person, new)}
    assert meanwhile != new


async def test_j21_nothing_of_the_time_away_is_mailed_in_whatever_order_it_is_heard(house: House) -> None:
    network = house.owners.add_network("Noord")
    began = house.place.clock.now()
    for number, order in enumerate(permutations(range(4))):
        person = house.owners.add_person(f"lid{number}@voorbeeld.nl")
        house.owners.members.add((network, person))
        house.is_now(began)
        told: list[MembershipActivated | MembershipPaused] = [
            house.joined(network, person, version=1),
            paused(house, network, person, version=2),
        ]
        back_at = began + WEEK
        house.is_now(back_at)
        told.append(returned(house, network, person, at=back_at, version=3))
        house.is_now(back_at + WEEK)
        told.append(returned(house, network, person, at=back_at, version=4))

        await house.hear(*(told[index] for index in order))

    house.is_now(began + timedelta(days=3))
    await house.open_question(network, "Toen iedereen weg was?")
    house.is_now(THIS_WEEK.due_at + 3 * WEEK)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()

    assert await house.mailbox() == []


async def test_a32_a_digest_that_is_ready_does_not_go_to_who_is_away_a_moment_before(house: House) -> None:
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Net op tijd?")
    house.is_now(THIS_WEEK.due_at)
    await when_monday_comes(house.door, THIS_WEEK)

    house.owners.members.discard((network, person))
    await house.hear(paused(house, network, person))
    await house.deliver()

    assert await house.mailbox() == []


@pytest.mark.parametrize(
    ("language", "sentence"), [("nl", "We bewaren je plek tot"), ("en", "We keep your place until")]
)
async def test_j21_two_weeks_before_a_place_is_kept_no_longer_one_mail_says_so(
    house: House, language: str, sentence: str
) -> None:
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl", language=language)
    until_at = house.place.clock.now() + YEAR
    event = paused(house, network, person)
    await house.hear(event, event)
    house.owners.places[event.membership_id] = (
        "PAUSED",
        PlaceLetter.model_validate(
            {
                "address": "lid@voorbeeld.nl",
                "language": language,
                "network_name": "Noord",
                "network_slug": "noord",
                "until_at": until_at,
            }
        ),
    )

    house.is_now(until_at - timedelta(days=15))
    await house.deliver()
    too_early = await house.mailbox()
    house.is_now(until_at - timedelta(days=13))
    await house.deliver()
    await house.deliver()

    assert too_early == []
    (mail,) = await house.mailbox()
    for words in (text_of(mail), html_of(mail)):
        assert sentence in words
        assert "https://leerkring.example/netwerken/noord/meedoen" in words
    assert "Noord" not in str(mail["Subject"])


async def test_j21_who_is_back_does_not_hear_that_the_pause_ends(house: House) -> None:
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    event = paused(house, network, person)
    await house.hear(event)
    house.owners.places[event.membership_id] = ("ACTIVE", letter_of("lid@voorbeeld.nl"))

    house.place.clock.forward(days=352)
    await house.deliver()

    assert await house.mailbox() == []
    assert await house.states() == ["CANCELLED"]


async def test_who_is_removed_hears_it_once_and_where_to_read_why(house: House) -> None:
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    ended = MembershipEnded(
        membership_id=membership(network, person),
        network_id=network,
        person_id=person,
        status="REMOVED",
        ended_at=house.place.clock.now(),
        version=2,
    )
    house.owners.places[ended.membership_id] = ("REMOVED", letter_of("lid@voorbeeld.nl"))

    await house.hear(ended, ended)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert str(mail["Subject"]) == "Bericht over je deelname bij Leerkring"
    assert "Een coördinator heeft je weggehaald uit Noord." in text_of(mail)
    assert "https://leerkring.example/netwerken/noord/meedoen" in text_of(mail)


async def test_who_leaves_gets_no_mail_about_it(house: House) -> None:
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")

    await house.leave(network, person)
    await house.deliver()

    assert await house.ledger() == []


def letter_of(address: str) -> PlaceLetter:
    """What a mail about a place in Noord needs."""
    return PlaceLetter(address=address, language="nl", network_name="Noord", network_slug="noord", until_at=None)
