"""How often the overview of a network comes to who chose nothing: as network says (C020), and a choice always wins."""

from datetime import timedelta
from itertools import permutations
from uuid import UUID

from services.notifications.handlers.clock import when_monday_comes
from services.notifications.subscriptions.domain import Cadence
from shared.api.notifications.subscriptions import SubscriptionView
from shared.bus.clock import Period
from shared.events.network import NetworkChanged, NetworkCreated
from tests.notifications.house import MONDAY, THIS_WEEK, House


async def cadence_of(house: House, person_id: UUID) -> tuple[str, bool]:
    """How often the overview comes to this person, and whether they chose nothing."""
    (view,) = await house.place.ask("GET", "/subscriptions/mine", list[SubscriptionView], person_id=person_id)
    return view.cadence, view.is_default


def begins(network_id: UUID, cadence: str | None) -> NetworkCreated:
    """A network begins, with this overview for who chose nothing."""
    return NetworkCreated(network_id=network_id, kind="network", status="ACTIVE", cadence=cadence, version=1)


def changes(network_id: UUID, cadence: str | None, version: int) -> NetworkChanged:
    """A network says otherwise."""
    return NetworkChanged(network_id=network_id, kind="network", status="ACTIVE", cadence=cadence, version=version)


async def test_c020_who_chose_nothing_gets_what_the_network_says_and_a_choice_always_wins(any_house: House) -> None:
    """Also a choice that was made before, and one that is the same as what everybody had."""
    network = any_house.owners.add_network("Noord")
    await any_house.hear(begins(network, "BEFORE_SESSION"))
    without, chose, left = [await any_house.member(network, f"{n}@voorbeeld.nl") for n in "abc"]
    await any_house.choose(chose, network, Cadence.BEFORE_SESSION)
    await any_house.choose(left, network, Cadence.NEVER)

    before = [await cadence_of(any_house, one) for one in (without, chose, left)]
    await any_house.hear(changes(network, "DAILY", 2))
    after = [await cadence_of(any_house, one) for one in (without, chose, left)]

    assert before == [("BEFORE_SESSION", True), ("BEFORE_SESSION", False), ("NEVER", False)]
    assert after == [("DAILY", True), ("BEFORE_SESSION", False), ("NEVER", False)]


async def test_c020_it_ends_up_the_same_in_whatever_order_it_is_heard_and_twice(house: House) -> None:
    """Somebody who did not say it yet says nothing about it."""
    for order in permutations((1, 2, 3)):
        network = house.owners.add_network("Noord")
        member = await house.member(network, f"{network}@voorbeeld.nl")
        told = {1: begins(network, "DAILY"), 2: changes(network, "BEFORE_SESSION", 2), 3: changes(network, None, 3)}

        for version in (*order, *order):
            await house.hear(told[version])

        assert await cadence_of(house, member) == ("BEFORE_SESSION", True), order


async def test_c020_monday_brings_the_overview_only_to_whom_it_is_weekly(any_house: House) -> None:
    weekly, daily = any_house.owners.add_network("Noord"), any_house.owners.add_network("Zuid")
    await any_house.hear(begins(daily, "DAILY"))
    for network, address in ((weekly, "week@voorbeeld.nl"), (daily, "dag@voorbeeld.nl")):
        await any_house.member(network, address)
        await any_house.open_question(network, "Wat helpt?")
    chosen = await any_house.member(daily, "zelf@voorbeeld.nl")
    await any_house.choose(chosen, daily, Cadence.WEEKLY)
    any_house.is_now(MONDAY)

    await when_monday_comes(any_house.door, THIS_WEEK)
    await any_house.deliver()

    assert sorted(mail["To"] for mail in await any_house.mailbox()) == ["week@voorbeeld.nl", "zelf@voorbeeld.nl"]


async def test_c020_an_overview_that_was_planned_does_not_go_where_the_network_said_otherwise_since(
    house: House,
) -> None:
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Wat helpt?")
    house.is_now(MONDAY)
    await when_monday_comes(house.door, Period(key=THIS_WEEK.key, due_at=MONDAY))

    await house.hear(changes(network, "BEFORE_SESSION", 2))
    house.is_now(MONDAY + timedelta(minutes=5))
    await house.deliver()

    assert await house.mailbox() == []
