"""What happens to an event whose handler fails: it is tried again, given up in the end, and never harms its neighbours."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlalchemy import update

from shared.bus.inbox.box import MOST_SUSPECTS
from shared.bus.inbox.rows import LADDER, wait_after
from shared.bus.work import Work
from shared.bus.worker import Handler
from shared.errors import Conflict, Invalid, NotAllowed, Unavailable
from shared.events.base import Event
from shared.events.network import MembershipActivated
from tests.bus.conftest import OpenHouse
from tests.bus.road import House, Road, activated, eventually, some_ids
from tests.workplace import StandingClock


class AlreadyThere(Conflict):
    """This is there already."""


def failing(house: House, bad: set[UUID], error: Callable[[], Exception] = RuntimeError) -> Handler:
    """A handler that writes its effect and then fails for some subjects."""

    async def handle(work: Work, event: Event) -> None:
        await house.note(work, event)
        if event.subject_id in bad:
            raise error()

    return handle


def attempts_of(house: House) -> Callable[[], Awaitable[list[int]]]:
    """How often each event that is not done was tried."""

    async def ask() -> list[int]:
        row = house.inbox.table
        async with house.door.reading() as session:
            rows = await session.execute(row.select().where(row.c.state != 2).order_by(row.c.id))
            return [one.attempts for one in rows]

    return ask


def test_the_ladder_has_eight_rungs_give_or_take_a_fifth() -> None:
    for failures, seconds in enumerate(LADDER, 1):
        waits = [wait_after(failures) for _ in range(200)]
        found = [wait.total_seconds() for wait in waits if wait is not None]

        assert len(found) == 200
        assert 0.8 * seconds <= min(found) < 0.95 * seconds
        assert 1.05 * seconds < max(found) <= 1.2 * seconds
    assert wait_after(len(LADDER) + 1) is None


async def test_an_event_climbs_the_ladder_and_dies_after_nine_attempts(road: Road, clock: StandingClock) -> None:
    agenda = road["agenda"]
    bad, good = some_ids(2)
    agenda.handlers = {MembershipActivated: failing(agenda, {bad})}
    road.start()
    await road["network"].announce(activated(bad), activated(good))

    for attempt, rung in enumerate(LADDER, 1):
        await eventually(attempts_of(agenda), [attempt])
        await eventually(agenda.states, {"retry": 1, "done": 1})
        clock.forward(seconds=0.75 * rung)
        await asyncio.sleep(0.05)
        assert await agenda.states() == {"retry": 1, "done": 1}
        clock.forward(seconds=0.5 * rung)
        agenda.door.database.rang_here(agenda.inbox.bell)

    await eventually(agenda.states, {"dead": 1, "done": 1})
    assert await agenda.effects() == [(good, 1)]
    (dead,) = await agenda.desk.dead()
    assert (dead["subject"], dead["attempts"], dead["error"].split(" in ")[0]) == (bad, 9, "RuntimeError")


@pytest.mark.parametrize("refusal", [Invalid, NotAllowed])
async def test_what_trying_again_cannot_help_is_dead_at_once(road: Road, refusal: type[Exception]) -> None:
    agenda = road["agenda"]
    (bad,) = some_ids(1)
    agenda.handlers = {MembershipActivated: failing(agenda, {bad}, refusal)}
    road.start()

    await road["network"].announce(activated(bad))

    await eventually(agenda.states, {"dead": 1})
    assert [one["error"] for one in await agenda.desk.dead()] == [refusal.__name__.upper().replace("TA", "T_A")]


async def test_a_conflict_is_tried_again(road: Road) -> None:
    agenda = road["agenda"]
    (bad,) = some_ids(1)
    agenda.handlers = {MembershipActivated: failing(agenda, {bad}, AlreadyThere)}
    road.start()

    await road["network"].announce(activated(bad))

    await eventually(agenda.states, {"retry": 1})


async def test_an_operator_retries_what_was_mended_and_discards_what_was_not(road: Road, clock: StandingClock) -> None:
    agenda = road["agenda"]
    mended, hopeless = some_ids(2)
    broken = {mended, hopeless}
    agenda.handlers = {MembershipActivated: failing(agenda, broken, Invalid)}
    road.start()
    await road["network"].announce(activated(mended), activated(hopeless))
    await eventually(agenda.states, {"dead": 2})
    dead = {one["subject"]: one["id"] for one in await agenda.desk.dead()}

    broken.clear()
    discarded = await agenda.desk.discard(clock.now(), event_id=dead[hopeless], reason="sent by mistake")
    retried = await agenda.desk.retry(clock.now(), type_=MembershipActivated.TYPE, error="INVALID")

    assert (discarded, retried) == (1, 1)
    await eventually(agenda.effects, [(mended, 1)])
    await eventually(agenda.states, {"done": 1, "discarded": 1})
    assert await agenda.desk.retry(clock.now(), event_id=dead[hopeless]) == 0


async def test_a_bad_event_in_ten_keeps_nobody_else_waiting_f_50(road: Road) -> None:
    agenda = road["agenda"]
    subjects = some_ids(500)
    bad = set(subjects[::10])
    agenda.handlers = {MembershipActivated: failing(agenda, bad, Invalid)}
    road.start()

    await road["network"].announce(*(activated(subject) for subject in subjects))

    await eventually(agenda.states, {"done": 450, "dead": 50})
    done = await agenda.effects()
    assert len(done) == 450
    assert {subject for subject, _ in done} == set(subjects) - bad
    assert {one["subject"] for one in await agenda.desk.dead()} == bad


async def test_the_next_version_waits_for_one_that_is_tried_again_but_not_for_long(
    road: Road, clock: StandingClock
) -> None:
    agenda = road["agenda"]
    subject, other = some_ids(2)

    async def fail_first(work: Work, event: Event) -> None:
        if event.version == 1 and event.subject_id == subject:
            raise RuntimeError
        await agenda.note(work, event)

    agenda.handlers = {MembershipActivated: fail_first}
    road.start()
    await road["network"].announce(activated(subject, 1), activated(subject, 2), activated(other, 1))

    for attempt, rung in enumerate(LADDER[:3], 1):
        await eventually(attempts_of(agenda), [attempt, 0])
        await eventually(agenda.states, {"retry": 1, "ready": 1, "done": 1})
        assert await agenda.effects() == [(other, 1)]
        clock.forward(seconds=1.2 * rung)

    await eventually(agenda.states, {"retry": 1, "done": 2})
    assert await agenda.effects() == [(other, 1), (subject, 2)]


async def test_while_something_is_away_no_attempt_is_counted_and_it_resumes_alone_f_51(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.bus.inbox.hand.LONGEST_PAUSE_SECONDS", 1.0)
    agenda = road["agenda"]
    subjects = some_ids(30)
    away = set(subjects)
    tries: list[UUID] = []

    async def ask_somebody(work: Work, event: Event) -> None:
        tries.append(event.subject_id)
        if event.subject_id in away:
            raise Unavailable
        await agenda.note(work, event)

    agenda.handlers = {MembershipActivated: ask_somebody}
    road.start()
    await road["network"].announce(*(activated(subject) for subject in subjects))
    await asyncio.sleep(3.5)
    tried_while_away = len(tries)
    states = await agenda.states()
    attempts = await attempts_of(agenda)()

    away.clear()

    assert states == {"ready": 30}
    assert attempts == [0] * 30
    assert 2 <= tried_while_away <= 12
    await eventually(agenda.states, {"done": 30})


async def test_a_handler_that_takes_too_long_is_stopped_and_its_neighbours_go_on(
    another: OpenHouse, clock: StandingClock
) -> None:
    network, agenda = await another("network"), await another("agenda", lease_seconds=1.5)
    notifications = await another("notifications")
    slow, quick = some_ids(2)

    async def handle(work: Work, event: Event) -> None:
        if event.subject_id == slow:
            await asyncio.sleep(60)
        await agenda.note(work, event)

    agenda.handlers = {MembershipActivated: handle}
    for house in (network, agenda, notifications):
        house.start()
    await network.announce(activated(slow), activated(quick))

    await eventually(agenda.effects, [(quick, 1)])
    await eventually(agenda.states, {"retry": 1, "done": 1})


async def test_a_worker_that_goes_silent_five_times_over_one_event_loses_only_that_event_f_34(
    road: Road, clock: StandingClock
) -> None:
    agenda, network = road["agenda"], road["network"]
    subjects = some_ids(3)
    agenda.start(relay=False)
    await agenda.stop()
    assert agenda.consumer is not None
    told = [network.envelope(activated(subject)) for subject in subjects]
    await agenda.consumer.receive(told)
    inbox = agenda.inbox
    _, held = await inbox.claim(10, at=clock.now(), seconds=-1)  # a worker claims all three and falls

    suspects = []
    for _ in range(5):
        # The next worker takes one at a time; whenever it has the first in hand, it falls too.
        _, one = await inbox.claim_suspect(at=clock.now(), seconds=-1)
        suspects.append([(suspect.subject, suspect.crashes) for suspect in one])
        async with agenda.door.database.writing() as session:
            away = inbox.table.c.subject != subjects[0]
            await session.execute(update(inbox.table).where(away).values(lease_until=clock.now().replace(year=2100)))
            await session.commit()
    async with agenda.door.database.writing() as session:
        await session.execute(update(inbox.table).values(lease_until=clock.now().replace(year=2000)))
        await session.commit()
    agenda.start(relay=False)

    assert len(held) == 3
    assert suspects == [[(subjects[0], crashes)] for crashes in range(1, 6)]
    await eventually(agenda.states, {"done": 2, "dead": 1})
    assert {subject for subject, _ in await agenda.effects()} == set(subjects[1:])
    (dead,) = await agenda.desk.dead()
    assert dead["error"].startswith("its worker fell")


async def test_a_worker_that_falls_over_an_older_version_does_not_let_a_newer_one_go_first_f_76(
    road: Road, clock: StandingClock
) -> None:
    agenda, network = road["agenda"], road["network"]
    (subject,) = some_ids(1)
    agenda.start(relay=False)
    await agenda.stop()
    assert agenda.consumer is not None
    await agenda.consumer.receive([network.envelope(activated(subject, version)) for version in (1, 2)])
    inbox = agenda.inbox
    await inbox.claim(10, at=clock.now(), seconds=-1)  # a worker claims both and falls
    await inbox.claim_suspect(at=clock.now(), seconds=3600)  # the next one falls over the first, whose lease lasts

    _, meanwhile = await inbox.claim_suspect(at=clock.now(), seconds=60)
    async with agenda.door.database.writing() as session:
        await session.execute(update(inbox.table).values(lease_until=clock.now().replace(year=2000)))
        await session.commit()
    _, then = await inbox.claim_suspect(at=clock.now(), seconds=60)

    assert meanwhile == []
    assert [one.version for one in then] == [1]


async def test_what_fell_silent_is_found_however_many_newer_versions_were_announced_before_it(
    road: Road, clock: StandingClock
) -> None:
    agenda, network = road["agenda"], road["network"]
    subjects = some_ids(MOST_SUSPECTS + 5)
    agenda.start(relay=False)
    await agenda.stop()
    assert agenda.consumer is not None
    # As where the clock of one replica runs ahead of another's: the ids say another order than the versions.
    told = [network.envelope(activated(subject, version)) for version in (2, 1) for subject in subjects]
    await agenda.consumer.receive(told)
    await agenda.inbox.claim(len(told), at=clock.now(), seconds=-1)

    _, suspects = await agenda.inbox.claim_suspect(at=clock.now(), seconds=60)

    assert [one.version for one in suspects] == [1]


async def test_a_worker_that_was_frozen_beyond_its_lease_writes_nothing_f_27(
    another: OpenHouse, clock: StandingClock
) -> None:
    network, notifications = await another("network"), await another("notifications")
    agenda = await another("agenda", lease_seconds=60)
    (subject,) = some_ids(1)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def frozen(work: Work, event: Event) -> None:
        begun.set()
        await go_on.wait()
        await work.session.execute(agenda.effect.insert().values(type="frozen", subject=subject, version=1))

    agenda.handlers = {MembershipActivated: frozen}
    for house in (network, notifications):
        house.start()
    agenda.start()
    await network.announce(activated(subject))
    await asyncio.wait_for(begun.wait(), 20)

    # What another process would do after the lease; on SQLite it could not even begin before the first one ends.
    if agenda.door.database.is_sqlite:
        go_on.set()
        await eventually(agenda.states, {"done": 1})
        return
    async with agenda.door.database.writing() as session:
        await session.execute(update(agenda.inbox.table).values(lease_until=clock.now().replace(year=2000)))
        await session.commit()
    _, taken = await agenda.inbox.claim_suspect(at=clock.now(), seconds=60)
    go_on.set()
    await asyncio.sleep(0.5)

    assert [one.subject for one in taken] == [subject]
    assert await agenda.effects() == []
    assert await agenda.states() == {"claimed": 1}
