"""Planning with a network around it: what others do counts without naming people, hard days are refused, an hour to undo."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from shared.api.agenda.planning import (
    AddSoftBlock,
    FreshSeries,
    Need,
    PlanYear,
    SoftBlockView,
    Undone,
    YearMoment,
    YearPlan,
)
from shared.api.agenda.sessions import PlanSeries, SeriesView, SessionMoment, SessionView
from shared.api.page import Page
from shared.database import new_id
from shared.errors import Conflict, Invalid, NotFound
from shared.events.agenda.sessions import SeriesUndone
from shared.events.network import MembershipActivated
from tests.agenda.steps import MOMENT, Cast, activated, added, hear, join, membership, planned, rule
from tests.workplace import Workplace


async def year_of(place: Workplace, cast: Cast, **asked: Any) -> YearPlan:
    """What planning comes to for the coordinator."""
    told = {"network_id": cast.network_id, "rule": rule(), **asked}
    answer = await place.ask("POST", "/years:plan", YearPlan, person_id=cast.coordinator, body=PlanYear(**told))
    assert isinstance(answer, YearPlan)
    return answer


async def young(place: Workplace, network_id: UUID, *people: UUID) -> None:
    """These young people take part."""
    await hear(
        place,
        *(
            MembershipActivated(
                membership_id=membership(network_id, person_id),
                network_id=network_id,
                person_id=person_id,
                perspective="YOUNG_PERSON",
                roles=[],
                activated_at=MOMENT,
                version=1,
            )
            for person_id in people
        ),
    )


async def test_a_session_of_a_network_that_shares_three_people_is_told_with_its_network(
    place: Workplace, cast: Cast
) -> None:
    for person_id in (cast.member, cast.second_member, cast.coordinator):
        await join(place, cast.other_network_id, person_id)
    await planned(place, cast.other_network_id, cast.other_coordinator, until_on=date(2027, 2, 1))

    year = await year_of(place, cast)

    (reason,) = year.dates[0].reasons
    assert (reason.kind, reason.network_id, reason.people) == ("OTHER_NETWORK", cast.other_network_id, 3)
    assert [item.verdict for item in year.dates] == ["SOFT", "FREE", "FREE", "FREE", "FREE", "FREE"]
    assert year.best is not None
    assert {item.verdict for item in year.best} == {"FREE"}


async def test_a_network_that_shares_two_people_is_not_told_and_changes_nothing(place: Workplace, cast: Cast) -> None:
    for person_id in (cast.member, cast.second_member):
        await join(place, cast.other_network_id, person_id)
    alone = await year_of(place, cast)
    await planned(place, cast.other_network_id, cast.other_coordinator)

    assert await year_of(place, cast) == alone


async def test_dates_of_ones_own_are_looked_at_with_all_that_is_around_them_and_no_more_statements_for_more_of_them(
    place: Workplace, cast: Cast
) -> None:
    for person_id in (cast.member, cast.second_member, cast.coordinator):
        await join(place, cast.other_network_id, person_id)
    await planned(place, cast.other_network_id, cast.other_coordinator, until_on=date(2027, 2, 1))
    at = (
        datetime(2027, 1, 14, 13, tzinfo=UTC),
        datetime(2027, 1, 15, 13, tzinfo=UTC),
        datetime(2027, 4, 27, tzinfo=UTC),
    )
    moments = [YearMoment(starts_at=one, ends_at=one + timedelta(hours=2)) for one in reversed(at)]

    place.statements.clear()
    alone = await year_of(place, cast, moments=moments[:1])
    few = len(place.statements)
    place.statements.clear()
    looked = await year_of(place, cast, moments=moments)

    assert [(one.starts_at, one.verdict) for one in looked.dates] == list(
        zip(at, ("SOFT", "FREE", "HARD"), strict=True)
    )
    (reason,) = looked.dates[0].reasons
    assert (reason.kind, reason.network_id, reason.people) == ("OTHER_NETWORK", cast.other_network_id, 3)
    assert (looked.best, looked.patterns, looked.spans) == (None, [], [])
    assert [one.verdict for one in alone.dates] == ["HARD"]
    assert len(place.statements) == few


async def test_dates_of_ones_own_that_cannot_be_looked_at_are_refused(place: Workplace, cast: Cast) -> None:
    at, hour = datetime(2027, 1, 14, 13, tzinfo=UTC), timedelta(hours=1)
    far = datetime(9999, 12, 31, 20, tzinfo=UTC)
    moments = [YearMoment(starts_at=at, ends_at=at - hour), YearMoment(starts_at=far, ends_at=far + hour)]

    refused = await place.refusal(
        "POST",
        "/years:plan",
        person_id=cast.coordinator,
        body=PlanYear(network_id=cast.network_id, rule=rule(), moments=moments),
    )

    assert [(one.field, one.code) for one in refused.problems] == [
        ("moments", "ENDS_BEFORE_START"),
        ("moments", "TOO_FAR_AHEAD"),
    ]


async def test_br_041_the_regions_of_a_network_decide_which_school_holidays_are_hard(
    place: Workplace, cast: Cast
) -> None:
    first_wednesday = rule(nth=1, weekday=2)

    everywhere = await year_of(place, cast, rule=first_wednesday)
    in_the_north = await year_of(place, cast, rule=first_wednesday, provinces=["FRYSLAN"])

    assert (everywhere.regions, in_the_north.regions) == (["NORTH", "CENTRAL", "SOUTH"], ["NORTH"])
    assert [(reason.what, reason.regions) for reason in everywhere.dates[4].reasons] == [("SUMMER_BREAK", ["SOUTH"])]
    assert in_the_north.dates[4].verdict == "FREE"


async def test_br_045_a_later_hour_is_found_for_young_people_and_the_needs_decide_who_counts(
    place: Workplace, cast: Cast
) -> None:
    await young(place, cast.network_id, new_id(), new_id(), new_id())

    by_day = await year_of(place, cast)
    later = await year_of(place, cast, latest_end=time(18, 30))
    not_counted = await year_of(place, cast, needs=[Need(perspective="PARENT", minimum=2)])

    assert {tuple(item.left_out) for item in by_day.dates} == {("YOUNG_PERSON",)}
    assert later.best is not None
    assert {tuple(item.left_out) for item in later.best} == {()}
    assert {tuple(item.left_out) for item in not_counted.dates} == {()}


async def test_the_best_year_is_planned_by_its_moments(place: Workplace, cast: Cast) -> None:
    moments = [
        SessionMoment(on=date(2027, 3, 12), starts=time(15, 30)),
        SessionMoment(on=date(2027, 1, 8), starts=time(13, 30)),
    ]

    series = await place.ask(
        "POST",
        "/series",
        SeriesView,
        person_id=cast.coordinator,
        body=PlanSeries(network_id=cast.network_id, rule=rule(), moments=moments),
    )

    assert [(item.number, f"{item.starts_at:%d-%m %H:%M}", f"{item.ends_at:%H:%M}") for item in series.sessions] == [
        (1, "08-01 12:30", "15:00"),
        (2, "12-03 14:30", "17:00"),
    ]


async def test_br_041_planning_on_a_hard_day_is_refused_and_nothing_is_kept(place: Workplace, cast: Cast) -> None:
    asked = PlanSeries(network_id=cast.network_id, rule=rule(nth=1, weekday=2))

    refusal = await place.refusal("POST", "/series", person_id=cast.coordinator, body=asked)

    assert (type(refusal), refusal.code) == (Conflict, "HARD_BLOCK_DATE")
    assert [(problem.field, problem.message[:10]) for problem in refusal.problems] == [
        ("without", "2027-05-05"),
        ("without", "2027-09-01"),
    ]
    assert await place.announced() == []


async def test_j03_undo_within_the_hour_takes_a_series_back_as_if_it_had_never_been(
    place: Workplace, cast: Cast
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    fresh = await place.ask(
        "GET", f"/networks/{cast.network_id}/series/fresh", list[FreshSeries], person_id=cast.coordinator
    )

    undone = await place.ask("POST", f"/series/{series.id}:undo", Undone, person_id=cast.coordinator)

    assert [(one.id, one.sessions, one.undo_until) for one in fresh] == [(series.id, 6, series.undo_until)]
    assert undone.network_id == cast.network_id
    page = await place.ask("GET", f"/networks/{cast.network_id}/sessions", Page[SessionView])
    assert page.items == []
    assert (await place.announced())[-1:] == [
        SeriesUndone(
            series_id=series.id,
            network_id=cast.network_id,
            session_ids=[item.id for item in series.sessions],
            at=place.clock.now(),
            version=2,
        )
    ]
    assert len((await planned(place, cast.network_id, cast.coordinator)).sessions) == 6


async def test_after_the_hour_or_once_somebody_put_a_point_on_it_a_series_stays(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator, until_on=date(2027, 2, 1))
    later = await planned(place, cast.network_id, cast.coordinator, from_on=date(2027, 3, 1))
    await added(place, series.sessions[0].id, cast.member)

    in_use = await place.refusal("POST", f"/series/{series.id}:undo", person_id=cast.coordinator)
    place.clock.moment += timedelta(hours=1)
    too_late = await place.refusal("POST", f"/series/{later.id}:undo", person_id=cast.coordinator)
    unknown = await place.refusal("POST", f"/series/{new_id()}:undo", person_id=cast.coordinator)
    fresh = await place.ask(
        "GET", f"/networks/{cast.network_id}/series/fresh", list[FreshSeries], person_id=cast.coordinator
    )

    assert (in_use.code, too_late.code) == ("SERIES_IN_USE", "TOO_LATE_TO_UNDO")
    assert type(unknown) is NotFound
    assert fresh == []


async def test_a_network_keeps_its_own_table_of_difficult_times(place: Workplace, cast: Cast) -> None:
    path = f"/networks/{cast.network_id}/soft-blocks"
    fair = AddSoftBlock(words="Beurs voor de jeugdzorg", from_on=date(2027, 3, 8), until_on=date(2027, 3, 12))

    block = await place.ask("POST", path, SoftBlockView, person_id=cast.coordinator, body=fair)
    with_it = await year_of(place, cast)
    listed = await place.ask("GET", path, list[SoftBlockView], person_id=cast.coordinator)
    await place.ask("POST", f"/soft-blocks/{block.id}:remove", Undone, person_id=cast.coordinator)
    without_it = await year_of(place, cast)

    assert listed == [block]
    assert [(reason.what, reason.words) for reason in with_it.dates[1].reasons] == [("OWN", "Beurs voor de jeugdzorg")]
    assert without_it.dates[1].reasons == []


async def test_a_difficult_time_that_cannot_be_is_refused_at_its_fields(place: Workplace, cast: Cast) -> None:
    wrong = AddSoftBlock(words=" ", from_on=date(2027, 3, 8), until_on=date(2027, 3, 1))

    refusal = await place.refusal(
        "POST", f"/networks/{cast.network_id}/soft-blocks", person_id=cast.coordinator, body=wrong
    )

    assert (type(refusal), refusal.code) == (Invalid, "BLOCK_NOT_POSSIBLE")
    assert [(problem.field, problem.code) for problem in refusal.problems] == [
        ("words", "REQUIRED"),
        ("until_on", "UNTIL_BEFORE_FROM"),
    ]


async def test_who_left_is_not_counted_anywhere(place: Workplace, cast: Cast) -> None:
    await hear(place, activated(cast.other_network_id, cast.former_coordinator))
    for person_id in (cast.member, cast.second_member):
        await join(place, cast.other_network_id, person_id)
    await planned(place, cast.other_network_id, cast.other_coordinator)

    year = await year_of(place, cast)

    assert {item.verdict for item in year.dates} == {"FREE"}
    assert year.members == 3
