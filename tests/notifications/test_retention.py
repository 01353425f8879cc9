"""What is kept no longer goes by the clock (DOMAIN 9, retention): the mail log after three months, and what lay around it sooner."""

from datetime import timedelta

from sqlalchemy import func, select

from services.notifications.digests.models import ToldItem
from services.notifications.handlers.clock import when_monday_comes, when_night_falls
from services.notifications.subscriptions.models import UnsubscribeToken
from shared.bus.clock import Period
from tests.notifications.house import NEXT_WEEK, THIS_WEEK, House


async def night(house: House, *, days: int) -> None:
    """So many days later a night passes."""
    house.place.clock.forward(days=days)
    await when_night_falls(house.door, Period("night", house.place.clock.now()))


async def digest_sent(house: House) -> None:
    """One digest with one question goes to one member."""
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Wat helpt?")
    house.is_now(THIS_WEEK.due_at)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()


async def count(house: House, table: type[ToldItem | UnsubscribeToken]) -> int:
    """How many rows there are."""
    async with house.door.reading() as session:
        return int(await session.scalar(select(func.count()).select_from(table)) or 0)


async def test_the_mail_log_is_kept_for_three_months_and_not_longer(any_house: House) -> None:
    house = any_house
    await digest_sent(house)

    await night(house, days=91)
    kept = await house.states()
    await night(house, days=2)

    assert kept == ["SENT"]
    assert await house.states() == []


async def test_a_mail_that_still_waits_is_not_forgotten(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Wat helpt?")
    house.is_now(THIS_WEEK.due_at)
    await when_monday_comes(house.door, THIS_WEEK)

    await night(house, days=400)

    assert await house.states() == ["PLANNED"]


async def test_what_somebody_was_told_is_not_told_again_when_the_mail_is_forgotten(any_house: House) -> None:
    house = any_house
    await digest_sent(house)
    await night(house, days=100)

    house.is_now(NEXT_WEEK.due_at + timedelta(days=7 * 16))
    await when_monday_comes(house.door, Period("2027-W13", house.place.clock.now()))
    await house.deliver()

    assert await count(house, ToldItem) == 1
    assert await house.mailbox() == []


async def test_the_local_mailbox_keeps_a_mail_for_thirty_days(any_house: House) -> None:
    house = any_house
    await digest_sent(house)

    await night(house, days=29)
    kept = len(await house.mailbox())
    await night(house, days=2)

    assert (kept, await house.mailbox()) == (1, [])


async def test_the_link_at_the_end_of_a_mail_works_for_400_days(any_house: House) -> None:
    house = any_house
    await digest_sent(house)

    await night(house, days=399)
    kept = await count(house, UnsubscribeToken)
    await night(house, days=2)

    assert (kept, await count(house, UnsubscribeToken)) == (1, 0)
