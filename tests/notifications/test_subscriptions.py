"""Who wants what, when: choosing, one-click unsubscribing, and a pause after bounces."""

from itertools import permutations
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.notifications.handlers.clock import when_monday_comes
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.models import Member, UnsubscribeToken
from services.notifications.subscriptions.queries import taking_part
from shared.api.notifications.subscriptions import ChooseDigest, SubscriptionView, UnsubscribeAsked, UnsubscribeView
from shared.audit.table import ENTRY
from shared.errors import NotFound
from shared.events.network import MembershipActivated, MembershipEnded
from shared.events.notifications import SubscriptionEnded, SubscriptionStarted
from tests.notifications.house import MONDAY, NEXT_WEEK, THIS_WEEK, House, some_id, token_in


async def mine(house: House, person_id: UUID) -> list[SubscriptionView]:
    """What a person sees of their own choices."""
    given: list[SubscriptionView] = await house.place.ask(
        "GET", "/subscriptions/mine", list[SubscriptionView], person_id=person_id
    )
    return given


async def mailed(house: House, address: str = "lid@voorbeeld.nl") -> tuple[UUID, UUID, str]:
    """A network, a member of it, and the token in the digest they just got."""
    network = house.owners.add_network("Noord")
    person = await house.member(network, address)
    await house.open_question(network, "Wat helpt?")
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()
    return network, person, token_in((await house.mailbox())[-1])


async def test_weekly_is_what_everybody_gets_who_chose_nothing(any_house: House) -> None:
    """BR-060."""
    network = any_house.owners.add_network("Noord")
    person = await any_house.member(network, "lid@voorbeeld.nl")

    assert await mine(any_house, person) == [
        SubscriptionView(network_id=network, cadence="WEEKLY", is_default=True, paused=False)
    ]


@pytest.mark.parametrize("cadence", ["DIRECT", "DAILY", "WEEKLY", "BEFORE_SESSION", "NEVER"])
async def test_each_choice_is_kept_per_network_and_announced(house: House, cadence: str) -> None:
    """BR-060."""
    north, south = house.owners.add_network("Noord"), house.owners.add_network("Zuid")
    person = await house.member(north, "lid@voorbeeld.nl")
    await house.join(south, person)

    await house.choose(person, north, Cadence(cadence))

    chosen = {view.network_id: (view.cadence, view.is_default) for view in await mine(house, person)}
    assert chosen == {north: (cadence, False), south: ("WEEKLY", True)}
    (said,) = await house.place.announced()
    assert isinstance(said, SubscriptionEnded if cadence == "NEVER" else SubscriptionStarted)
    assert (said.person_id, said.network_id, said.version) == (person, north, 1)


async def test_choosing_the_same_again_announces_nothing(any_house: House) -> None:
    network = any_house.owners.add_network("Noord")
    person = await any_house.member(network, "lid@voorbeeld.nl")

    await any_house.choose(person, network, Cadence.DAILY)
    await any_house.choose(person, network, Cadence.DAILY)
    await any_house.choose(person, network, Cadence.NEVER)

    said = [(type(event), event.version) for event in await any_house.place.announced()]
    assert said == [(SubscriptionStarted, 1), (SubscriptionEnded, 2)]


async def test_who_does_not_take_part_cannot_choose(house: House) -> None:
    network = house.owners.add_network("Noord")
    member = await house.member(network, "lid@voorbeeld.nl")
    await house.leave(network, member)
    body = ChooseDigest(network_id=network, cadence="DAILY")

    for person in (member, some_id()):
        refusal = await house.place.refusal("POST", "/subscriptions:choose", person_id=person, body=body)
        assert (refusal.code, refusal.status) == ("NOT_A_MEMBER", 403)
    assert await house.place.announced() == []


async def test_who_tried_to_choose_for_a_network_of_others_stands_in_the_log(any_house: House) -> None:
    """RELIABILITY 6, on both databases: no table of this service that comes first in its search knows a network."""
    network, stranger = any_house.owners.add_network("Noord"), some_id()
    body = ChooseDigest(network_id=network, cadence="DAILY")

    await any_house.place.refusal("POST", "/subscriptions:choose", person_id=stranger, body=body)
    await any_house.place.app.state.desk.refused.written()

    async with any_house.place.door.reading() as session:
        rows = (await session.execute(select(ENTRY.c.verb, ENTRY.c.network_id))).all()
    assert [tuple(row) for row in rows] == [("act.not-allowed", network)]


async def test_a_stranger_has_no_choices(house: House) -> None:
    refusal = await house.place.refusal("GET", "/subscriptions/mine")

    assert refusal.code == "NOT_SIGNED_IN"


async def test_membership_ends_up_the_same_in_whatever_order_it_is_heard(house: House) -> None:
    """I2: activated, changed, ended - also when the end is heard first, and everything twice."""
    network = house.owners.add_network("Noord")
    for order in permutations((1, 2, 3)):
        person, membership = some_id(), some_id()
        told = {
            version: MembershipActivated(
                membership_id=membership,
                network_id=network,
                person_id=person,
                perspective="PARENT",
                roles=[],
                activated_at=house.place.clock.now(),
                version=version,
            )
            for version in (1, 2)
        }
        end = MembershipEnded(
            membership_id=membership,
            network_id=network,
            person_id=person,
            ended_at=house.place.clock.now(),
            version=3,
        )

        await house.hear(*((end if version == 3 else told[version]) for version in (*order, *order)))

        async with house.door.reading() as session:
            assert await taking_part(session, [person]) == set()
            kept = select(col(Member.version), col(Member.is_active)).where(col(Member.person_id) == person)
            assert (await session.execute(kept)).all() == [(3, False)]


# One click


async def test_looking_at_the_link_changes_nothing(any_house: House) -> None:
    """BR-064, J14 AC3: scanners follow links."""
    network, person, token = await mailed(any_house)
    before = len(await any_house.place.announced())

    for _ in range(2):
        seen = await any_house.place.ask(
            "POST", "/unsubscriptions:show", UnsubscribeView, body=UnsubscribeAsked(token=token)
        )
        assert seen == UnsubscribeView(network_ids=[network], language="nl", ended=False)

    assert [view.cadence for view in await mine(any_house, person)] == ["WEEKLY"]
    assert len(await any_house.place.announced()) == before


async def test_one_click_ends_it_at_once_and_again_is_fine(any_house: House) -> None:
    """BR-064, J14 AC2 and AC4: no login, 200, again 200, and the next run sends nothing."""
    house = any_house
    network, person, token = await mailed(house)

    answers = [
        await house.place.ask("POST", "/unsubscriptions", UnsubscribeView, body=UnsubscribeAsked(token=token))
        for _ in range(2)
    ]

    assert answers == [UnsubscribeView(network_ids=[network], language="nl", ended=True)] * 2
    assert [view.cadence for view in await mine(house, person)] == ["NEVER"]
    ended = [event for event in await house.place.announced() if isinstance(event, SubscriptionEnded)]
    assert [(event.person_id, event.network_id) for event in ended] == [(person, network)]
    seen = await house.place.ask("POST", "/unsubscriptions:show", UnsubscribeView, body=UnsubscribeAsked(token=token))
    assert seen.ended

    await house.open_question(network, "Wat helpt nog meer?")
    house.is_now(NEXT_WEEK.due_at)
    await when_monday_comes(house.door, NEXT_WEEK)
    await house.deliver()
    assert len(await house.mailbox()) == 1


async def test_an_unknown_token_reveals_nothing(house: House) -> None:
    """J14 AC6: not found, word for word what everything unknown is."""
    body = UnsubscribeAsked(token="x" * 43)

    for path in ("/unsubscriptions:show", "/unsubscriptions"):
        refusal = await house.place.refusal("POST", path, body=body)
        assert (refusal.code, refusal.message) == (NotFound.code, NotFound().message)


async def test_a_token_ends_only_the_networks_of_its_own_mail(house: House) -> None:
    network, person, token = await mailed(house)
    other = house.owners.add_network("Zuid")
    await house.join(other, person)

    await house.place.ask("POST", "/unsubscriptions", UnsubscribeView, body=UnsubscribeAsked(token=token))

    assert {view.network_id: view.cadence for view in await mine(house, person)} == {network: "NEVER", other: "WEEKLY"}


async def test_only_the_hash_of_a_token_is_kept(house: House) -> None:
    _, _, token = await mailed(house)

    async with house.door.reading() as session:
        (kept,) = (await session.execute(select(col(UnsubscribeToken.token_hash)))).scalars()
    assert len(token) == 43  # 32 bytes
    assert len(kept) == 32
    assert token.encode() not in kept


async def test_what_appeared_while_somebody_wanted_nothing_is_not_sent_afterwards(house: House) -> None:
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    await house.choose(person, network, Cadence.NEVER)
    await house.open_question(network, "Toen ik weg was?")
    house.place.clock.forward(hours=1)
    await house.choose(person, network, Cadence.WEEKLY)
    house.place.clock.forward(hours=1)
    await house.open_question(network, "Toen ik terug was?")

    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert "Toen ik terug was?" in str(mail.get_body(("plain",)))
    assert "Toen ik weg was?" not in str(mail.get_body(("plain",)))


async def test_who_joins_hears_of_the_last_week_and_nothing_older(house: House) -> None:
    network = house.owners.add_network("Noord")
    old = await house.open_question(network, "Van lang geleden?")
    house.place.clock.forward(days=8)
    recent = await house.open_question(network, "Van kort geleden?")
    house.place.clock.forward(days=1)
    person = await house.member(network, "nieuw@voorbeeld.nl")

    house.is_now(NEXT_WEEK.due_at)
    await when_monday_comes(house.door, NEXT_WEEK)
    await house.deliver()

    assert await house.told() == {(person, recent)}
    assert old != recent


async def test_a_new_role_does_not_make_somebody_new(house: House) -> None:
    """Network announces a change of role as activated; what appeared before it is still news."""
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    question = await house.open_question(network, "Van vóór de nieuwe rol?")
    house.place.clock.forward(days=20)
    await house.join(network, person, version=2)

    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()

    assert await house.told() == {(person, question)}
