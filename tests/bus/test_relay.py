"""What leaves a service: one relay at a time, in order, and nothing counts as sent until somebody took it."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from shared.bus.outbox import KEPT_DAYS, Leadership
from shared.bus.transport import CourierAway, Envelope, Features, NotAccepted, Receiver, Route
from shared.columns import database_time
from shared.database import new_id
from tests.bus.conftest import OpenHouse
from tests.bus.road import House, activated, eventually, some_ids
from tests.workplace import StandingClock


class MoodyCourier:
    """A courier that refuses what a test tells it to, and remembers what it was given."""

    features = Features("moody", survives_its_own_death=False, crosses_processes=False)

    def __init__(self) -> None:
        self.tried: list[tuple[UUID, int]] = []
        self.took: list[tuple[UUID, int]] = []
        self.refuses: set[UUID] = set()
        self.hangs: set[UUID] = set()
        self.is_away = False

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    async def publish(self, envelope: Envelope) -> None:
        """Take it, or not."""
        self.tried.append((envelope.subject, envelope.version))
        if self.is_away:
            raise CourierAway("away")
        if envelope.subject in self.refuses:
            raise NotAccepted("full")
        if envelope.subject in self.hangs:
            await asyncio.sleep(3600)
        await asyncio.sleep(0)
        self.took.append((envelope.subject, envelope.version))

    async def listen(self, route: Route, receive: Receiver) -> None:
        """Nobody listens to it."""
        await asyncio.sleep(3600)

    def is_up(self) -> bool:
        """Whether it is there."""
        return not self.is_away


async def moody(another: OpenHouse) -> tuple[House, MoodyCourier]:
    """A house whose courier does what a test tells it to."""
    house, courier = await another("network"), MoodyCourier()
    house.transport = courier
    return house, courier


async def test_what_is_refused_stays_and_leaves_later_while_others_go_on_f_15(another: OpenHouse) -> None:
    network, courier = await moody(another)
    refused, other = some_ids(2)
    courier.refuses = {refused}
    network.start()
    await network.announce(activated(refused, 1), activated(refused, 2), activated(other, 1))
    await eventually(network.pending, 2)
    status = await network.desk.status(network.door.now())

    courier.refuses = set()

    await eventually(network.pending, 0)
    assert courier.took == [(other, 1), (refused, 1), (refused, 2)]
    assert status["refused_by"] == [{"error": "full", "events": 1}]


async def test_what_waits_behind_an_older_version_keeps_nobody_else_waiting_f_15(another: OpenHouse) -> None:
    """Also when one event is sent at a time because nobody took anything: the first one due may be one that may not go yet."""
    network, courier = await moody(another)
    refused, other = some_ids(2)
    courier.refuses = {refused}
    network.start()
    await network.announce(activated(refused, 1), activated(refused, 2))
    await eventually(lambda: tried(courier), 2)  # nobody took anything, twice: one at a time from here on

    await network.announce(activated(other, 1))

    await eventually(network.pending, 2, seconds=6)
    assert courier.took == [(other, 1)]
    assert (refused, 2) not in courier.tried


async def test_what_nobody_takes_is_tried_once_a_second_at_most_f_13(another: OpenHouse) -> None:
    network, courier = await moody(another)
    subjects = some_ids(100)
    courier.refuses = set(subjects)
    network.start()
    await network.announce(*(activated(subject) for subject in subjects))
    await eventually(lambda: tried(courier), 100)

    await asyncio.sleep(3)

    assert len(courier.tried) <= 104
    courier.refuses = set()
    await eventually(network.pending, 0)


async def tried(courier: MoodyCourier) -> int:
    """How often something was handed over."""
    return len(courier.tried)


async def test_while_the_courier_is_away_nothing_is_lost_and_no_attempt_is_counted(another: OpenHouse) -> None:
    network, courier = await moody(another)
    courier.is_away = True
    network.start()
    (subject,) = some_ids(1)
    await network.announce(activated(subject, 1), activated(subject, 2))
    await asyncio.sleep(1.5)
    (first, _) = await network.door.outbox.due(10)

    courier.is_away = False

    await eventually(network.pending, 0)
    assert first.attempts == 0
    assert courier.took == [(subject, 1), (subject, 2)]


async def test_a_courier_that_does_not_answer_keeps_nobody_else_waiting_for_good(
    another: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.bus.relay.PATIENCE_SECONDS", 0.5)
    network, courier = await moody(another)
    silent, other, later = some_ids(3)
    courier.hangs = {silent}
    network.start()

    await network.announce(activated(silent), activated(other))
    await network.announce(activated(later))

    await eventually(network.pending, 1)
    assert set(courier.took) == {(other, 1), (later, 1)}


async def test_a_lower_version_with_a_later_id_goes_first_f_36(another: OpenHouse) -> None:
    network, courier = await moody(another)
    (subject,) = some_ids(1)
    await network.announce(activated(subject, 2))
    await network.announce(activated(subject, 1))

    network.start()

    await eventually(network.pending, 0)
    assert courier.took == [(subject, 1), (subject, 2)]


async def test_a_transaction_that_commits_late_is_not_skipped_f_36(another: OpenHouse) -> None:
    network, courier = await moody(another)
    early, late = some_ids(2)
    await network.announce(activated(early))
    await network.announce(activated(late))
    row = network.door.outbox.table
    async with network.door.database.writing() as session:
        # As if the first one had committed only after the second was sent: its id is lower than what was sent already.
        await session.execute(update(row).where(row.c.subject == early).values(status=5))
        await session.commit()
    network.start()
    await eventually(network.pending, 0)

    async with network.door.database.writing() as session:
        await session.execute(update(row).where(row.c.subject == early).values(status=0))
        await session.commit()

    await eventually(lambda: taken(courier), [(late, 1), (early, 1)])


async def taken(courier: MoodyCourier) -> list[tuple[UUID, int]]:
    """What was taken, in order."""
    return list(courier.took)


async def test_of_two_relays_one_sends_and_the_other_takes_over_when_it_stops_f_28(another: OpenHouse) -> None:
    first, courier = await moody(another)
    second = await another("network")
    second.transport = courier
    subjects = some_ids(200)
    first.start()
    second.start()

    await first.announce(*(activated(subject) for subject in subjects))
    await eventually(first.pending, 0)
    sent = list(courier.tried)
    await first.stop()
    (last,) = some_ids(1)
    await second.announce(activated(last))
    await eventually(first.pending, 0)

    assert sorted(sent) == [(subject, 1) for subject in sorted(subjects)]
    assert courier.tried[-1] == (last, 1)


async def test_a_relay_that_was_frozen_beyond_its_lease_marks_nothing_f_27(
    another: OpenHouse, clock: StandingClock
) -> None:
    network, _ = await moody(another)
    outbox = network.door.outbox
    await network.announce(*(activated(subject) for subject in some_ids(3)))
    frozen = await outbox.lead(new_id(), -1)
    batch = await outbox.due(10)

    other = await outbox.lead(new_id(), 10)
    assert frozen is not None
    assert other is not None
    marked = await outbox.mark(frozen, published=[one.envelope.id for one in batch], refused=[], at=clock.now())
    found_nobody = await outbox.mark(frozen, published=[], refused=[], at=clock.now())
    was_refused = await outbox.mark(
        frozen, published=[], refused=[(one.envelope.id, 9.0, "no") for one in batch], at=clock.now()
    )

    assert (marked, found_nobody, was_refused) == (False, False, False)
    assert await network.pending() == 3
    assert other.fence == frozen.fence + 1
    assert await outbox.lead(new_id(), 10) is None


async def test_who_is_alone_need_not_wait_for_one_that_was_killed(another: OpenHouse, clock: StandingClock) -> None:
    network, _ = await moody(another)
    outbox = network.door.outbox
    (about,) = some_ids(1)
    await network.announce(activated(about))
    killed = await outbox.lead(new_id(), 10)
    batch = await outbox.due(10)
    assert killed is not None
    assert await outbox.lead(new_id(), 10) is None

    await outbox.vacate()
    next_ = await outbox.lead(new_id(), 10)

    assert next_ is not None
    assert next_.fence == killed.fence + 1
    assert not await outbox.mark(killed, published=[one.envelope.id for one in batch], refused=[], at=clock.now())


async def test_a_leader_that_renews_in_time_keeps_its_number(another: OpenHouse) -> None:
    network, _ = await moody(another)
    holder = new_id()

    first = await network.door.outbox.lead(holder, 10)
    second = await network.door.outbox.lead(holder, 10)

    assert first == second == Leadership(holder, 1)


async def test_what_left_stays_thirty_five_days_and_is_then_thrown_away(
    another: OpenHouse, clock: StandingClock
) -> None:
    network, _ = await moody(another)
    network.start()
    await network.announce(*(activated(subject) for subject in some_ids(3)))
    await eventually(network.pending, 0)
    await network.stop()
    outbox = network.door.outbox

    clock.forward(days=KEPT_DAYS - 1)
    early = await outbox.purge(clock.now() - timedelta(days=KEPT_DAYS))
    clock.forward(days=2)
    late = await outbox.purge(clock.now() - timedelta(days=KEPT_DAYS))

    assert (early, late) == (0, 3)


async def test_the_clock_of_the_database_counts_in_seconds(another: OpenHouse) -> None:
    network = await another("network")

    async with network.door.reading() as session:
        now = (await session.execute(select(database_time()))).scalar_one()
        later = (await session.execute(select(database_time(90.5)))).scalar_one()

    assert timedelta(seconds=90) < later - now < timedelta(seconds=92)
