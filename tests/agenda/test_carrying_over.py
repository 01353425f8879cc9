"""What a session did not reach goes on: to the next one with one button, or it waits, by itself a day later."""

from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

import pytest

from services.agenda.handlers import when_agendas_are_looked_after
from services.agenda.sessions.queries.agenda_points import points_to_change
from shared.api.agenda.arranging import CarryOver, PublishAgenda
from shared.api.agenda.changing import CancelSession
from shared.api.agenda.day import GoToPoint
from shared.api.agenda.sessions import AgendaPointView, SeriesView, SessionView
from shared.bus.clock import Period
from shared.errors import Conflict, NotAllowed
from shared.events.agenda.agenda_points import MeetingAgendaItemChanged
from tests.agenda.steps import Cast, added, agenda_of, an_hour_passes, planned
from tests.agenda.test_arranging import session_now, waiting
from tests.workplace import Workplace


@pytest.fixture
async def series(place: Workplace, cast: Cast) -> SeriesView:
    """The sessions of 2027, of 150 minutes each."""
    return await planned(place, cast.network_id, cast.coordinator)


async def carried(
    place: Workplace,
    person_id: UUID,
    session_id: UUID,
    reached: list[UUID],
    *,
    to: Literal["NEXT", "BACKLOG"],
) -> SessionView:
    """A session of which somebody said what it reached."""
    found = await place.ask(
        "POST",
        f"/sessions/{session_id}:carry-over",
        SessionView,
        person_id=person_id,
        body=(await asked(place, person_id, session_id, reached, to=to)),
    )
    assert isinstance(found, SessionView)
    return found


async def asked(
    place: Workplace, person_id: UUID, session_id: UUID, reached: list[UUID], *, to: Literal["NEXT", "BACKLOG"]
) -> CarryOver:
    """What somebody says a session reached, having seen it just now."""
    return CarryOver(reached=reached, to=to, version=(await session_now(place, session_id, person_id)).version)


async def reach(place: Workplace, session_id: UUID, *titles: str) -> None:
    """On the day it was recorded that these points were reached."""
    async with place.door.work() as work:
        for point in await points_to_change(work.session, session_id):
            if point.title in titles:
                point.reached_at = work.now


async def the_clock_says(place: Workplace, moment: Any) -> None:
    """It is that late: sessions are marked, agendas looked after."""
    place.clock.moment = moment
    await an_hour_passes(place)
    await when_agendas_are_looked_after(place.door, Period(key="1", due_at=moment))


async def test_points_that_were_not_reached_go_to_the_next_session(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    first, second = series.sessions[:2]
    one, two = [await added(place, first.id, cast.member, title=f"Punt {n}") for n in (1, 2)]
    await added(place, second.id, cast.member, title="Stond er al")
    place.clock.moment = first.ends_at
    before = len(await place.announced())

    await carried(place, cast.coordinator, first.id, [one.id], to="NEXT")

    assert [(point.title, bool(point.reached_at)) for point in await agenda_of(place, first.id, cast.member)] == [
        ("Punt 1", True)
    ]
    assert [(point.title, point.carried_from_id) for point in await agenda_of(place, second.id, cast.member)] == [
        ("Stond er al", None),
        ("Punt 2", first.id),
    ]
    assert [
        (event.agenda_point_id, event.session_id, event.was_session_id, event.answers)
        for event in await place.announced(before)
        if isinstance(event, MeetingAgendaItemChanged)
    ] == [(two.id, second.id, first.id, cast.member)]


async def test_points_that_were_not_reached_can_wait(place: Workplace, cast: Cast, series: SeriesView) -> None:
    first = series.sessions[0]
    for number in (1, 2):
        await added(place, first.id, cast.member, title=f"Punt {number}")
    place.clock.moment = first.ends_at

    await carried(place, cast.coordinator, first.id, [], to="BACKLOG")

    assert await agenda_of(place, first.id, cast.member) == []
    assert await waiting(place, cast.network_id, cast.member) == ["Punt 1", "Punt 2"]


async def test_nothing_is_carried_over_before_the_end_or_by_a_member(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    first, last = series.sessions[0], series.sessions[-1]
    path = f"/sessions/{first.id}:carry-over"
    await added(place, first.id, cast.member)
    await added(place, last.id, cast.member)
    body = await asked(place, cast.coordinator, first.id, [], to="BACKLOG")

    place.clock.moment = first.ends_at - timedelta(seconds=1)
    early = await place.refusal("POST", path, person_id=cast.coordinator, body=body)
    place.clock.moment = first.ends_at
    member = await place.refusal("POST", path, person_id=cast.member, body=body)
    place.clock.moment = last.ends_at
    nowhere = await place.refusal(
        "POST",
        f"/sessions/{last.id}:carry-over",
        person_id=cast.coordinator,
        body=await asked(place, cast.coordinator, last.id, [], to="NEXT"),
    )

    assert [(type(refusal), refusal.code) for refusal in (early, member, nowhere)] == [
        (Conflict, "SESSION_NOT_OVER"),
        (NotAllowed, "FACILITATOR_NEEDED"),
        (Conflict, "NO_SESSION_TO_CARRY_TO"),
    ]


async def test_a_full_agenda_that_is_published_takes_nothing_more(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    first, second = series.sessions[:2]
    await added(place, first.id, cast.member)
    await added(place, second.id, cast.member, minutes=140)
    await place.ask(
        "POST",
        f"/sessions/{second.id}:publish-agenda",
        person_id=cast.coordinator,
        body=PublishAgenda(version=second.version),
    )
    place.clock.moment = first.ends_at

    refusal = await place.refusal(
        "POST",
        f"/sessions/{first.id}:carry-over",
        person_id=cast.coordinator,
        body=await asked(place, cast.coordinator, first.id, [], to="NEXT"),
    )

    assert refusal.code == "AGENDA_TOO_LONG"
    assert [point.title for point in await agenda_of(place, first.id, cast.member)] == ["Terugblik"]


async def test_a_day_after_a_session_that_recorded_what_it_reached_the_rest_waits_by_itself(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    first = series.sessions[0]
    for number in (1, 2):
        await added(place, first.id, cast.member, title=f"Punt {number}")
    await reach(place, first.id, "Punt 1")

    await the_clock_says(place, first.ends_at + timedelta(hours=23))
    too_early = await waiting(place, cast.network_id, cast.member)
    await the_clock_says(place, first.ends_at + timedelta(days=1))

    assert too_early == []
    assert await waiting(place, cast.network_id, cast.member) == ["Punt 2"]
    told = await place.ask("GET", "/agenda-points/answered", list[AgendaPointView], person_id=cast.member)
    assert [(one.title, one.status, one.carried_from_id) for one in told] == [("Punt 2", "PARKED", first.id)]


async def test_what_is_led_on_the_day_itself_is_reached(place: Workplace, cast: Cast, series: SeriesView) -> None:
    first = series.sessions[0]
    points = [await added(place, first.id, cast.member, title=f"Punt {number}") for number in (1, 2, 3)]
    path = f"/sessions/{first.id}/day"

    place.clock.moment = first.starts_at
    await place.ask("POST", f"{path}:start", person_id=cast.coordinator)
    await place.ask("POST", f"{path}:go", person_id=cast.coordinator, body=GoToPoint(agenda_point_id=points[1].id))
    await the_clock_says(place, first.ends_at + timedelta(days=1))

    assert [point.title for point in await agenda_of(place, first.id, cast.member)] == ["Punt 1", "Punt 2"]
    assert await waiting(place, cast.network_id, cast.member) == ["Punt 3"]


async def test_of_a_session_that_recorded_nothing_nothing_moves_by_itself(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    first = series.sessions[0]
    await added(place, first.id, cast.member)

    await the_clock_says(place, first.ends_at + timedelta(days=2))

    assert [point.title for point in await agenda_of(place, first.id, cast.member)] == ["Terugblik"]


async def test_what_stood_on_a_session_that_was_called_off_waits_a_day_after_it_would_have_been(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    first = series.sessions[0]
    await added(place, first.id, cast.member)
    await place.ask(
        "POST",
        f"/sessions/{first.id}:cancel",
        person_id=cast.coordinator,
        body=CancelSession(reason="De zaal is weg.", version=first.version),
    )

    await the_clock_says(place, first.ends_at + timedelta(days=1))

    assert await waiting(place, cast.network_id, cast.member) == ["Terugblik"]


async def test_who_leads_is_asked_what_a_session_reached_until_somebody_said_so(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    points = [(await added(place, session.id, cast.member, title=title)).id for title in ("Een", "Twee")]

    async def asked_of(person_id: UUID) -> list[UUID]:
        found = await place.ask("GET", "/agendas/just-over", list[SessionView], person_id=person_id)
        return [one.id for one in found]

    place.clock.moment = session.ends_at - timedelta(seconds=1)
    before = await asked_of(cast.coordinator)
    place.clock.moment = session.ends_at
    over = [await asked_of(person_id) for person_id in (cast.coordinator, cast.member, cast.other_coordinator)]
    await carried(place, cast.coordinator, session.id, points[:1], to="NEXT")

    assert (before, over) == ([], [[session.id], [], []])
    assert await asked_of(cast.coordinator) == []


async def test_nobody_is_asked_of_a_session_without_points_or_of_weeks_ago(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    empty, old = series.sessions[0], series.sessions[1]
    await added(place, old.id, cast.member)
    place.clock.moment = empty.ends_at
    without = await place.ask("GET", "/agendas/just-over", list[SessionView], person_id=cast.coordinator)
    place.clock.moment = old.ends_at + timedelta(days=14)

    late = await place.ask("GET", "/agendas/just-over", list[SessionView], person_id=cast.coordinator)

    assert (without, late) == ([], [])
