"""When the reminder of a session leaves: a coordinator chooses for who chose nothing, never twice and never lost (wish 18)."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.notifications.subscriptions.domain import Cadence, Reminder
from shared.api.notifications.mail import ReminderAsked, ReminderPreview
from shared.api.notifications.subscriptions import ChooseSessionMail, SessionMailView
from shared.database import new_id
from shared.events.agenda.sessions import ReminderMomentChosen
from tests.notifications.house import House
from tests.notifications.test_session_reminders import START, choose, it_is, move

LEA = "lea@voorbeeld.nl"


def days_before(days: float) -> timedelta:
    """So long before a session."""
    return timedelta(days=days)


async def leaves(house: House, session_id: UUID, days: int, *, version: int, ago: timedelta = timedelta()) -> None:
    """A coordinator chooses so many days before; 0: not at all. ago: how long ago that was."""
    await house.hear(
        ReminderMomentChosen(
            reminder_moment_id=UUID(int=session_id.int ^ 1),
            session_id=session_id,
            network_id=house.owners.sessions[session_id].network_id,
            days_before=days,
            at=house.place.clock.now() - ago,
            version=version,
        )
    )


async def one_session(house: House) -> tuple[UUID, UUID, UUID]:
    """A network with one member who chose nothing, and a session."""
    network = house.owners.add_network("Noord")
    person = await house.member(network, LEA)
    return network, person, await house.plan_session(network, START)


async def days_on_which_it_left(house: House) -> list[int]:
    """How many days before the session a reminder left, as day after day goes by."""
    found = []
    for days in range(15, -1, -1):
        moment = START - timedelta(days=days)
        if moment >= house.place.clock.now() and await it_is(house, moment):
            found.append(days)
    return found


@pytest.mark.parametrize(("days", "left"), [(1, [1]), (2, [2]), (3, [3]), (7, [7]), (14, [14]), (0, [])])
async def test_wish_18_a_reminder_leaves_once_on_the_day_that_a_coordinator_chose_or_not_at_all(
    any_house: House, days: int, left: list[int]
) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    await leaves(house, session_id, days, version=1)

    assert await days_on_which_it_left(house) == left


async def test_wish_18_what_somebody_chose_themselves_counts_before_what_a_coordinator_chose(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    week, day, none, never, usual, follows, muted = [
        await house.member(network, f"{one}@voorbeeld.nl") for one in "abcdefg"
    ]
    await choose(house, week, network, Cadence.WEEKLY, Reminder.WEEK)
    await choose(house, day, network, Cadence.WEEKLY, Reminder.DAY)
    await choose(house, none, network, Cadence.WEEKLY, Reminder.NONE)
    await choose(house, never, network, Cadence.NEVER, None)
    await choose(house, usual, network, Cadence.WEEKLY, Reminder.WEEK)
    back = await choose(house, usual, network, Cadence.WEEKLY, Reminder.USUAL)
    session_id = await house.plan_session(network, START)
    for person_id, level in ((follows, "FOLLOWED"), (muted, "MUTED")):
        body = ChooseSessionMail.model_validate({"session_id": session_id, "level": level})
        await house.place.ask("POST", "/session-mail:choose", SessionMailView, person_id=person_id, body=body)
    await leaves(house, session_id, 3, version=1)

    told = {days: [one[0] for one in await it_is(house, START - days_before(days))] for days in (7, 3, 1)}

    assert back == "USUAL"
    assert told == {7: ["a", "f"], 3: ["e"], 1: ["b", "f"]}


async def test_who_follows_another_session_is_not_reminded_of_one_that_has_no_reminder(any_house: House) -> None:
    house = any_house
    network, person, session_id = await one_session(house)
    other = await house.plan_session(network, START + timedelta(days=30))
    body = ChooseSessionMail(session_id=other, level="FOLLOWED")
    await house.place.ask("POST", "/session-mail:choose", SessionMailView, person_id=person, body=body)
    await leaves(house, session_id, 0, version=1)

    assert await days_on_which_it_left(house) == []


@pytest.mark.parametrize("then", [0, 1, 2, 7])
async def test_a_reminder_that_left_does_not_leave_again_whatever_is_chosen_then(any_house: House, then: int) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    await leaves(house, session_id, 3, version=1)
    left = await it_is(house, START - days_before(3))

    await leaves(house, session_id, then, version=2)
    await leaves(house, session_id, 1, version=3)

    assert (len(left), await days_on_which_it_left(house)) == (1, [])


async def test_a_day_that_is_past_when_it_is_chosen_is_past_and_a_later_one_still_counts(any_house: House) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    house.is_now(START - days_before(5))

    await leaves(house, session_id, 7, version=1)
    at_once = await it_is(house, START - days_before(4))
    await leaves(house, session_id, 2, version=2)

    assert (at_once, await days_on_which_it_left(house)) == ([], [2])


async def test_left_out_and_then_not_leaves_and_the_newest_choice_counts_in_whatever_order_it_is_heard(
    any_house: House,
) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    await leaves(house, session_id, 0, version=1)
    await leaves(house, session_id, 2, version=3)
    await leaves(house, session_id, 0, version=2)

    assert await days_on_which_it_left(house) == [2]


async def test_what_is_chosen_after_its_moment_came_changes_nothing_also_before_the_clock_looked(
    any_house: House,
) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    await leaves(house, session_id, 3, version=1)
    house.is_now(START - days_before(3) + timedelta(minutes=2))

    await leaves(house, session_id, 7, version=2)
    left = await it_is(house, START - days_before(3) + timedelta(minutes=5))

    assert (len(left), await days_on_which_it_left(house)) == (1, [])


async def test_what_was_chosen_in_time_and_heard_late_still_leaves(any_house: House) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    house.is_now(START - days_before(3) + timedelta(hours=1))

    await leaves(house, session_id, 3, version=1, ago=timedelta(hours=2))

    assert len(await it_is(house, START - days_before(3) + timedelta(hours=1, minutes=5))) == 1
    assert await days_on_which_it_left(house) == []


async def test_a_session_that_moves_takes_the_choice_along_and_gets_a_reminder_of_its_new_date(
    any_house: House,
) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    await leaves(house, session_id, 3, version=1)
    first = await it_is(house, START - days_before(3))

    await move(house, session_id, START + timedelta(days=14))
    at_once = await it_is(house, START)
    again = await it_is(house, START + timedelta(days=11))

    assert (len(first), at_once, len(again)) == (1, [], 1)


async def test_j03_what_did_not_leave_because_a_session_moved_leaves_when_it_moves_back_on_the_day_that_is_chosen(
    any_house: House,
) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    await leaves(house, session_id, 7, version=1)
    house.is_now(START - days_before(7))
    await leaves(house, session_id, 2, version=2)  # its moment had come: it is planned
    await move(house, session_id, START + timedelta(days=14))
    await house.deliver()
    await move(house, session_id, START)

    assert await days_on_which_it_left(house) == [2]


async def test_a_coordinator_sees_on_which_days_it_can_still_leave_and_whether_it_left(any_house: House) -> None:
    house = any_house
    _, _, session_id = await one_session(house)
    house.owners.coordinator_id = new_id()
    house.is_now(START - days_before(5))

    async def look(days: int | None) -> ReminderPreview:
        body = ReminderAsked(session_id=session_id, days_before=days)
        path = "/session-reminders:preview"
        seen = await house.place.ask("POST", path, ReminderPreview, person_id=house.owners.coordinator_id, body=body)
        assert isinstance(seen, ReminderPreview)
        return seen

    before, usual = await look(3), await look(None)
    await leaves(house, session_id, 3, version=1)
    await it_is(house, START - days_before(3))
    after = await look(3)

    assert (before.subject[:11], usual.subject[:6]) == ("Binnenkort:", "Morgen")
    assert {one.days_before: one.leaves for one in before.days if one.days_before in {1, 3, 5, 7}} == {
        1: True,
        3: True,
        5: False,
        7: False,
    }
    assert [one.leaves_at for one in before.days if one.days_before == 3] == [START - days_before(3)]
    assert (before.has_left, after.has_left) == (False, True)
