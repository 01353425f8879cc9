"""Sessions: seen before they are planned, planned once, known to all, and marked when they are over."""

from datetime import UTC, date, datetime, time
from typing import Any, Literal
from uuid import UUID

import pytest

from shared.api.agenda.planning import PlanYear, YearPlan
from shared.api.agenda.sessions import AddAgendaPoint, PlanSeries, SeriesView, SessionView
from shared.api.page import Ids, Page
from shared.database import new_id
from shared.errors import Conflict, Invalid, NotFound
from shared.events.agenda.sessions import SeriesPlanned, SessionConfirmed, SessionHeld
from tests.agenda.steps import Cast, added, an_hour_passes, planned, rule, set_status
from tests.workplace import Workplace

DAYS_OF_2027 = [
    date(2027, 1, 14),
    date(2027, 3, 11),
    date(2027, 5, 13),
    date(2027, 7, 8),
    date(2027, 9, 9),
    date(2027, 11, 11),
]


async def year_of(place: Workplace, network_id: UUID, coordinator: UUID, **changes: Any) -> YearPlan:
    """What planning by a rule comes to."""
    answer = await place.ask(
        "POST",
        "/years:plan",
        YearPlan,
        person_id=coordinator,
        body=PlanYear(network_id=network_id, rule=rule(**changes)),
    )
    assert isinstance(answer, YearPlan)
    return answer


async def test_planning_a_year_shows_the_dates_and_saves_nothing(place: Workplace, cast: Cast) -> None:
    year = await year_of(place, cast.network_id, cast.coordinator)

    assert [(item.number, item.starts_at.date()) for item in year.dates] == list(enumerate(DAYS_OF_2027, 1))
    assert [item.weeks_since_previous for item in year.dates] == [None, 8, 9, 8, 9, 9]
    assert {(item.verdict, *item.reasons) for item in year.dates} == {("FREE",)}
    assert year.best == year.dates
    assert year.members == 3
    page = await place.ask("GET", f"/networks/{cast.network_id}/sessions", Page[SessionView])
    assert page.items == []
    assert await place.announced() == []


async def test_dates_on_which_the_network_meets_already_cannot_be(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator, until_on=date(2027, 4, 1))
    await planned(place, cast.other_network_id, cast.other_coordinator)

    overlapping = await year_of(place, cast.network_id, cast.coordinator, starts=time(15, 0), ends=time(17, 0))
    afterwards = await year_of(place, cast.network_id, cast.coordinator, starts=time(16, 0), ends=time(17, 0))

    assert [item.verdict for item in overlapping.dates] == ["HARD", "HARD", "FREE", "FREE", "FREE", "FREE"]
    assert {item.verdict for item in afterwards.dates} == {"FREE"}


async def test_planning_confirms_every_session_and_announces_each(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)

    assert [(item.number, item.starts_at.date()) for item in series.sessions] == list(enumerate(DAYS_OF_2027, 1))
    assert series.sessions[0].starts_at == datetime(2027, 1, 14, 12, 30, tzinfo=UTC)
    assert series.sessions[2].starts_at == datetime(2027, 5, 13, 11, 30, tzinfo=UTC)
    assert series.sessions[2].ends_at == datetime(2027, 5, 13, 14, 0, tzinfo=UTC)
    assert {(item.status, item.sequence, item.version, item.zone) for item in series.sessions} == {
        ("CONFIRMED", 0, 1, "Europe/Amsterdam")
    }
    assert {(item.place, item.minutes_planned, item.may_add_point) for item in series.sessions} == {
        ("Zaal 3, Zwolle", 0, True)
    }
    assert series.rule == rule()
    assert await place.announced() == [
        SeriesPlanned(series_id=series.id, network_id=cast.network_id, sessions=6, at=place.clock.now(), version=1),
        *(
            SessionConfirmed(
                session_id=item.id,
                network_id=cast.network_id,
                series_id=series.id,
                status="CONFIRMED",
                sequence=0,
                starts_at=item.starts_at,
                ends_at=item.ends_at,
                undo_until=series.undo_until,
                at=place.clock.now(),
                version=1,
            )
            for item in series.sessions
        ),
    ]


async def test_days_that_are_left_out_are_not_planned_and_not_counted(place: Workplace, cast: Cast) -> None:
    body = PlanSeries(network_id=cast.network_id, rule=rule(), without=[date(2027, 5, 13)])

    series = await place.ask("POST", "/series", SeriesView, person_id=cast.coordinator, body=body)

    assert [(item.number, item.starts_at.date()) for item in series.sessions] == list(
        enumerate([day for day in DAYS_OF_2027 if day != date(2027, 5, 13)], 1)
    )


async def test_planning_the_same_dates_twice_is_refused_with_the_dates(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)
    before = await place.announced()

    refusal = await place.refusal(
        "POST",
        "/series",
        person_id=cast.coordinator,
        body=PlanSeries(network_id=cast.network_id, rule=rule(), without=DAYS_OF_2027[:4]),
    )

    assert (type(refusal), refusal.code) == (Conflict, "SESSIONS_CLASH")
    assert [(problem.field, problem.code, problem.message[:10]) for problem in refusal.problems] == [
        ("without", "SESSIONS_CLASH", "2027-09-09"),
        ("without", "SESSIONS_CLASH", "2027-11-11"),
    ]
    assert await place.announced() == before


async def test_another_network_may_meet_at_the_same_moment(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)

    series = await planned(place, cast.other_network_id, cast.other_coordinator)

    assert len(series.sessions) == 6


async def test_a_second_series_of_a_network_counts_from_one(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)

    series = await planned(place, cast.network_id, cast.coordinator, weekday=4)

    assert [item.number for item in series.sessions] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("path", ["/years:plan", "/series"])
async def test_a_rule_that_cannot_be_is_refused_at_its_fields(place: Workplace, cast: Cast, path: str) -> None:
    shape = PlanYear if path == "/years:plan" else PlanSeries
    body = shape(network_id=cast.network_id, rule=rule(ends=time(9, 0), from_on=date(2020, 1, 1)))

    refusal = await place.refusal("POST", path, person_id=cast.coordinator, body=body)

    assert (type(refusal), refusal.code) == (Invalid, "SERIES_NOT_POSSIBLE")
    assert {(problem.field, problem.code) for problem in refusal.problems} == {
        ("rule.ends", "ENDS_BEFORE_START"),
        ("rule.from_on", "IN_THE_PAST"),
    }


async def dates(place: Workplace, path: str, person_id: UUID | None, **params: Any) -> list[date]:
    """The days of a list of sessions, over all its pages."""
    found: list[date] = []
    while True:
        page = await place.ask("GET", path, Page[SessionView], person_id=person_id, params=params)
        found += [item.starts_at.date() for item in page.items]
        if page.next_cursor is None:
            return found
        assert len(page.items) == params["first"]
        params["after"] = page.next_cursor


async def test_sessions_come_in_order_of_time_and_each_on_one_page(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)
    path = f"/networks/{cast.network_id}/sessions"

    assert await dates(place, path, None, first=4) == DAYS_OF_2027
    assert await dates(place, path, cast.member, first=1) == DAYS_OF_2027


async def test_sessions_can_be_narrowed_to_a_time(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    path = f"/networks/{cast.network_id}/sessions"
    third = series.sessions[2]

    during = await dates(place, path, None, **{"from": third.starts_at.replace(minute=45), "until": third.ends_at})
    after = await dates(place, path, None, **{"from": third.ends_at})
    before = await dates(place, path, None, until=third.starts_at)

    assert (during, after, before) == ([DAYS_OF_2027[2]], DAYS_OF_2027[3:], DAYS_OF_2027[:2])


async def test_a_time_outside_time_is_refused(place: Workplace, cast: Cast) -> None:
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2027-01-01T00:00:00"):
        refusal = await place.refusal("GET", f"/networks/{cast.network_id}/sessions", params={"from": at})

        assert [(problem.field, problem.code) for problem in refusal.problems] == [("from", "INVALID")]


async def test_upcoming_gives_the_next_sessions_of_the_networks_of_the_viewer(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)
    await planned(place, cast.other_network_id, cast.other_coordinator, weekday=4)
    place.clock.moment = datetime(2027, 3, 11, 13, 0, tzinfo=UTC)

    mine = await dates(place, "/sessions/upcoming", cast.member, first=2)
    of_an_outsider = await dates(place, "/sessions/upcoming", cast.outsider)

    assert mine == DAYS_OF_2027[1:]
    assert of_an_outsider == []


async def test_a_batch_comes_in_the_order_asked(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    asked = [series.sessions[4].id, new_id(), series.sessions[0].id]

    found = await place.ask("POST", "/sessions:batch", list[SessionView], body=Ids(ids=asked))

    assert [item.number for item in found] == [5, 1]


async def test_a_member_sees_where_and_how_full_and_a_stranger_only_when(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    path = f"/sessions/{series.sessions[0].id}"
    await added(place, series.sessions[0].id, cast.member, minutes=25)
    asked = {"agenda_points": True}

    to_a_member = await place.ask("GET", path, SessionView, person_id=cast.member, params=asked)
    to_a_stranger = await place.ask("GET", path, SessionView, params=asked)

    assert (to_a_member.place, to_a_member.minutes_planned, to_a_member.may_add_point) == ("Zaal 3, Zwolle", 25, True)
    assert [point.title for point in to_a_member.agenda_points] == ["Terugblik"]
    assert to_a_stranger == to_a_member.model_copy(
        update={
            "place": None,
            "link": None,
            "minutes_planned": None,
            "may_add_point": False,
            "may_add_document": False,
            "short_notice_reason": None,
            "cancel_reason": None,
            "agenda_points": None,
        }
    )


async def test_a_session_that_is_over_is_marked_once_and_announced(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    before = len(await place.announced())
    place.clock.moment = series.sessions[1].ends_at

    await an_hour_passes(place)
    await an_hour_passes(place)

    announced = (await place.announced())[before:]
    assert announced == [
        SessionHeld(session_id=item.id, network_id=cast.network_id, status="HELD", at=place.clock.now(), version=2)
        for item in series.sessions[:2]
    ]
    seen = await place.ask("GET", f"/networks/{cast.network_id}/sessions", Page[SessionView])
    assert [item.status for item in seen.items] == ["HELD"] * 2 + ["CONFIRMED"] * 4


async def test_many_sessions_that_are_over_are_all_marked(place: Workplace, cast: Cast) -> None:
    for hour in range(8, 18):
        await planned(
            place,
            cast.network_id,
            cast.coordinator,
            every_months=1,
            regions=[],
            starts=time(hour, 0),
            ends=time(hour + 1, 0),
            until_on=date(2028, 12, 31),
        )
    before = len(await place.announced())
    place.clock.moment = datetime(2029, 1, 1, tzinfo=UTC)

    await an_hour_passes(place)

    assert len(await place.announced()) - before == 240


async def test_a_session_that_is_cancelled_stays_known_but_leaves_its_moment_free(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator, until_on=date(2027, 4, 1))
    await set_status(place, series.sessions[0].id, "CANCELLED")

    known = await place.ask("GET", f"/sessions/{series.sessions[0].id}", SessionView, person_id=cast.member)
    year = await year_of(place, cast.network_id, cast.coordinator)
    upcoming = await dates(place, "/sessions/upcoming", cast.member)

    assert (known.status, known.may_add_point) == ("CANCELLED", False)
    assert [item.verdict for item in year.dates] == ["FREE", "HARD", "FREE", "FREE", "FREE", "FREE"]
    assert upcoming == [DAYS_OF_2027[1]]


@pytest.mark.parametrize("status", ["DRAFT", "POLLING"])
async def test_a_session_without_a_certain_date_is_not_known_to_members_yet(
    place: Workplace, cast: Cast, status: Literal["DRAFT", "POLLING"]
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator, until_on=date(2027, 2, 1))
    path = f"/sessions/{series.sessions[0].id}"
    await set_status(place, series.sessions[0].id, status)

    refusals = [
        await place.refusal("GET", path, person_id=cast.member),
        await place.refusal(
            "POST",
            f"{path}/agenda-points",
            person_id=cast.member,
            body=AddAgendaPoint(title="Punt", purpose="INFORM", minutes=5),
        ),
    ]

    assert [type(refusal) for refusal in refusals] == [NotFound] * 2
    assert await dates(place, f"/networks/{cast.network_id}/sessions", cast.member) == []
