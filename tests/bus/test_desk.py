"""What an operator sees and mends: status, show, replay, reconcile. A courier may lose everything; the databases make it again."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from shared.bus.desk import Desk, type_named
from shared.bus.inbox.rows import DEAD, DEAD_KEPT_DAYS, KEPT_DAYS
from shared.bus.inbox.upkeep import Upkeep
from shared.events.agenda.questions import QuestionWithdrawn
from shared.events.network import MembershipActivated, MembershipEnded
from tests.bus.conftest import OpenHouse
from tests.bus.road import House, Road, activated, ended, eventually, some_ids
from tests.workplace import StandingClock

LONG_AGO = timedelta(days=365)


async def replayed(desk: Desk, since: datetime, **how: object) -> int:
    """How many events a replay sent again."""
    pages = [count async for count in desk.replay(since=since, **how)]  # type: ignore[arg-type]  # the test's own keywords
    return pages[-1] if pages else 0


async def forget(house: House, subject: UUID) -> None:
    """Lose an event on its way: as if the courier had confirmed it and then lost its disk."""
    row = house.inbox.table
    async with house.door.database.writing() as session:
        await session.execute(delete(row).where(row.c.subject == subject))
        await session.execute(delete(house.inbox.applied).where(house.inbox.applied.c.subject == subject))
        await session.execute(delete(house.effect).where(house.effect.c.subject == subject))
        await session.commit()


async def test_a_replay_refills_what_was_lost_and_repeats_nothing_f_05(road: Road, clock: StandingClock) -> None:
    network, agenda = road["network"], road["agenda"]
    lost, kept = some_ids(2)
    road.start()
    await network.announce(activated(lost), activated(kept))
    await eventually(agenda.states, {"done": 2})
    await forget(agenda, lost)

    count = await replayed(network.desk, clock.now() - LONG_AGO)

    assert count == 2
    await eventually(agenda.effects, [(kept, 1), (lost, 1)])
    await eventually(network.pending, 0)
    assert await agenda.states() == {"done": 2}


async def test_a_replay_can_be_tried_dry_and_narrowed_to_a_time_and_a_type(road: Road, clock: StandingClock) -> None:
    network = road["network"]
    early, late = some_ids(2)
    road.start()
    await network.announce(activated(early))
    clock.forward(hours=1)
    await network.announce(activated(late), ended(late))
    await eventually(network.pending, 0)
    await network.stop()
    hour_ago = clock.now() - timedelta(minutes=30)

    dry = await replayed(network.desk, hour_ago, dry_run=True)
    nothing_pending = await network.pending()
    narrow = await replayed(network.desk, hour_ago, types=[type_named("MembershipEnded")])

    assert (dry, nothing_pending, narrow) == (2, 0, 1)
    assert await network.pending() == 1


async def test_a_replay_keeps_to_the_number_a_second_it_was_given(another: OpenHouse, clock: StandingClock) -> None:
    network = await another("network")
    await network.announce(*(activated(subject) for subject in some_ids(60)))
    async with network.door.database.writing() as session:
        await session.execute(update(network.door.outbox.table).values(status=1))
        await session.commit()

    pages = [count async for count in network.desk.replay(since=clock.now() - LONG_AGO, per_second=20)]

    assert pages == [20, 40, 60]


async def test_reconcile_finds_what_a_listener_lacks_and_sends_exactly_that_again_p3(
    road: Road, clock: StandingClock
) -> None:
    network, agenda = road["network"], road["agenda"]
    lost, kept = some_ids(2)
    road.start()
    await network.announce(activated(lost, 1), activated(lost, 2), activated(kept))
    await eventually(agenda.states, {"done": 3})
    await forget(agenda, lost)

    found = await network.desk.reconcile(agenda.desk)
    fixed = await network.desk.reconcile(agenda.desk, fix=True)

    assert found == fixed
    (difference,) = found
    assert (difference.subject, difference.announced, difference.applied) == (lost, 2, 0)
    assert (difference.consumer, difference.events, difference.state) == ("agenda", 2, "missing")
    await eventually(agenda.effects, [(kept, 1), (lost, 1), (lost, 2)])
    assert await network.desk.reconcile(agenda.desk) == []


async def test_reconcile_tells_what_is_dead_from_what_is_missing_and_sends_nothing_again(road: Road) -> None:
    network, agenda = road["network"], road["agenda"]
    (subject,) = some_ids(1)
    agenda.handlers[MembershipEnded] = agenda.handlers[MembershipActivated]
    road.start()
    await network.announce(activated(subject))
    await eventually(agenda.states, {"done": 1})
    async with agenda.door.database.writing() as session:
        await session.execute(update(agenda.inbox.table).values(state=6))
        await session.commit()

    found = await network.desk.reconcile(agenda.desk, fix=True)

    assert [(one.state, one.applied) for one in found] == [("dead", 1)]
    assert await network.pending() == 0


async def test_reconcile_asks_only_for_what_the_listener_handles(road: Road) -> None:
    network, agenda = road["network"], road["agenda"]
    agenda.handlers = {}
    road.start()
    await network.announce(activated(some_ids(1)[0]))
    await eventually(network.pending, 0)

    assert await network.desk.reconcile(agenda.desk) == []
    assert await road["agenda"].desk.reconcile(road["notifications"].desk) == []


async def test_status_tells_what_waits_what_died_and_of_what(road: Road, clock: StandingClock) -> None:
    network, agenda = road["network"], road["agenda"]
    subject, waiting = some_ids(2)
    road.start()
    await network.announce(activated(subject))
    await eventually(agenda.states, {"done": 1})
    async with agenda.door.database.writing() as session:
        await session.execute(update(agenda.inbox.table).values(state=6, error="KeyError in x"))
        await session.commit()
    await network.stop()
    await network.announce(activated(waiting))
    clock.forward(seconds=90)

    sender, taker = await network.desk.status(clock.now()), await agenda.desk.status(clock.now())

    assert (sender["pending"], sender["oldest_seconds"], sender["dead"]) == (1, 90.0, 0)
    assert (taker["dead"], taker["waiting"], taker["inbox"]) == (1, 0, {"dead": 1})
    assert [(one["type"], one["error"], one["events"]) for one in taker["dead_by"]] == [
        (MembershipActivated.TYPE, "KeyError in x", 1)
    ]


async def test_an_event_is_shown_on_both_sides_of_the_road(road: Road) -> None:
    network, agenda = road["network"], road["agenda"]
    (subject,) = some_ids(1)
    road.start()
    await network.announce(activated(subject))
    await eventually(agenda.states, {"done": 1})
    async with network.door.reading() as session:
        event_id = (await session.execute(network.door.outbox.table.select())).one().id

    (told,) = await network.desk.show(event_id)
    (heard,) = await agenda.desk.show(event_id)

    assert (told["box"], told["status"], told["subject"]) == ("outbox", "published", subject)
    assert (heard["box"], heard["state"], heard["attempts"]) == ("inbox", "done", 1)
    assert await network.desk.show(some_ids(1)[0]) == []


async def test_a_replay_of_what_is_no_longer_remembered_has_no_effect_f_37(road: Road, clock: StandingClock) -> None:
    network, agenda = road["network"], road["agenda"]
    (subject,) = some_ids(1)
    road.start()
    await network.announce(activated(subject))
    await eventually(agenda.states, {"done": 1})
    clock.forward(days=KEPT_DAYS + 1)
    purged = await agenda.inbox.purge(clock.now() - timedelta(days=KEPT_DAYS))

    await replayed(network.desk, clock.now() - LONG_AGO)

    await eventually(network.pending, 0)
    await eventually(agenda.states, {"done": 1})
    assert purged == 1
    assert await agenda.effects() == [(subject, 1)]


async def test_what_was_handled_is_remembered_longer_than_any_outbox_can_repeat_it(
    road: Road, clock: StandingClock
) -> None:
    agenda = road["agenda"]
    road.start()
    await road["network"].announce(activated(some_ids(1)[0]))
    await eventually(agenda.states, {"done": 1})

    clock.forward(days=40)
    gone = await agenda.inbox.purge(clock.now() - timedelta(days=KEPT_DAYS))

    assert gone == 0


async def test_what_was_given_up_is_kept_for_14_days_and_not_longer(road: Road, clock: StandingClock) -> None:
    agenda = road["agenda"]
    road.start()
    await road["network"].announce(activated(some_ids(1)[0]))
    await eventually(agenda.states, {"done": 1})
    await agenda.stop()
    async with agenda.door.database.writing() as session:
        await session.execute(update(agenda.inbox.table).values(state=DEAD, received_at=clock.now()))
        await session.commit()

    clock.forward(days=DEAD_KEPT_DAYS)
    await Upkeep(agenda.inbox).turn(clock.now())
    kept = await agenda.states()
    clock.forward(minutes=1)
    await Upkeep(agenda.inbox).turn(clock.now())

    assert (DEAD_KEPT_DAYS, kept) == (14, {"dead": 1})
    assert await agenda.states() == {}


def test_an_event_is_named_by_its_type_or_its_class() -> None:
    assert type_named("QuestionWithdrawn") == type_named(QuestionWithdrawn.TYPE) == QuestionWithdrawn.TYPE
    with pytest.raises(LookupError, match="No event is called Nonsense"):
        type_named("Nonsense")
