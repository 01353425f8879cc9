"""The overview by mail: once, complete, and only what its reader may see."""

from datetime import timedelta

from services.notifications.handlers import when_monday_comes
from shared.events.notifications import DigestSent
from tests.notifications.house import MONDAY, THIS_WEEK, House


async def test_everybody_who_takes_part_gets_one_mail_on_monday(any_house: House) -> None:
    """BR-060, BR-061, J15: weekly by default, all networks of a reader in one mail, two lists and the dates."""
    house = any_house
    north, south = house.owners.add_network("Noord"), house.owners.add_network("Zuid")
    both = await house.member(north, "beide@voorbeeld.nl")
    await house.join(south, both)
    await house.member(south, "zuid@voorbeeld.nl")
    session = await house.plan_session(north, MONDAY + timedelta(days=52))
    await house.add_point(session, "Logeren bij een steungezin")
    await house.open_question(south, "Wat helpt een kind?")

    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()

    mails = await house.mailbox()
    assert sorted(str(mail["To"]) for mail in mails) == ["beide@voorbeeld.nl", "zuid@voorbeeld.nl"]
    assert await house.states() == ["SENT", "SENT"]
    assert [type(event) for event in await house.place.announced()] == [DigestSent, DigestSent]
