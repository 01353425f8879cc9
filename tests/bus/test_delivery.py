"""What is committed arrives: once, in order, and also at those who were away."""

import asyncio
import random
from contextlib import suppress

import pytest

from shared.bus.consumer import LiveListener
from shared.bus.transport import Envelope, Route
from shared.bus.work import Work
from shared.events.base import Event
from shared.events.network import MembershipActivated
from shared.telemetry import current_traceparent, doing
from tests.bus.road import House, Road, activated, ended, eventually, some_ids, withdrawn

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


async def test_an_event_reaches_every_consumer_once(road: Road) -> None:
    (subject,) = some_ids(1)
    road.start()

    await road["network"].announce(activated(subject))

    await eventually(road["agenda"].effects, [(subject, 1)])
    await eventually(road["notifications"].effects, [(subject, 1)])
    await eventually(road["network"].pending, 0)
    assert await road["agenda"].states() == {"done": 1}


async def test_what_is_rolled_back_is_never_sent(road: Road) -> None:
    kept, lost = some_ids(2)
    road.start()

    with suppress(RuntimeError):
        async with road["network"].door.work() as work:
            work.announce(activated(lost))
            raise RuntimeError
    await road["network"].announce(activated(kept))

    await eventually(road["agenda"].effects, [(kept, 1)])


async def test_an_event_over_eight_kilobytes_is_refused_with_everything_of_its_transaction_f_20(road: Road) -> None:
    big, small = some_ids(2)

    with pytest.raises(ValueError, match="at most 8192"):
        await road["network"].announce(activated(small), activated(big, role="x" * 9000))

    assert await road["network"].pending() == 0


async def test_what_a_handler_announces_goes_on_its_way_with_what_it_did(road: Road) -> None:
    (subject,) = some_ids(1)
    agenda = road["agenda"]

    async def pass_on(work: Work, event: Event) -> None:
        await agenda.note(work, event)
        work.announce(withdrawn(event.subject_id))

    agenda.handlers = {MembershipActivated: pass_on}
    road.start()

    await road["network"].announce(activated(subject))

    await eventually(lambda: seen(road["notifications"]), {(subject, 1)})
    await eventually(lambda: count(road["notifications"]), 2)


async def seen(house: House) -> set[tuple[object, int]]:
    """Which effects there are."""
    return set(await house.effects())


async def count(house: House) -> int:
    """How many effects there are."""
    return len(await house.effects())


async def test_versions_of_one_row_arrive_in_their_order_i3(road: Road) -> None:
    subjects = some_ids(20)
    told = [(subject, version) for version in range(1, 11) for subject in subjects]
    road.start()

    for begin in range(0, len(told), 17):
        await road["network"].announce(*(activated(*one) for one in told[begin : begin + 17]))

    await eventually(lambda: count(road["agenda"]), len(told))
    done = await road["agenda"].effects()
    assert {subject: [version for of, version in done if of == subject] for subject in subjects} == {
        subject: list(range(1, 11)) for subject in subjects
    }


async def test_the_same_event_a_hundred_times_at_once_has_one_effect_f_39(road: Road) -> None:
    network, agenda = road["network"], road["agenda"]
    road.start()
    subject, last = some_ids(2)
    await network.announce(activated(subject))
    await eventually(agenda.effects, [(subject, 1)])
    envelope = network.envelope(activated(subject, 2))

    await asyncio.gather(*(network.transport.publish(envelope) for _ in range(100)))

    await network.announce(activated(last))
    await eventually(lambda: seen(agenda), {(subject, 1), (subject, 2), (last, 1)})
    assert await count(agenda) == 3
    assert await agenda.states() == {"done": 3}


async def test_what_stands_in_the_inbox_is_handled_in_version_order_f_40(road: Road) -> None:
    agenda = road["agenda"]
    (subject,) = some_ids(1)
    told = [agenda.envelope(event) for event in (activated(subject, 3), activated(subject, 1), ended(subject, 2))]
    agenda.start(relay=False)
    await agenda.stop()
    assert agenda.consumer is not None
    await agenda.consumer.receive(random.sample(told, 3))

    agenda.start(relay=False)

    await eventually(agenda.effects, [(subject, 1), (subject, 2), (subject, 3)])
    assert await agenda.desk.applied_version("membership", subject) == 3


async def test_what_comes_late_is_handled_and_never_counts_as_the_newest(road: Road) -> None:
    network, agenda = road["network"], road["agenda"]
    (subject,) = some_ids(1)
    road.start()

    for version in (3, 1):
        envelope = network.envelope(activated(subject, version))
        await network.send(envelope)
        await eventually(lambda: agenda.desk.states_of([envelope.id], source="network"), {envelope.id: "done"})  # noqa: B023 -- asked within this turn

    assert await agenda.effects() == [(subject, 3), (subject, 1)]
    assert await agenda.desk.applied_version("membership", subject) == 3


async def test_who_was_away_gets_everything_in_order(road: Road) -> None:
    (subject,) = some_ids(1)
    road["network"].start()
    road["notifications"].start()
    for version in range(1, 6):
        await road["network"].announce(activated(subject, version))
    await asyncio.sleep(0.5)

    road["agenda"].start()

    await eventually(road["agenda"].effects, [(subject, version) for version in range(1, 6)])
    await eventually(lambda: count(road["notifications"]), 5)


async def test_a_live_listener_hears_what_happens_now_and_one_bad_event_does_not_close_its_ears(road: Road) -> None:
    early, bad, good = some_ids(3)
    heard: list[object] = []

    async def listen(event: Event, envelope: Envelope) -> None:
        if event.subject_id == bad:
            raise RuntimeError
        heard.append((event.subject_id, envelope.source))

    road.start()
    await road["network"].announce(activated(early))
    await eventually(road["agenda"].effects, [(early, 1)])
    transport = road["notifications"].transport
    live = Route("gateway", ("network", "agenda", "notifications"), durable=False)
    listening = asyncio.create_task(LiveListener(transport, live, listen).run())
    await asyncio.sleep(1)

    await road["network"].announce(activated(bad), activated(good))
    await road["agenda"].announce(withdrawn(good))

    async def what_was_heard() -> set[object]:
        return set(heard)

    await eventually(what_was_heard, {(good, "network"), (good, "agenda")})
    listening.cancel()
    await asyncio.wait({listening})


async def test_the_trace_of_a_change_reaches_the_handler_and_what_it_announces(road: Road) -> None:
    agenda = road["agenda"]
    traces: list[str | None] = []

    async def pass_on(work: Work, event: Event) -> None:
        traces.append(current_traceparent())
        await agenda.note(work, event)
        work.announce(withdrawn(event.subject_id))

    agenda.handlers = {MembershipActivated: pass_on}
    road.start()
    (subject,) = some_ids(1)

    with doing(traceparent=TRACE):
        await road["network"].announce(activated(subject))
    await eventually(lambda: count(agenda), 1)

    async with agenda.door.reading() as session:
        row = (await session.execute(agenda.door.outbox.table.select())).one()
    assert traces == [TRACE]
    assert row.traceparent == TRACE


async def test_a_stop_finishes_what_is_in_hand_and_leaves_the_rest_f_35(road: Road) -> None:
    agenda = road["agenda"]
    begun = asyncio.Event()

    async def slow(work: Work, event: Event) -> None:
        begun.set()
        await asyncio.sleep(1)
        await agenda.note(work, event)

    agenda.handlers = {MembershipActivated: slow}
    road.start()
    subjects = some_ids(2)
    await road["network"].announce(activated(subjects[0]))
    await asyncio.wait_for(begun.wait(), 10)

    await agenda.stop()

    assert await agenda.effects() == [(subjects[0], 1)]
    assert await agenda.states() == {"done": 1}
