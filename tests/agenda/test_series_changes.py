"""Changing this session, those after it or all of a series: exceptions stay, ten days at most, undo (BR-042, 047, 049)."""

from datetime import datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from services.agenda.sessions.models.series_changes import SessionChange
from shared.api.agenda.planning import AddSoftBlock
from shared.api.agenda.series_changes import (
    ChangePreview,
    ChangeSessions,
    FreshChange,
    LookAtChange,
    SessionsChanged,
    WantedChange,
)
from shared.api.agenda.sessions import SeriesView, SessionView
from shared.api.page import Page
from shared.errors import Refusal
from shared.events.agenda.sessions import SessionMoved, SessionRetyped
from tests.agenda.steps import Cast, added, an_hour_passes, planned
from tests.agenda.test_changing import move
from tests.agenda.test_coming import coming, says
from tests.workplace import Workplace

Scope = Literal["THIS", "FOLLOWING", "ALL"]


def wall(moment: datetime) -> str:
    """A moment as the clock in the Netherlands tells it."""
    return f"{moment.astimezone(ZoneInfo('Europe/Amsterdam')):%d-%m %H:%M}"


async def change(
    place: Workplace,
    cast: Cast,
    session: SessionView,
    scope: Scope = "ALL",
    /,
    *,
    with_apart: bool = False,
    without: tuple[UUID, ...] = (),
    **wanted: Any,
) -> SessionsChanged:
    """A coordinator changes sessions."""
    answer = await place.ask(
        "POST",
        f"/sessions/{session.id}:change",
        SessionsChanged,
        person_id=cast.coordinator,
        body=ChangeSessions(
            scope=scope,
            wanted=WantedChange(**wanted),
            with_apart=with_apart,
            without=list(without),
            version=session.version,
        ),
    )
    assert isinstance(answer, SessionsChanged)
    return answer


async def refused(
    place: Workplace, cast: Cast, session: SessionView, scope: Scope = "ALL", /, **wanted: Any
) -> Refusal:
    """A coordinator may not change sessions like this."""
    return await place.refusal(
        "POST",
        f"/sessions/{session.id}:change",
        person_id=cast.coordinator,
        body=ChangeSessions(scope=scope, wanted=WantedChange(**wanted), version=session.version),
    )


async def look(
    place: Workplace, cast: Cast, session: SessionView, scope: Scope = "ALL", /, **wanted: Any
) -> ChangePreview:
    """A coordinator looks at what a change would come to."""
    answer = await place.ask(
        "POST",
        f"/sessions/{session.id}:look-at-change",
        ChangePreview,
        person_id=cast.coordinator,
        body=LookAtChange(scope=scope, wanted=WantedChange(**wanted)),
    )
    assert isinstance(answer, ChangePreview)
    return answer


async def year(place: Workplace, cast: Cast) -> SeriesView:
    """Six sessions in 2027."""
    return await planned(place, cast.network_id, cast.coordinator)


async def stands(place: Workplace, cast: Cast, person_id: UUID | None = None) -> list[SessionView]:
    """All sessions of the network, in order, as somebody sees them: a member, unless it is said who."""
    reader_id = person_id or cast.member
    found = await place.ask(
        "GET", f"/networks/{cast.network_id}/sessions", Page[SessionView], person_id=reader_id, params={"first": 50}
    )
    return list(found.items)


async def test_br_049_another_time_for_all_stays_that_time_when_the_clock_changes(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)

    changed = await change(place, cast, series.sessions[0], starts=time(14, 0))

    assert [wall(one.starts_at)[6:] for one in changed.sessions] == ["14:00"] * 6
    assert {one.ends_at - one.starts_at for one in changed.sessions} == {timedelta(hours=2, minutes=30)}
    assert {(one.sequence, one.version) for one in changed.sessions} == {(1, 2)}
    assert [type(event) for event in (await place.announced())[-6:]] == [SessionMoved] * 6


async def test_this_and_following_leaves_what_comes_before_as_it_was(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)

    changed = await change(
        place, cast, series.sessions[3], "FOLLOWING", place="Online", link="https://video.example/kring"
    )

    assert [one.number for one in changed.sessions] == [4, 5, 6]
    after = await stands(place, cast, cast.coordinator)
    assert [one.place for one in after] == ["Zaal 3, Zwolle"] * 3 + ["Online"] * 3
    assert [one.link for one in after] == [""] * 3 + ["https://video.example/kring"] * 3


async def test_a_shifted_rule_moves_each_session_to_its_own_day_within_ten_days(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)

    changed = await change(place, cast, series.sessions[0], nth=2, weekday=4)

    assert [wall(one.starts_at) for one in changed.sessions] == [
        "08-01 13:30",
        "12-03 13:30",
        "14-05 13:30",
        "09-07 13:30",
        "10-09 13:30",
        "12-11 13:30",
    ]
    assert changed.sessions[0].was_starts_at == series.sessions[0].starts_at


async def test_br_042_a_rule_that_shifts_too_far_is_refused_for_each_session_by_its_day(
    place: Workplace, cast: Cast
) -> None:
    series = await year(place, cast)

    refusal = await refused(place, cast, series.sessions[0], nth=5, weekday=3)

    assert refusal.code == "SESSIONS_NOT_FREE"
    assert ("sessions", "MOVED_TOO_FAR", "2027-01-14") in [
        (one.field, one.code, one.message[:10]) for one in refusal.problems
    ]


async def test_exceptions_are_kept_unless_the_coordinator_says_otherwise(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)
    apart = await move(place, cast, series.sessions[1], days=7)
    seen = await look(place, cast, series.sessions[0], place="Utrecht")

    kept = await change(place, cast, series.sessions[0], place="Utrecht")
    with_it = await change(place, cast, kept.sessions[0], with_apart=True, nth=2, weekday=4)

    assert [one.stays for one in seen.sessions] == [None, "STANDS_APART", None, None, None, None]
    assert (kept.sessions[1].place, kept.sessions[1].version) == (apart.place, apart.version)
    assert [wall(one.starts_at)[:5] for one in with_it.sessions][:2] == ["08-01", "12-03"]


async def test_a_session_that_was_changed_with_its_series_is_no_exception_later(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)
    once = await change(place, cast, series.sessions[0], starts=time(10, 0))

    again = await change(place, cast, once.sessions[0], place="Utrecht")

    assert [one.place for one in again.sessions] == ["Utrecht"] * 6


async def test_a_preview_tells_what_speaks_against_each_day_and_saves_nothing(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)
    await place.ask(
        "POST",
        f"/networks/{cast.network_id}/soft-blocks",
        Any,
        person_id=cast.coordinator,
        body=AddSoftBlock(words="Beurs", from_on="2027-03-12", until_on="2027-03-12"),
    )
    announced = len(await place.announced())

    seen = await look(place, cast, series.sessions[0], shift_days=1)

    assert seen.members == 3
    assert [[reason.words for reason in one.reasons if reason.words] for one in seen.sessions][1] == ["Beurs"]
    assert all(one.is_told and one.problems == [] for one in seen.sessions)
    assert (await stands(place, cast))[0].starts_at == series.sessions[0].starts_at
    assert len(await place.announced()) == announced


async def test_a_day_that_cannot_be_and_a_moment_that_is_taken_are_refused(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)
    await planned(place, cast.network_id, cast.coordinator, weekday=4, until_on="2027-02-28")

    on_a_feast = await refused(place, cast, series.sessions[2], "THIS", on="2027-05-05")
    taken = await refused(place, cast, series.sessions[0], "THIS", on="2027-01-08")
    before = await refused(place, cast, series.sessions[0], "THIS", on="2026-10-30")

    assert [[one.code for one in refusal.problems] for refusal in (on_a_feast, taken)] == [
        ["HARD_BLOCK_DATE"],
        ["MOMENT_TAKEN"],
    ]
    assert "IN_THE_PAST" in [one.code for one in before.problems]


async def test_sessions_do_not_get_shorter_than_their_agendas(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)
    await added(place, series.sessions[2].id, cast.member, minutes=120)

    refusal = await refused(place, cast, series.sessions[0], ends=time(14, 30))

    assert [one.code for one in refusal.problems] == ["AGENDA_TOO_LONG"]


async def test_what_stays_is_what_began_was_called_off_or_left_out(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)
    place.clock.forward(days=(series.sessions[1].starts_at - place.clock.now()).days + 1)

    changed = await change(place, cast, series.sessions[2], without=(series.sessions[3].id,), place="Utrecht")

    assert [one.place for one in changed.sessions] == ["Zaal 3, Zwolle"] * 2 + [
        "Utrecht",
        "Zaal 3, Zwolle",
        "Utrecht",
        "Utrecht",
    ]


@pytest.mark.parametrize(
    ("wanted", "field", "code"),
    [
        ({"on": "2027-01-15"}, "on", "FOR_ONE_SESSION"),
        ({"weekday": 3, "shift_days": 1}, "on", "ONE_DAY"),
        ({"nth": 2}, "weekday", "REQUIRED"),
        ({"starts": time(15, 0), "ends": time(14, 0)}, "ends", "ENDS_BEFORE_START"),
        ({"link": "http://video.example/kring"}, "link", "ADDRESS_NOT_SAFE"),
        ({"link": "https://bekend@elders.example/"}, "link", "ADDRESS_NOT_SAFE"),
        ({"link": "javascript:alert(1)"}, "link", "ADDRESS_NOT_SAFE"),
        ({"link": "https://vidéo.example/"}, "link", "ADDRESS_NOT_SAFE"),
    ],
)
async def test_a_change_that_cannot_be_says_at_which_field(
    place: Workplace, cast: Cast, wanted: dict[str, Any], field: str, code: str
) -> None:
    refusal = await refused(place, cast, (await year(place, cast)).sessions[0], **wanted)

    assert [(one.field, one.code) for one in refusal.problems] == [(field, code)]


async def test_another_kind_is_no_reason_for_a_mail(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)

    changed = await change(place, cast, series.sessions[0], "THIS", type="WORK_VISIT")

    assert [(one.type, one.sequence, one.version) for one in changed.sessions] == [("WORK_VISIT", 0, 2)]
    assert (await place.announced())[-1] == SessionRetyped(
        session_id=series.sessions[0].id,
        network_id=cast.network_id,
        kind="WORK_VISIT",
        at=place.clock.now(),
        version=2,
    )


async def test_when_nothing_changes_nobody_hears_of_it_and_there_is_nothing_to_undo(
    place: Workplace, cast: Cast
) -> None:
    series = await year(place, cast)
    announced = len(await place.announced())

    changed = await change(place, cast, series.sessions[0], place="Zaal 3, Zwolle", starts=time(13, 30))

    assert (changed.change_id, {one.version for one in changed.sessions}) == (None, {1})
    assert len(await place.announced()) == announced


async def test_who_saw_an_older_version_does_not_change_what_somebody_else_changed(
    place: Workplace, cast: Cast
) -> None:
    series = await year(place, cast)
    await move(place, cast, series.sessions[0], days=1)

    refusal = await refused(place, cast, series.sessions[0], place="Utrecht")

    assert refusal.code == "STALE_VERSION"


async def undo(place: Workplace, cast: Cast, change_id: UUID | None) -> SessionsChanged:
    """A coordinator takes a change back."""
    answer = await place.ask("POST", f"/session-changes/{change_id}:undo", SessionsChanged, person_id=cast.coordinator)
    assert isinstance(answer, SessionsChanged)
    return answer


async def test_a_change_is_taken_back_within_the_hour_and_the_sequence_still_rises(
    place: Workplace, cast: Cast
) -> None:
    series = await year(place, cast)
    changed = await change(place, cast, series.sessions[0], nth=2, weekday=4, place="Utrecht")
    place.clock.forward(minutes=59)

    fresh = await place.ask(
        "GET",
        f"/networks/{cast.network_id}/session-changes/fresh",
        list[FreshChange],
        person_id=cast.coordinator,
    )
    back = await undo(place, cast, changed.change_id)

    assert [(one.id, one.kind, one.sessions) for one in fresh] == [(changed.change_id, "CHANGED", 6)]
    assert [(one.starts_at, one.place, one.was_starts_at) for one in back.sessions] == [
        (one.starts_at, one.place, None) for one in series.sessions
    ]
    assert {(one.sequence, one.version) for one in back.sessions} == {(2, 3)}


async def test_a_change_is_not_taken_back_after_the_hour_or_once_it_changed_again(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)
    first = await change(place, cast, series.sessions[0], place="Utrecht")
    second = await change(place, cast, first.sessions[1], "THIS", place="Assen")

    since = await place.refusal("POST", f"/session-changes/{first.change_id}:undo", person_id=cast.coordinator)
    place.clock.forward(hours=1)
    late = await place.refusal("POST", f"/session-changes/{second.change_id}:undo", person_id=cast.coordinator)
    await an_hour_passes(place)

    assert (since.code, late.code) == ("CHANGED_SINCE", "TOO_LATE_TO_UNDO")
    async with place.door.reading() as reading:
        assert (await reading.execute(select(SessionChange))).all() == []


async def test_a_session_that_moved_by_itself_can_be_put_back(place: Workplace, cast: Cast) -> None:
    series = await year(place, cast)
    await move(place, cast, series.sessions[0], days=7)
    (fresh,) = await place.ask(
        "GET", f"/networks/{cast.network_id}/session-changes/fresh", list[FreshChange], person_id=cast.coordinator
    )

    (back,) = (await undo(place, cast, fresh.id)).sessions

    assert (back.starts_at, back.was_starts_at) == (series.sessions[0].starts_at, None)


async def test_what_was_said_of_another_day_is_no_answer_to_the_day_that_stands_again(
    place: Workplace, cast: Cast
) -> None:
    session = (await year(place, cast)).sessions[0]
    await says(place, session, cast.second_member, "COMING")
    place.clock.forward(minutes=1)
    await move(place, cast, session, days=7)
    (fresh,) = await place.ask(
        "GET", f"/networks/{cast.network_id}/session-changes/fresh", list[FreshChange], person_id=cast.coordinator
    )
    place.clock.forward(minutes=1)
    await says(place, session, cast.member, "NOT_COMING")

    await undo(place, cast, fresh.id)

    answers = [(await coming(place, session, one)).my_answer for one in (cast.member, cast.second_member)]
    assert [one and (one.answer, one.is_outdated) for one in answers] == [None, ("COMING", False)]


async def test_changing_more_sessions_needs_no_more_statements(place: Workplace, cast: Cast) -> None:
    short = await planned(place, cast.network_id, cast.coordinator, until_on="2027-02-28")
    long = await planned(
        place, cast.network_id, cast.coordinator, nth=1, weekday=1, every_months=1, regions=[], until_on="2028-12-31"
    )
    counted = []
    for series in (short, long):
        place.statements.clear()
        await look(place, cast, series.sessions[0], starts=time(14, 0))
        counted.append(len(place.statements))
        place.statements.clear()
        await change(place, cast, series.sessions[0], starts=time(14, 0))
        counted.append(len([one for one in place.statements if one.lstrip().upper().startswith("SELECT")]))

    assert len(long.sessions) > 20
    assert counted[0] == counted[2]
    assert counted[1] == counted[3]
