"""What the clock does: every period once, whatever the clock, the summer time, the replicas and the failures do."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from shared.bus.clock import ClockWorker, Daily, Every, Period, Schedule, Weekly, latest_period, moment_of
from shared.bus.work import Door
from shared.columns import database_time
from tests.bus.conftest import OpenHouse
from tests.bus.road import House, eventually
from tests.workplace import StandingClock

AMSTERDAM = "Europe/Amsterdam"
ZONES = [AMSTERDAM, "UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe"]
YEARS = range(2026, 2056)
BEGIN = datetime(YEARS.start, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=365 * len(YEARS))).map(lambda since: BEGIN + since)
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
rules = st.one_of(
    st.builds(Daily, walls, st.sampled_from(ZONES)),
    st.builds(Weekly, st.integers(0, 6), walls, st.sampled_from(ZONES)),
)


def every_period(rule: Daily | Weekly, step: timedelta) -> list[Period]:
    """What a clock that is looked at again and again for thirty years would run."""
    now, seen = BEGIN, [latest_period(rule, BEGIN)]
    while now.year < YEARS.stop:
        now += step
        period = latest_period(rule, now)
        if period != seen[-1]:
            seen.append(period)
    return seen[1:]


@pytest.mark.parametrize("wall", [time(2, 30), time(7, 30), time(0, 0), time(23, 59)])
def test_every_day_of_thirty_years_has_exactly_one_period_p12_f_78(wall: time) -> None:
    periods = every_period(Daily(wall), timedelta(hours=5))

    days = [date.fromisoformat(period.key) for period in periods]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert len(days) == len({period.due_at for period in periods})
    assert days[-1].year >= 2055


def test_every_week_of_thirty_years_has_exactly_one_period_p12() -> None:
    periods = every_period(Weekly(0, time(7, 30)), timedelta(hours=31))

    mondays = [datetime.strptime(f"{period.key}-1", "%G-W%V-%u").date() for period in periods]  # noqa: DTZ007 -- a day
    assert mondays == [mondays[0] + timedelta(weeks=number) for number in range(len(mondays))]
    assert {period.due_at.astimezone(ZoneInfo(AMSTERDAM)).time() for period in periods} == {time(7, 30)}


@given(rule=rules, now=moments, later=st.timedeltas(timedelta(0), timedelta(days=400)))
@settings(max_examples=300, deadline=None)
def test_time_goes_on_and_so_do_periods(rule: Daily | Weekly, now: datetime, later: timedelta) -> None:
    first, second = latest_period(rule, now), latest_period(rule, now + later)

    assert first.due_at <= now
    assert (first.due_at, first.key) <= (second.due_at, second.key)
    assert (first.key == second.key) == (first.due_at == second.due_at)
    assert latest_period(rule, first.due_at) == first
    assert latest_period(rule, first.due_at - timedelta(microseconds=1)).due_at < first.due_at


@pytest.mark.parametrize(
    ("day", "wall", "moment"),
    [
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # skipped: 03.30 on the wall
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the first
        (date(2026, 7, 1), time(8, 0), datetime(2026, 7, 1, 6, 0, tzinfo=UTC)),
        (date(2026, 12, 1), time(8, 0), datetime(2026, 12, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_wall_time_is_one_moment_also_when_the_clock_changes_f_78(day: date, wall: time, moment: datetime) -> None:
    assert moment_of(day, wall, AMSTERDAM) == moment


@pytest.mark.parametrize(("day", "key"), [(date(2026, 12, 28), "2026-W53"), (date(2027, 1, 4), "2027-W01")])
def test_a_week_is_named_as_the_calendar_does(day: date, key: str) -> None:
    period = latest_period(Weekly(0, time(7, 30)), moment_of(day, time(9, 0), AMSTERDAM))

    assert period.key == key


class Diary:
    """What ran, in a row of the database: never in memory alone."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.fails = 0

    async def run(self, door: Door, period: Period) -> None:
        """Write down the period, or fail as often as a test wants."""
        if self.fails:
            self.fails -= 1
            raise RuntimeError
        self.ran.append(period.key)


MONDAY = Weekly(0, time(7, 30))


def weekly(diary: Diary) -> Schedule:
    """A schedule for Monday morning."""
    return Schedule("monday", MONDAY, diary.run)


@pytest.fixture
async def house(another: OpenHouse) -> House:
    """A service with a clock that stands."""
    return await another("notifications")


async def looked(house: House, schedule: Schedule) -> bool:
    """One look at the clock."""
    assert not isinstance(schedule.rule, Every)
    return await ClockWorker(house.door, [schedule]).look(schedule, schedule.rule)


async def test_a_period_runs_once_and_the_first_one_is_the_next_that_comes(house: House, clock: StandingClock) -> None:
    diary = Diary()  # the clock stands at Saturday 21 November 2026

    before = await looked(house, weekly(diary))
    clock.forward(days=2)
    runs = [await looked(house, weekly(diary)) for _ in range(5)]

    assert (before, runs) == (False, [True, False, False, False, False])
    assert diary.ran == ["2026-W48"]


async def test_missed_periods_merge_into_the_latest(house: House, clock: StandingClock) -> None:
    diary = Diary()
    await looked(house, weekly(diary))

    clock.forward(days=30)
    await looked(house, weekly(diary))
    await looked(house, weekly(diary))

    assert diary.ran == ["2026-W52"]


async def test_a_period_that_failed_is_tried_again_with_growing_pauses_and_done_once(
    house: House, clock: StandingClock
) -> None:
    diary = Diary()
    diary.fails = 2
    await looked(house, weekly(diary))
    clock.forward(days=2)

    tries = [await looked(house, weekly(diary)), await looked(house, weekly(diary))]
    clock.forward(seconds=2.1)
    tries += [await looked(house, weekly(diary)), await looked(house, weekly(diary))]
    clock.forward(seconds=4.1)
    tries += [await looked(house, weekly(diary)), await looked(house, weekly(diary))]

    assert tries == [False, False, False, False, True, False]
    assert diary.ran == ["2026-W48"]


async def test_a_clock_that_jumps_runs_nothing_twice_and_skips_no_more_than_a_week_f_77(
    house: House, clock: StandingClock
) -> None:
    diary = Diary()
    await looked(house, weekly(diary))
    clock.forward(days=2)
    for hours in (0, -2, 3, 24 * 30, -24 * 30, 24 * 7, 24 * 7, 24 * 7, 24 * 7, 24 * 7):
        clock.forward(hours=hours)
        await looked(house, weekly(diary))

    assert diary.ran == ["2026-W48", "2026-W52", "2026-W49", "2026-W50", "2026-W51", "2026-W53"]


async def test_of_many_replicas_one_runs_a_period_and_another_takes_over_when_it_falls_f_62(
    another: OpenHouse, clock: StandingClock
) -> None:
    diary, first = Diary(), await another("notifications")
    second = await another("notifications")
    await looked(first, weekly(diary))
    clock.forward(days=2)
    holding = asyncio.Event()

    async def falls(door: Door, period: Period) -> None:
        holding.set()
        await asyncio.sleep(3600)

    fallen = asyncio.create_task(looked(first, Schedule("monday", MONDAY, falls)))
    await asyncio.wait_for(holding.wait(), 10)
    while_it_runs = await looked(second, weekly(diary))
    fallen.cancel()
    await asyncio.wait({fallen})
    straight_after = await looked(second, weekly(diary))
    table = ClockWorker(second.door, [])._table
    async with second.door.database.writing() as session:
        await session.execute(update(table).values(lease_until=database_time(-1)))
        await session.commit()
    after_the_lease = await looked(second, weekly(diary))

    assert (while_it_runs, straight_after, after_the_lease) == (False, False, True)
    assert diary.ran == ["2026-W48"]


async def test_twenty_looks_at_the_same_moment_run_it_once_f_62(house: House, clock: StandingClock) -> None:
    diary = Diary()
    await looked(house, weekly(diary))
    clock.forward(days=2)

    runs = await asyncio.gather(*(looked(house, weekly(diary)) for _ in range(20)))

    assert sum(runs) == 1
    assert diary.ran == ["2026-W48"]


async def test_a_simulated_year_of_weeks_with_two_replicas_leaves_one_row_per_week_p12(
    another: OpenHouse, clock: StandingClock
) -> None:
    diary, houses = Diary(), [await another("notifications"), await another("notifications")]
    await looked(houses[0], weekly(diary))
    for hours in range(0, 53 * 7 * 24, 60):
        clock.moment = datetime(2026, 11, 21, 12, 0, tzinfo=UTC) + timedelta(hours=hours)
        await looked(houses[hours % 2], weekly(diary))

    table = ClockWorker(houses[0].door, [])._table
    async with houses[0].door.reading() as session:
        rows = (await session.execute(select(table.c.period).order_by(table.c.due_at))).scalars().all()
    assert diary.ran == sorted(set(diary.ran)) == list(rows)[1:]
    assert len(diary.ran) == 53


async def test_again_and_again_runs_at_once_when_its_bell_rings_and_goes_on_after_a_failure(house: House) -> None:
    diary = Diary()
    diary.fails = 1
    often = Schedule("often", Every(0.05), diary.run)
    rung = Schedule("rung", Every(3600, bell="mail"), diary.run)
    working = asyncio.create_task(ClockWorker(house.door, [rung]).run())
    await asyncio.sleep(2.5)  # the first turn failed, the second came after two seconds
    first = len(diary.ran)
    house.door.database.rang_here("mail")

    async def count() -> int:
        return len(diary.ran)

    await eventually(count, first + 1)
    working.cancel()
    await asyncio.wait({working})
    again = asyncio.create_task(ClockWorker(house.door, [often]).run())
    await asyncio.sleep(0.5)
    again.cancel()
    await asyncio.wait({again})

    assert first == 1
    assert len(diary.ran) >= first + 4


async def test_a_stop_lets_a_run_finish(house: House, clock: StandingClock, tmp_path: Path) -> None:
    begun = asyncio.Event()
    ended: list[str] = []

    async def slow(door: Door, period: Period) -> None:
        begun.set()
        await asyncio.sleep(0.5)
        ended.append(period.key)

    working = asyncio.create_task(ClockWorker(house.door, [Schedule("slow", Every(60), slow)]).run())
    await asyncio.wait_for(begun.wait(), 10)

    working.cancel()
    await asyncio.wait({working})

    assert len(ended) == 1
