"""Somebody's own calendar as a hint beside the dates of a poll: only busy times, only for themselves, and gone when they say so."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from services.agenda.calendars.models import BusyTime, CalendarFeed, OwnCalendar
from services.agenda.calendars.operations import keep_busy_times, reset_calendar_feed
from services.agenda.handlers import when_own_calendars_are_past
from shared.access import Viewer
from shared.api.agenda.calendars import BusyTime as Busy
from shared.api.agenda.calendars import KeepBusyTimes, OwnCalendarView, OwnDate, ResetCalendarFeed
from shared.api.my_data import DataGroup
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.network import PersonErasureRequested
from shared.spans import joined
from tests.agenda.steps import Cast, hear, leave
from tests.agenda.test_date_polls import DAYS, answered, ids, opened_poll, seen
from tests.workplace import Workplace

KNOWN = datetime(2027, 2, 1, tzinfo=UTC)


def kept(*times: tuple[datetime, float], until: datetime = KNOWN) -> KeepBusyTimes:
    """Times at which somebody has something, each with its length in hours."""
    return KeepBusyTimes(
        times=[Busy(starts_at=at, ends_at=at + timedelta(hours=hours)) for at, hours in times], until_at=until
    )


async def keep(place: Workplace, person_id: Any, asked: KeepBusyTimes) -> OwnCalendarView:
    """Somebody gives their own calendar."""
    return await place.ask("POST", "/own-calendar", OwnCalendarView, person_id=person_id, body=asked)  # type: ignore[no-any-return]  # it was read as one


async def hints(place: Workplace, poll_id: Any, person_id: Any) -> dict[Any, bool]:
    """What the own calendar of somebody tells of the dates of a poll."""
    found = await place.ask("GET", f"/date-polls/{poll_id}/own-calendar", list[OwnDate], person_id=person_id)
    return {one.date_id: one.is_busy for one in found}


@pytest.mark.parametrize(
    ("minutes", "hours", "is_busy"),
    [(0, 2.5, True), (-60, 1, False), (150, 1, False), (149, 1, True), (-60, 1.01, True), (-600, 24, True)],
    ids=["the same", "just before", "just after", "its last minute", "its first minute", "the whole day"],
)
async def test_a_date_is_busy_where_something_overlaps_it(
    place: Workplace, cast: Cast, minutes: int, hours: float, is_busy: bool
) -> None:
    poll = await opened_poll(place, cast)
    await keep(place, cast.member, kept((DAYS[0] + timedelta(minutes=minutes), hours)))

    assert await hints(place, poll.id, cast.member) == {ids(poll)[0]: is_busy}


async def test_only_their_owner_sees_them_and_no_ranking_does(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    before = (await seen(place, poll, cast.coordinator)).dates
    await keep(place, cast.member, kept((DAYS[0], 2), until=KNOWN + timedelta(days=90)))

    mine = await hints(place, poll.id, cast.member)
    others = [await hints(place, poll.id, one) for one in (cast.coordinator, cast.other_coordinator)]
    refused = await place.refusal("GET", "/own-calendar", person_id=cast.coordinator)

    assert list(mine.values()) == [True, False]
    assert others == [{}, {}]
    assert refused.code == "NOT_FOUND"
    assert (await seen(place, poll, cast.coordinator)).dates == before
    assert not [event for event in await place.announced() if "own" in type(event).__name__.lower()]


async def test_what_is_given_later_stands_in_its_place_and_it_can_be_taken_back(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    first = await keep(place, cast.member, kept((DAYS[0], 2), (DAYS[0] + timedelta(hours=1), 4)))
    second = await keep(place, cast.member, kept())
    free = await hints(place, poll.id, cast.member)
    await place.ask("POST", "/own-calendar:forget", None, person_id=cast.member)
    async with place.door.reading() as session:
        left = [(await session.execute(select(table))).all() for table in (OwnCalendar, BusyTime)]

    assert (first.times, second.times) == (1, 0)
    assert free == {ids(poll)[0]: False}
    assert await hints(place, poll.id, cast.member) == {}
    assert left == [[], []]


async def test_who_left_the_network_is_told_nothing_of_its_polls(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    await keep(place, cast.member, kept((DAYS[0], 2)))
    await leave(place, cast.network_id, cast.member)

    assert await hints(place, poll.id, cast.member) == {}


async def test_what_cannot_be_is_told_at_its_field(place: Workplace, cast: Cast) -> None:
    now = place.clock.now()
    wrong = kept((DAYS[0], 0), until=now + timedelta(days=401))

    refusal = await place.refusal("POST", "/own-calendar", person_id=cast.member, body=wrong)
    past = await place.refusal("POST", "/own-calendar", person_id=cast.member, body=kept(until=now))

    assert refusal.code == past.code == "BUSY_TIMES_NOT_POSSIBLE"
    assert [(one.field, one.code) for one in refusal.problems] == [
        ("until_at", "UNTIL_OUT_OF_RANGE"),
        ("times", "ENDS_BEFORE_START"),
    ]


async def test_what_is_past_goes_by_the_clock(place: Workplace, cast: Cast) -> None:
    now = place.clock.now()
    await keep(place, cast.member, kept((now + timedelta(days=1), 2), (DAYS[0], 2)))
    counts = []
    for days in (2, 90):
        place.clock.forward(days=days)
        await when_own_calendars_are_past(place.door, Period(key="1", due_at=place.clock.now()))
        async with place.door.reading() as session:
            counts.append([len((await session.execute(select(table))).all()) for table in (OwnCalendar, BusyTime)])

    assert counts == [[1, 1], [0, 0]]


async def test_a_88_erasure_takes_it_out_and_my_data_shows_it_before(place: Workplace, cast: Cast) -> None:
    await keep(place, cast.member, kept((DAYS[0], 2)))
    await keep(place, cast.second_member, kept((DAYS[0], 2)))
    before = {one.code for one in await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.member)}
    at = place.clock.now()
    erasure = PersonErasureRequested(person_id=cast.member, erasure_id=new_id(), requested_at=at, version=1)
    await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too
    async with place.door.reading() as session:
        left = {row for table in (OwnCalendar, BusyTime) for row in await session.scalars(select(table.person_id))}

    assert {"own_calendar", "busy_time"} <= before
    assert left == {cast.second_member}


async def test_a_89_what_is_given_while_somebody_is_erased_goes_too_and_afterwards_nothing_is_taken(
    place: Workplace, cast: Cast
) -> None:
    erasure = PersonErasureRequested(
        person_id=cast.member, erasure_id=new_id(), requested_at=place.clock.now(), version=1
    )
    async with place.door.work(Viewer(service="gateway", person_id=cast.member)) as work:
        await keep_busy_times(work, times=[(DAYS[0], DAYS[0] + timedelta(hours=2))], until_at=KNOWN)
        await reset_calendar_feed(work, network_id=None, is_neutral=None, language="nl")
        await work.session.flush()
        other = asyncio.create_task(hear(place, erasure))  # type: ignore[arg-type]  # agenda hears this one too
        await asyncio.sleep(0.2)
        erased_before = other.done()
    await other

    late = [
        await place.refusal("POST", "/own-calendar", person_id=cast.member, body=kept((DAYS[0], 2))),
        await place.refusal(
            "POST", "/calendar-feeds:reset", person_id=cast.member, body=ResetCalendarFeed(language="nl")
        ),
    ]

    assert not erased_before
    assert [one.code for one in late] == ["NOT_SIGNED_IN", "NOT_SIGNED_IN"]
    async with place.door.reading() as session:
        tables = (OwnCalendar, BusyTime, CalendarFeed)
        left = {row for table in tables for row in await session.scalars(select(table.person_id))}
    assert left == {None}


async def test_it_is_told_in_one_statement_and_the_poll_itself_asks_none_for_it(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    await keep(place, cast.member, kept((DAYS[0], 2)))
    await answered(place, poll, cast.member, "YES")
    place.statements.clear()
    await seen(place, poll, cast.member)
    without = list(place.statements)
    place.statements.clear()
    await hints(place, poll.id, cast.member)

    assert not [one for one in without if "busy_time" in one]
    assert len([one for one in place.statements if one.startswith("SELECT")]) == 1


def test_times_that_touch_or_overlap_are_one() -> None:
    at = [KNOWN + timedelta(hours=hour) for hour in range(8)]

    assert joined([(at[5], at[6]), (at[0], at[2]), (at[1], at[3]), (at[3], at[4])]) == [(at[0], at[4]), (at[5], at[6])]
