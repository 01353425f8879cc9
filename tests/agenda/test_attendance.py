"""Who was there (BR-048): people for the coordinator only, counts for good; and what follows from it (BR-044, J23)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.agenda.handlers import when_who_came_is_long_ago
from services.agenda.sessions.models.attendance import Attendance, AttendanceCount
from shared.api.agenda.coming import (
    AbsentPerspectives,
    AttendanceAsked,
    AttendanceView,
    PersonComing,
    PerspectiveNeed,
    RecordAttendance,
    WasThere,
)
from shared.api.agenda.sessions import SessionView
from shared.api.page import Page
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.agenda.coming import AttendanceRecorded
from shared.events.network import PersonErasureRequested
from tests.agenda.steps import MOMENT, Cast, hear, join, planned
from tests.agenda.test_date_polls import answered, opened_poll, seen
from tests.workplace import Workplace

MINIMUMS = {"PARENT": 2, "YOUNG_PERSON": 1}


def recording(there: dict[UUID, bool], minimums: dict[str, int] | None = None) -> RecordAttendance:
    """Who was there, and what the network needs."""
    return RecordAttendance(
        people=[WasThere(person_id=person_id, was_there=was) for person_id, was in there.items()],
        needs=[
            PerspectiveNeed(perspective=name, minimum=count)
            for name, count in (MINIMUMS if minimums is None else minimums).items()
        ],
    )


async def recorded(place: Workplace, session: SessionView, by: UUID, there: dict[UUID, bool], **more: Any) -> None:
    """Somebody records who was there."""
    path = f"/sessions/{session.id}:record-attendance"
    await place.ask("POST", path, SessionView, person_id=by, body=recording(there, **more))


async def attendance(place: Workplace, session: SessionView, person_id: UUID) -> AttendanceView:
    """Who was there, as somebody sees it."""
    (view,) = await place.ask(
        "POST",
        "/sessions:attendance",
        list[AttendanceView],
        person_id=person_id,
        body=AttendanceAsked(session_ids=[session.id]),
    )
    assert isinstance(view, AttendanceView)
    return view


async def sessions_begun(place: Workplace, cast: Cast) -> list[SessionView]:
    """The sessions of a year of which all have begun."""
    sessions = (await planned(place, cast.network_id, cast.coordinator)).sessions
    place.clock.moment = sessions[-1].starts_at
    return sessions


async def test_br_048_attendance_is_recorded_from_the_start_by_a_coordinator_or_the_secretary(
    place: Workplace, cast: Cast
) -> None:
    secretary = new_id()
    await join(place, cast.network_id, secretary, role="SECRETARY")
    (session, *_) = (await planned(place, cast.network_id, cast.coordinator)).sessions
    path, body = f"/sessions/{session.id}:record-attendance", recording({cast.member: True})

    early = await place.refusal("POST", path, person_id=cast.coordinator, body=body)
    place.clock.moment = session.starts_at
    by_member = await place.refusal("POST", path, person_id=cast.member, body=body)
    by_stranger = await place.refusal("POST", path, person_id=cast.neighbour, body=body)
    await recorded(place, session, secretary, {cast.member: True, cast.neighbour: True})

    assert [one.code for one in (early, by_member, by_stranger)] == [
        "SESSION_NOT_BEGUN",
        "RECORDER_NEEDED",
        "NOT_A_MEMBER",
    ]
    events = [event for event in await place.announced() if isinstance(event, AttendanceRecorded)]
    assert [event.session_id for event in events] == [session.id]
    assert "person_id" not in AttendanceRecorded.model_fields
    may = [(await attendance(place, session, one)).may_record for one in (secretary, cast.coordinator, cast.member)]
    assert may == [True, True, False]


async def test_br_048_people_are_for_the_coordinator_and_small_counts_for_nobody_else(
    place: Workplace, cast: Cast
) -> None:
    secretary, young = new_id(), new_id()
    await join(place, cast.network_id, secretary, role="SECRETARY", perspective="PROFESSIONAL")
    await join(place, cast.network_id, young, perspective="YOUNG_PERSON")
    (session, *_) = await sessions_begun(place, cast)
    await recorded(place, session, cast.coordinator, {cast.member: True, cast.second_member: True, young: False})
    path = f"/sessions/{session.id}/people"

    of_coordinator = await place.ask("GET", path, Page[PersonComing], person_id=cast.coordinator)
    of_secretary = await place.ask("GET", path, Page[PersonComing], person_id=secretary)
    of_member = await place.refusal("GET", path, person_id=cast.member)

    assert {one.person_id: one.was_there for one in of_coordinator.items} == {
        cast.member: True,
        cast.second_member: True,
        young: False,
        cast.coordinator: None,
        secretary: None,
    }
    assert {one.was_there for one in of_secretary.items} == {None}
    assert len(of_secretary.items) == 5
    assert of_member.code == "COORDINATOR_NEEDED"

    def figures(view: AttendanceView) -> list[tuple[Any, ...]]:
        return [(one.perspective, one.was_enough, one.members, one.came) for one in view.perspectives]

    assert figures(await attendance(place, session, cast.coordinator)) == [
        ("PARENT", True, 3, 2),
        ("PROFESSIONAL", True, 1, 0),
        ("YOUNG_PERSON", False, 1, 0),
    ]
    assert figures(await attendance(place, session, cast.member)) == [
        ("PARENT", True, 3, 2),
        ("PROFESSIONAL", True, None, None),
        ("YOUNG_PERSON", False, None, None),
    ]


async def test_who_is_left_out_stays_as_recorded_and_what_was_wrong_can_be_put_right(
    place: Workplace, cast: Cast
) -> None:
    (session, *_) = await sessions_begun(place, cast)
    await recorded(place, session, cast.coordinator, {cast.member: True, cast.second_member: True})

    await recorded(place, session, cast.coordinator, {cast.member: False})

    view = await attendance(place, session, cast.coordinator)
    assert [(one.perspective, one.came) for one in view.perspectives] == [("PARENT", 1), ("YOUNG_PERSON", 0)]


async def test_br_048_people_are_forgotten_after_24_months_and_with_erasure_and_counts_stay(
    place: Workplace, cast: Cast
) -> None:
    (session, *_) = await sessions_begun(place, cast)
    await recorded(place, session, cast.coordinator, {cast.member: True, cast.second_member: True})

    erasure = PersonErasureRequested(erasure_id=new_id(), person_id=cast.member, version=1, requested_at=MOMENT)
    await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too
    place.clock.moment = session.ends_at + timedelta(days=729)
    await when_who_came_is_long_ago(place.door, Period(key="1", due_at=place.clock.now()))
    kept = await _people_recorded(place)
    place.clock.forward(days=2)
    await when_who_came_is_long_ago(place.door, Period(key="2", due_at=place.clock.now()))

    assert (kept, await _people_recorded(place)) == ([cast.second_member], [])
    view = await attendance(place, session, cast.coordinator)
    assert [(one.perspective, one.came) for one in view.perspectives] == [("PARENT", 2), ("YOUNG_PERSON", 0)]


@pytest.mark.parametrize("by", ["erasure", "time"])
async def test_of_fewer_than_three_no_figure_is_kept_once_who_they_were_is_forgotten(
    place: Workplace, cast: Cast, by: str
) -> None:
    (session, *_) = await sessions_begun(place, cast)
    young = new_id()
    await join(place, cast.network_id, young, perspective="YOUNG_PERSON")
    await recorded(place, session, cast.coordinator, {cast.member: True, young: False})
    before = await attendance(place, session, cast.coordinator)

    if by == "erasure":
        erasure = PersonErasureRequested(erasure_id=new_id(), person_id=young, version=1, requested_at=MOMENT)
        await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too
    else:
        place.clock.moment = session.ends_at + timedelta(days=731)
        await when_who_came_is_long_ago(place.door, Period(key="1", due_at=place.clock.now()))

    after = await attendance(place, session, cast.coordinator)
    assert [(one.perspective, one.members, one.came) for one in before.perspectives] == [
        ("PARENT", 3, 1),
        ("YOUNG_PERSON", 1, 0),
    ]
    assert [(one.perspective, one.members, one.came) for one in after.perspectives] == [("PARENT", 3, 1)]
    async with place.door.reading() as reading:
        kept = await reading.execute(
            select(col(AttendanceCount.members), col(AttendanceCount.came)).order_by(col(AttendanceCount.perspective))
        )
    assert [tuple(row) for row in kept] == [(3, 1), (None, None)]


async def test_j23_a_perspective_of_which_nobody_came_twice_in_a_row_is_named_to_coordinators(
    place: Workplace, cast: Cast
) -> None:
    first, second, third, *_ = await sessions_begun(place, cast)
    path = f"/networks/{cast.network_id}/absent-perspectives"

    async def named() -> list[str]:
        found = await place.ask("GET", path, AbsentPerspectives, person_id=cast.coordinator)
        assert isinstance(found, AbsentPerspectives)
        return found.perspectives

    await recorded(place, first, cast.coordinator, {cast.member: True})
    assert await named() == []
    await recorded(place, second, cast.coordinator, {cast.member: True})
    assert await named() == ["YOUNG_PERSON"]

    young = new_id()
    await join(place, cast.network_id, young, perspective="YOUNG_PERSON")
    await recorded(place, third, cast.coordinator, {young: True, cast.member: False})
    assert await named() == []
    assert (await place.refusal("GET", path, person_id=cast.member)).code == "COORDINATOR_NEEDED"


async def test_br_044_a_perspective_that_missed_the_last_session_chooses_first_in_a_date_poll(
    place: Workplace, cast: Cast
) -> None:
    young = [new_id() for _ in range(2)]
    for person_id in young:
        await join(place, cast.network_id, person_id, perspective="YOUNG_PERSON")
    (session, *_) = (await planned(place, cast.network_id, cast.coordinator)).sessions
    days = (datetime(2027, 2, 11, 12, 30, tzinfo=UTC), datetime(2027, 2, 12, 12, 30, tzinfo=UTC))
    poll = await opened_poll(place, cast, *days)
    for person_id, said in {
        cast.member: ("YES", "YES"),
        cast.second_member: ("NO", "YES"),
        cast.coordinator: ("NO", "YES"),
        young[0]: ("YES", "IF_NEEDED"),
        young[1]: ("YES", "NO"),
    }.items():
        await answered(place, poll, person_id, *said)
    before = await seen(place, poll, cast.coordinator)

    place.clock.moment = session.starts_at
    there = {young[0]: True, cast.member: False}
    await recorded(place, session, cast.coordinator, there, minimums={"PARENT": 1, "YOUNG_PERSON": 1})
    after = await seen(place, poll, cast.coordinator)

    assert [one.starts_at for one in before.dates or []] == [days[0], days[1]]
    assert [one.starts_at for one in after.dates or []] == [days[1], days[0]]
    assert (before.first_choice, after.first_choice) == ([], ["PARENT"])
    assert (await seen(place, poll, young[0])).first_choice == ["PARENT"]


async def _people_recorded(place: Workplace) -> list[UUID]:
    async with place.door.reading() as session:
        return list((await session.execute(select(col(Attendance.person_id)))).scalars())
