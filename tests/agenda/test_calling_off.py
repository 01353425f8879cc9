"""Calling a session off, with those after it or all of its series, taking that back, and meetings beforehand (J03, BR-047)."""

from datetime import date, time, timedelta
from typing import Any, Literal
from uuid import UUID

import pytest

from shared.api.agenda.calendars import SessionSets, SessionSetsAsked
from shared.api.agenda.changing import CancelSession
from shared.api.agenda.drafts import Drafts, PlanSession
from shared.api.agenda.series_changes import (
    ChangePreview,
    ChangeSessions,
    FreshChange,
    LookAtChange,
    SessionsChanged,
    WantedChange,
)
from shared.api.agenda.sessions import SeriesView, SessionView
from shared.errors import Refusal
from shared.events.agenda.sessions import SessionCancelled, SessionMoved
from tests.agenda.steps import Cast, planned
from tests.agenda.test_changing import in_the_way, move, refused
from tests.agenda.test_series_changes import stands, undo
from tests.workplace import Workplace

Scope = Literal["THIS", "FOLLOWING", "ALL"]


async def call_off(
    place: Workplace, cast: Cast, session: SessionView, scope: Scope = "THIS", /, **asked: Any
) -> SessionView:
    """A coordinator calls sessions off."""
    body = CancelSession(reason="De zaal is dicht.", version=session.version, scope=scope, **asked)
    answer = await place.ask(
        "POST", f"/sessions/{session.id}:cancel", SessionView, person_id=cast.coordinator, body=body
    )
    assert isinstance(answer, SessionView)
    return answer


async def fresh(place: Workplace, cast: Cast) -> list[FreshChange]:
    """What a coordinator can still take back."""
    path = f"/networks/{cast.network_id}/session-changes/fresh"
    found = await place.ask("GET", path, list[FreshChange], person_id=cast.coordinator)
    assert isinstance(found, list)
    return found


async def beforehand(place: Workplace, cast: Cast, session: SessionView, on: date) -> SessionView:
    """A meeting of young people before a session, that takes place."""
    made = await place.ask(
        "POST",
        f"/networks/{cast.network_id}/sessions",
        SessionView,
        person_id=cast.coordinator,
        body=PlanSession(
            on=on,
            starts=time(16),
            ends=time(17),
            type="PRE_MEETING",
            perspective="PARENT",
            for_session_id=session.id,
        ),
    )
    drafts = Drafts(session_ids=[made.id])
    done = await place.ask("POST", "/drafts:confirm", SessionsChanged, person_id=cast.coordinator, body=drafts)
    (meeting,) = done.sessions
    assert isinstance(meeting, SessionView)
    return meeting


def statuses(sessions: list[SessionView]) -> list[str]:
    """How sessions stand."""
    return [one.status for one in sessions]


async def test_this_and_following_are_called_off_but_for_what_goes_on(place: Workplace, cast: Cast) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    second, last = year.sessions[1], year.sessions[5]

    await call_off(place, cast, second, "FOLLOWING", without=[last.id])

    assert statuses(await stands(place, cast)) == ["CONFIRMED", *["CANCELLED"] * 4, "CONFIRMED"]
    off = [event for event in await place.announced() if isinstance(event, SessionCancelled)]
    assert [event.session_id for event in off] == [one.id for one in year.sessions[1:5]]
    (change,) = [one for one in await fresh(place, cast) if one.kind == "CANCELLED"]
    assert [one.session_id for one in change.about] == [one.id for one in year.sessions[1:5]]


async def test_what_was_called_off_takes_place_after_all_within_the_hour_and_its_sequence_still_rises(
    place: Workplace, cast: Cast
) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    first = year.sessions[0]
    await call_off(place, cast, first)
    (change,) = await fresh(place, cast)

    back = await undo(place, cast, change.id)

    (session,) = back.sessions
    assert (session.status, session.sequence, session.cancel_reason) == ("CONFIRMED", 2, "")
    (*_, moved) = await place.announced()
    assert (type(moved), getattr(moved, "sequence", None)) == (SessionMoved, 2)
    assert await fresh(place, cast) == []
    path = f"/session-sets/{cast.network_id}:letter"
    told = await place.ask("POST", path, SessionSets, body=SessionSetsAsked(reader_ids=[]), service="notifications")
    assert [one.was_off for one in told.sets[0].sessions] == [True, *[False] * 5]


async def test_what_was_called_off_stays_off_after_the_hour(place: Workplace, cast: Cast) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    await call_off(place, cast, year.sessions[0])
    (change,) = await fresh(place, cast)
    place.clock.forward(hours=1)

    refusal = await place.refusal("POST", f"/session-changes/{change.id}:undo", person_id=cast.coordinator)

    assert isinstance(refusal, Refusal)
    assert refusal.code == "TOO_LATE_TO_UNDO"


async def look(place: Workplace, cast: Cast, session: SessionView, /, **asked: Any) -> ChangePreview:
    """What a coordinator sees that another day for a session comes to."""
    body = LookAtChange(wanted=WantedChange(on=date(2027, 1, 21)), with_pre_meetings=True, **asked)
    path = f"/sessions/{session.id}:look-at-change"
    answer = await place.ask("POST", path, ChangePreview, person_id=cast.coordinator, body=body)
    assert isinstance(answer, ChangePreview)
    return answer


async def test_a_meeting_beforehand_moves_along_and_back_as_long_before_its_session_as_it_was(
    place: Workplace, cast: Cast
) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    first = year.sessions[0]
    meeting = await beforehand(place, cast, first, date(2027, 1, 7))
    seen = await look(place, cast, first)

    changed = await change_day(place, cast, first)
    moved = {one.id: one.starts_at for one in changed.sessions}
    (change, *_) = await fresh(place, cast)
    back = await undo(place, cast, changed.change_id)

    week = timedelta(days=7)
    assert [(one.session.id, one.starts_at) for one in seen.sessions] == [
        (first.id, first.starts_at + week),
        (meeting.id, meeting.starts_at + week),
    ]
    assert moved == {first.id: first.starts_at + week, meeting.id: meeting.starts_at + week}
    assert [(one.session_id, one.starts_at, one.was_starts_at, one.perspective) for one in change.about] == [
        (meeting.id, meeting.starts_at + week, meeting.starts_at, "PARENT"),
        (first.id, first.starts_at + week, first.starts_at, None),
    ]
    assert {one.id: one.starts_at for one in back.sessions} == {
        first.id: first.starts_at,
        meeting.id: meeting.starts_at,
    }


async def test_a_meeting_beforehand_stays_where_that_was_said_or_where_nobody_asked(
    place: Workplace, cast: Cast
) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    first = year.sessions[0]
    meeting = await beforehand(place, cast, first, date(2027, 1, 7))

    seen = await look(place, cast, first, without=[meeting.id])
    changed = await change_day(place, cast, first, without=[meeting.id])

    assert [one.stays for one in seen.sessions] == [None, "LEFT_OUT"]
    assert {one.id: one.starts_at for one in changed.sessions}[meeting.id] == meeting.starts_at


async def change_day(
    place: Workplace, cast: Cast, session: SessionView, without: list[UUID] | None = None
) -> SessionsChanged:
    """A coordinator gives a session another day, with what is beforehand."""
    body = ChangeSessions(
        wanted=WantedChange(on=date(2027, 1, 21)),
        with_pre_meetings=True,
        without=without or [],
        version=session.version,
    )
    path = f"/sessions/{session.id}:change"
    answer = await place.ask("POST", path, SessionsChanged, person_id=cast.coordinator, body=body)
    assert isinstance(answer, SessionsChanged)
    return answer


async def test_a_session_that_is_moved_by_its_moment_takes_its_meeting_beforehand_along_in_one_change(
    place: Workplace, cast: Cast
) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    first = year.sessions[0]
    meeting = await beforehand(place, cast, first, date(2027, 1, 7))

    after = await move(place, cast, first, days=7)
    (change, *_) = await fresh(place, cast)
    holiday = await refused(place, cast, year.sessions[2], days=-7)

    week = timedelta(days=7)
    assert after.starts_at == first.starts_at + week
    assert [(one.session_id, one.starts_at) for one in change.about] == [
        (meeting.id, meeting.starts_at + week),
        (first.id, first.starts_at + week),
    ]
    assert in_the_way(holiday) == ["HARD_BLOCK_DATE"]


async def test_a_meeting_beforehand_falls_out_with_its_session_only(place: Workplace, cast: Cast) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    first, second = year.sessions[:2]
    with_first = await beforehand(place, cast, first, date(2027, 1, 7))
    with_second = await beforehand(place, cast, second, date(2027, 3, 4))

    await call_off(place, cast, first, "ALL", without=[second.id], with_pre_meetings=True)

    off = {event.session_id for event in await place.announced() if isinstance(event, SessionCancelled)}
    assert with_first.id in off
    assert off.isdisjoint({second.id, with_second.id})


async def test_a_meeting_beforehand_of_what_is_off_already_falls_out_with_the_rest(
    place: Workplace, cast: Cast
) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    first, second = year.sessions[:2]
    meeting = await beforehand(place, cast, first, date(2027, 1, 7))
    await call_off(place, cast, first)

    await call_off(place, cast, second, "ALL", with_pre_meetings=True)

    off = [event.session_id for event in await place.announced() if isinstance(event, SessionCancelled)]
    assert off.count(meeting.id) == 1


async def test_what_is_beforehand_is_not_called_off_alone_with_its_session_that_goes_on(
    place: Workplace, cast: Cast
) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    first = year.sessions[0]
    await beforehand(place, cast, first, date(2027, 1, 7))
    before = len(await place.announced())

    with pytest.raises(Refusal) as refused:
        await call_off(place, cast, first, without=[first.id], with_pre_meetings=True)

    assert refused.value.code == "NOTHING_CALLED_OFF"
    assert len(await place.announced()) == before


async def test_what_changed_again_since_is_not_offered_to_be_taken_back(place: Workplace, cast: Cast) -> None:
    year: SeriesView = await planned(place, cast.network_id, cast.coordinator)
    first = year.sessions[0]
    changed = await change_day(place, cast, first)
    before = [one.kind for one in await fresh(place, cast)]

    await call_off(place, cast, changed.sessions[0])

    assert before == ["CHANGED"]
    assert [one.kind for one in await fresh(place, cast)] == ["CANCELLED"]
