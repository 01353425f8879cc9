"""F-21 to F-28, the kill grid of who announces: killed at every step, or frozen until somebody else took over."""

import asyncio
import signal

from sqlalchemy import select

from tests.faults.conftest import Figures
from tests.faults.roads import RELAY_LEASE_SECONDS, Road

EVENTS = 300
HELD_UP_SECONDS = 5 * RELAY_LEASE_SECONDS


async def killed_and_back(road: Road, figures: Figures, *, failpoint: str) -> int:
    """Let network's process die at a failpoint under load, start it again, ask what holds; returns the wire duplicates."""
    house = road["network"]
    await road.start(failpoints={"network": failpoint})
    async with road.crowd.busy(EVENTS, seconds=3):
        assert await house.until_ended() == -signal.SIGKILL
        await house.start()
    recovered = await road.settled()
    found = await road.holds()

    assert len(found.announced) >= EVENTS
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates, recovered=recovered)
    return found.wire_duplicates


async def killed_at_the_next(road: Road, *, failpoint: str) -> tuple[str, int]:
    """Answer two changes and die at the third; returns its key, and how many events stand committed without an answer."""
    crowd, house = road.crowd, road["network"]
    await road.start(later={"network": f"{failpoint}:kill@1"})
    await crowd.change()
    await crowd.change()
    await road.settled()  # what a service does by the clock when it starts is over, too
    house.signal(signal.SIGUSR1)
    assert await crowd.ask(house, "the third", crowd.subjects[:10], "member") is None
    assert await house.until_ended() == -signal.SIGKILL

    found = await road.findings()
    await house.start()
    return "the third", len(found.announced - found.answered)


async def test_F_21_killed_before_the_commit_nothing_happened_and_the_same_key_works(
    road: Road, figures: Figures
) -> None:
    key, committed = await killed_at_the_next(road, failpoint="door.before_commit")
    assert committed == 0

    assert await road.crowd.ask(road["network"], key, road.crowd.subjects[:10], "member") == 200
    recovered = await road.settled()

    figures(events=len((await road.holds()).announced), recovered=recovered)


async def test_F_22_killed_before_the_answer_the_same_key_gives_the_same_answer_and_no_second_event(
    road: Road, figures: Figures
) -> None:
    key, committed = await killed_at_the_next(road, failpoint="door.after_commit")
    assert committed == 10

    assert await road.crowd.ask(road["network"], key, road.crowd.subjects[:10], "member") == 200
    recovered = await road.settled()

    found = await road.holds()
    assert len(found.announced) == 30
    figures(events=30, recovered=recovered)


async def test_F_23_killed_before_it_published_another_relay_publishes_when_the_lease_is_over(
    road: Road, figures: Figures
) -> None:
    other = road.second("network")
    await road.start(failpoints={"network": "relay.after_claim:kill@3"})
    await other.start()
    road.crowd.houses = [road["network"], other]

    async with road.crowd.busy(EVENTS, seconds=3):
        assert await road["network"].until_ended() == -signal.SIGKILL
    recovered = await road.settled()

    found = await road.holds()
    assert len(found.announced) >= EVENTS
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates, recovered=recovered)


async def test_F_24_killed_before_the_confirm_it_is_published_again_and_done_once(road: Road, figures: Figures) -> None:
    assert await killed_and_back(road, figures, failpoint="relay.after_publish:kill@40") >= 1


async def test_F_25_killed_before_it_was_marked_it_is_published_again_and_done_once(
    road: Road, figures: Figures
) -> None:
    assert await killed_and_back(road, figures, failpoint="relay.after_confirm:kill@40") >= 1


async def test_F_26_killed_when_half_a_batch_was_confirmed_everything_is_done_once(
    road: Road, figures: Figures
) -> None:
    assert await killed_and_back(road, figures, failpoint="relay.half_batch:kill@3") >= 1


async def test_F_27_a_relay_that_was_held_up_longer_than_its_lease_marks_nothing_and_puts_nothing_back(
    road: Road, figures: Figures
) -> None:
    crowd, held, other = road.crowd, road["network"], road.second("network")
    # A whole process that is frozen could hold the one write lock that a file of SQLite has, in another thread.
    is_frozen = road.name == "apart"
    await road.start(
        failpoints={"network": f"relay.after_claim:{'stop' if is_frozen else f'sleep={HELD_UP_SECONDS}'}@1"}
    )
    await crowd.ask(held, "the first", crowd.subjects[:10], "member")
    if is_frozen:
        await held.until_frozen()

    await other.start()
    crowd.houses = [other]
    for _ in range(5):
        await crowd.change(crowd.subjects[:10])
    overtaken = await road.settled()
    assert overtaken < 4 * RELAY_LEASE_SECONDS
    if is_frozen:
        held.signal(signal.SIGCONT)
    async with asyncio.timeout(20):
        while not held.said("another relay took over"):
            await asyncio.sleep(0.1)
    assert await crowd.ask(other, "the first", crowd.subjects[:10], "member") == 200
    await crowd.changes(100)
    await road.settled()

    found = await road.holds()
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates, overtaken=overtaken)


async def test_F_28_of_two_relays_one_sends_and_nothing_is_sent_twice(road: Road, figures: Figures) -> None:
    other = road.second("network")
    await road.start()
    await other.start()
    road.crowd.houses = [road["network"], other]

    await road.crowd.changes(EVENTS)
    await road.settled()

    found = await road.holds()
    lease = road.databases["network"].metadata.tables["relay_lease"]
    async with road.databases["network"].reading() as session:
        fences = (await session.execute(select(lease.c.fence))).scalars().all()
    assert (found.wire_duplicates, fences) == (0, [1])
    figures(events=len(found.announced), wire_duplicates=0)
