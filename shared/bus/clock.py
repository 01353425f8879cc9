"""The door for the clock: schedules as rows with a period from the local calendar, so that no period runs twice or is lost."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid, or_, select, update

from shared.bus.work import Door, to_its_end
from shared.columns import UTCDateTime, database_time
from shared.database import new_id
from shared.telemetry import doing

POLL_SECONDS = 1.0
LEASE_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 600.0
log = structlog.get_logger("leerkring.bus")


@dataclass(frozen=True)
class Daily:
    """Every day at a local wall time."""

    at: time
    zone: str = "Europe/Amsterdam"


@dataclass(frozen=True)
class Weekly:
    """Every week on a weekday (Monday is 0) at a local wall time."""

    weekday: int
    at: time
    zone: str = "Europe/Amsterdam"


@dataclass(frozen=True)
class Every:
    """Again and again, on every replica: after ``seconds``, or at once when ``bell`` rings."""

    seconds: float
    bell: str | None = None


@dataclass(frozen=True)
class Period:
    """One turn of a schedule: its key (``2026-W47``, ``2026-11-21``) and the moment it was due, in UTC."""

    key: str
    due_at: datetime


@dataclass(frozen=True)
class Schedule:
    """What happens when the clock says so. Missed periods merge into one: only the latest runs."""

    name: str
    rule: Daily | Weekly | Every
    run: Callable[[Door, Period], Awaitable[None]]
    ends_itself: bool = False
    """Whether what runs is told of a stop at once, by being cancelled: it then begins nothing new, and ends in good order
    within ten seconds. Else it is left alone for those ten seconds."""


def schedule_table(metadata: MetaData) -> Table:
    """The table of periods that ran or are running, one row for each period of each schedule."""
    if "schedule" in metadata.tables:
        return metadata.tables["schedule"]
    return Table(
        "schedule",
        metadata,
        Column("name", String(80), primary_key=True),
        Column("period", String(20), primary_key=True),
        Column("due_at", UTCDateTime, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("next_at", UTCDateTime, nullable=False),
        Column("claim", Uuid),
        Column("lease_until", UTCDateTime),
        Column("done_at", UTCDateTime),
        Column("error", String(200)),
    )


def moment_of(day: date, at: time, zone: str) -> datetime:
    """The moment of a wall time on a day, in UTC.

    A time that the clock skips in spring is the same length of time after midnight (02.30 becomes 03.30); of a time that
    comes twice in autumn it is the first (PEP 495).
    """
    return datetime.combine(day, at, ZoneInfo(zone)).replace(fold=0).astimezone(UTC)


def latest_period(rule: Daily | Weekly, now: datetime) -> Period:
    """The last period whose moment has come; its key is a day or an ISO week of the local calendar (ISO 8601)."""
    day = now.astimezone(ZoneInfo(rule.zone)).date() + timedelta(days=1)
    while True:
        if isinstance(rule, Daily) or day.weekday() == rule.weekday:
            due_at = moment_of(day, rule.at, rule.zone)
            if due_at <= now:
                year, week, _ = day.isocalendar()
                return Period(day.isoformat() if isinstance(rule, Daily) else f"{year}-W{week:02}", due_at)
        day -= timedelta(days=1)


class ClockWorker:
    """Runs the schedules of one service; any number of replicas may run one.

    A period runs once: it is done when ``run`` returned, and tried again with growing pauses when it failed. A schedule that
    is new here begins with the next period that comes, not with one from before its time.
    """

    def __init__(self, door: Door, schedule: Sequence[Schedule]) -> None:
        self._door = door
        self._schedule = schedule
        self._table = schedule_table(door.database.metadata)

    async def run(self) -> None:
        """Run what is due until cancelled; what runs then gets ten seconds to finish."""
        async with asyncio.TaskGroup() as group:
            for schedule in self._schedule:
                if isinstance(schedule.rule, Every):
                    group.create_task(self._again_and_again(schedule, schedule.rule))
                else:
                    group.create_task(self._by_the_calendar(schedule, schedule.rule))

    async def _again_and_again(self, schedule: Schedule, rule: Every) -> None:
        failures = 0
        while True:
            now = self._door.now()
            wait = rule.seconds
            try:
                with doing(schedule.name):
                    running = schedule.run(self._door, Period(now.isoformat(), now))
                    await (running if schedule.ends_itself else to_its_end(running))
                failures = 0
            except Exception as error:
                failures += 1
                wait = min(LONGEST_WAIT_SECONDS, 2.0 ** min(failures, 10))
                log.warning("a schedule failed", schedule=schedule.name, failures=failures, exc_info=error)
            if rule.bell and not failures:
                await self._door.database.heard(rule.bell, wait)
            else:
                await asyncio.sleep(wait)

    async def _by_the_calendar(self, schedule: Schedule, rule: Daily | Weekly) -> None:
        while True:
            try:
                await to_its_end(self.look(schedule, rule))
            except Exception as error:
                log.warning("a schedule could not be looked at", schedule=schedule.name, exc_info=error)
            await asyncio.sleep(POLL_SECONDS)

    async def look(self, schedule: Schedule, rule: Daily | Weekly) -> bool:
        """Run the latest period of a schedule if its turn has come and nobody else has it; True when it ran to its end."""
        period = latest_period(rule, self._door.now())
        claim = await self._claim(schedule, period)
        if claim is None:
            return False
        keeping = asyncio.create_task(self._keep(schedule, period, claim))
        try:
            with doing(schedule.name):
                await schedule.run(self._door, period)
        except Exception as error:
            log.warning("a schedule failed", schedule=schedule.name, period=period.key, exc_info=error)
            await self._settle(schedule, period, claim, error)
            return False
        finally:
            keeping.cancel()
        await self._settle(schedule, period, claim, None)
        return True

    async def _claim(self, schedule: Schedule, period: Period) -> object | None:
        """Take the lease of a period, by the database's clock; None when it is done, waits, or is somebody else's."""
        row, now, claim = self._table, self._door.now(), new_id()
        this = (row.c.name == schedule.name, row.c.period == period.key)
        async with self._door.database.reading() as session:
            found = (await session.execute(select(row.c.done_at, row.c.next_at).where(*this))).first()
            known = (
                found or (await session.execute(select(row.c.name).where(row.c.name == schedule.name).limit(1))).first()
            )
        if found is not None and (found.done_at is not None or found.next_at > now):
            return None
        async with self._door.database.writing() as session:
            values = {
                "name": schedule.name,
                "period": period.key,
                "due_at": period.due_at,
                "attempts": 0,
                "next_at": now,
            }
            if known is None:
                values["done_at"] = now
            await session.execute(self._door.database.insert(row).values(**values).on_conflict_do_nothing())
            taken = await session.execute(
                update(row)
                .where(*this, row.c.done_at.is_(None), row.c.next_at <= now)
                .where(or_(row.c.lease_until.is_(None), row.c.lease_until < database_time()))
                .values(claim=claim, lease_until=database_time(LEASE_SECONDS), attempts=row.c.attempts + 1)
                .returning(row.c.claim)
            )
            is_taken = taken.scalar() is not None
            await session.commit()
        return claim if is_taken else None

    async def _keep(self, schedule: Schedule, period: Period, claim: object) -> None:
        """Hold on to the lease for as long as the run takes."""
        row = self._table
        while True:
            await asyncio.sleep(LEASE_SECONDS / 4)
            try:
                async with self._door.database.writing() as session:
                    await session.execute(
                        update(row)
                        .where(row.c.name == schedule.name, row.c.period == period.key, row.c.claim == claim)
                        .values(lease_until=database_time(LEASE_SECONDS))
                    )
                    await session.commit()
            except Exception as error:
                log.warning("a lease could not be kept", schedule=schedule.name, exc_info=error)

    async def _settle(self, schedule: Schedule, period: Period, claim: object, error: Exception | None) -> None:
        row, now = self._table, self._door.now()
        of_us = (row.c.name == schedule.name, row.c.period == period.key, row.c.claim == claim)
        async with self._door.database.writing() as session:
            if error is None:
                values: dict[str, object] = {"done_at": now, "error": None}
            else:
                tried = (await session.execute(select(row.c.attempts).where(*of_us))).scalar() or 1
                wait = timedelta(seconds=min(LONGEST_WAIT_SECONDS, 2.0 ** min(tried, 10)))
                values = {"next_at": now + wait, "error": type(error).__name__}
            await session.execute(update(row).where(*of_us).values(claim=None, lease_until=None, **values))
            await session.commit()
