"""The year planner knows the calendar: DOMAIN 8.1 and 8.2 as tests, and why each date is free, hard or soft (J03)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.agenda.sessions.domain.days import (
    FREE,
    HARD,
    SCHOOL_REGIONS,
    SOFT,
    Reason,
    SchoolRegion,
    SoftBlock,
    Verdict,
    day_reasons,
    known_until,
    public_holiday,
    regions_of,
    school_holiday,
    soft_blocks_of,
    verdict_of,
)
from services.agenda.sessions.domain.planning import Planner, gap_of
from services.agenda.sessions.domain.rhythm import SeriesNotPossible, SeriesRule, slots_chosen, slots_of
from services.agenda.sessions.domain.year import Around, HardBlockDate, Meeting, Wish, YearPlan, check_no_hard_day
from shared.database import new_id

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
YEAR = SeriesRule(
    every_months=2,
    nth=2,
    weekday=3,
    starts=time(13, 30),
    ends=time(16, 0),
    from_on=date(2027, 1, 1),
    until_on=date(2027, 12, 31),
)
EVEN = YEAR._replace(from_on=date(2027, 2, 1))
WORKDAYS = frozenset(range(5))
ALONE = Around(people={}, minimums={}, taken=[], meetings=[], shared={}, blocks=[])
OFFICIAL = {
    "CHRISTMAS_BREAK 2026": [(date(2026, 12, 19), date(2027, 1, 3))] * 3,
    "SPRING_BREAK 2027": [
        (date(2027, 2, 20), date(2027, 2, 28)),
        (date(2027, 2, 20), date(2027, 2, 28)),
        (date(2027, 2, 13), date(2027, 2, 21)),
    ],
    "MAY_BREAK 2027": [(date(2027, 4, 24), date(2027, 5, 2))] * 3,
    "SUMMER_BREAK 2027": [
        (date(2027, 7, 10), date(2027, 8, 22)),
        (date(2027, 7, 17), date(2027, 8, 29)),
        (date(2027, 7, 24), date(2027, 9, 5)),
    ],
    "AUTUMN_BREAK 2027": [
        (date(2027, 10, 16), date(2027, 10, 24)),
        (date(2027, 10, 16), date(2027, 10, 24)),
        (date(2027, 10, 23), date(2027, 10, 31)),
    ],
    "CHRISTMAS_BREAK 2027": [(date(2027, 12, 25), date(2028, 1, 9))] * 3,
    "SPRING_BREAK 2028": [
        (date(2028, 2, 19), date(2028, 2, 27)),
        (date(2028, 2, 26), date(2028, 3, 5)),
        (date(2028, 2, 26), date(2028, 3, 5)),
    ],
    "MAY_BREAK 2028": [(date(2028, 4, 29), date(2028, 5, 7))] * 3,
    "SUMMER_BREAK 2028": [
        (date(2028, 7, 15), date(2028, 8, 27)),
        (date(2028, 7, 8), date(2028, 8, 20)),
        (date(2028, 7, 22), date(2028, 9, 3)),
    ],
    "AUTUMN_BREAK 2028": [
        (date(2028, 10, 14), date(2028, 10, 22)),
        (date(2028, 10, 21), date(2028, 10, 29)),
        (date(2028, 10, 21), date(2028, 10, 29)),
    ],
}
"""DOMAIN 8.1: first Saturday to last Sunday, for north, centre and south."""


def wish(*regions: SchoolRegion, latest_end: time | None = None) -> Wish:
    """Any workday, all regions unless some are named."""
    return Wish(WORKDAYS, latest_end, regions or SCHOOL_REGIONS)


def planned(rule: SeriesRule = YEAR, wished: Wish | None = None, around: Around = ALONE) -> YearPlan:
    """What planning comes to."""
    return Planner(rule, wished or wish(), around, now=NOW).plan()


def group(*names: str, each: int = 4) -> dict[str, frozenset[UUID]]:
    """So many people of each perspective."""
    return {name: frozenset(new_id() for _ in range(each)) for name in names}


def around(people: dict[str, frozenset[UUID]], **facts: Any) -> Around:
    """A network in which every perspective that takes part counts."""
    return ALONE._replace(people=people, minimums=dict.fromkeys(people, 1), **facts)


def with_verdict(plan: YearPlan, *verdicts: Verdict) -> set[tuple[int, int]]:
    """The patterns with one of these verdicts, as (nth, weekday)."""
    return {(pattern.nth, pattern.weekday) for pattern in plan.patterns if pattern.verdict in verdicts}


def breaks(region: SchoolRegion) -> Iterable[tuple[str, date, date]]:
    """The school holidays from December 2026 to November 2028."""
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(720)]
    for what, run in groupby(days, key=lambda on: school_holiday(region, on)):
        if what is not None:
            each = list(run)
            yield what, each[0], each[-1]


@pytest.mark.parametrize(("place", "region"), list(enumerate(SCHOOL_REGIONS)))
def test_domain_8_1_school_holidays_are_the_official_ones(place: int, region: SchoolRegion) -> None:
    found = {f"{what} {first.year}": (first, last) for what, first, last in breaks(region)}

    assert found == {name: each[place] for name, each in OFFICIAL.items()}


def test_domain_8_1_every_school_holiday_has_its_length() -> None:
    lengths = {"SPRING_BREAK": 9, "AUTUMN_BREAK": 9, "CHRISTMAS_BREAK": 16, "SUMMER_BREAK": 44, "MAY_BREAK": 9}

    found = {(what, (last - first).days + 1) for region in SCHOOL_REGIONS for what, first, last in breaks(region)}

    assert found == set(lengths.items())


def test_domain_8_1_public_holidays_and_good_friday_is_only_soft() -> None:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]

    assert [on for on in days if public_holiday(on)] == [
        date(2027, 1, 1),
        date(2027, 3, 28),
        date(2027, 3, 29),
        date(2027, 4, 27),
        date(2027, 5, 5),
        date(2027, 5, 6),
        date(2027, 5, 16),
        date(2027, 5, 17),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]
    assert public_holiday(date(2031, 4, 26)) == "KINGS_DAY"
    assert public_holiday(date(2031, 4, 27)) is None
    assert day_reasons(date(2027, 3, 26), regions=SCHOOL_REGIONS, schools_are_hard=True) == [
        Reason("SOFT_BLOCK", what="GOOD_FRIDAY")
    ]


def test_domain_8_1_carnival_lies_outside_the_spring_holiday_of_the_south() -> None:
    carnival = date(2027, 2, 8)

    assert school_holiday("SOUTH", carnival) is None
    assert day_reasons(carnival, regions=["SOUTH"], schools_are_hard=True) == [
        Reason("SOFT_BLOCK", what="CARNIVAL", regions=("SOUTH",))
    ]
    assert day_reasons(carnival, regions=["NORTH"], schools_are_hard=True) == []


def test_domain_8_2_odd_months_of_2027_have_four_patterns_without_a_conflict_and_two_that_are_clean() -> None:
    plan = planned()

    assert with_verdict(plan, FREE, SOFT) == {(1, 0), (1, 1), (2, 3), (2, 4)}
    assert with_verdict(plan, FREE) == {(2, 3), (2, 4)}
    assert plan.blocked == []


def test_domain_8_2_even_months_have_none_and_are_refused_for_august() -> None:
    plan = planned(EVEN)

    assert with_verdict(plan, HARD) == {(nth, weekday) for nth in range(1, 5) for weekday in range(5)}
    assert [(day.on, [(reason.what, reason.regions) for reason in day.reasons]) for day in plan.blocked] == [
        (date(2027, 8, 1), [("SUMMER_BREAK", SCHOOL_REGIONS)])
    ]
    assert plan.best is None
    assert plan.better_from == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("rule", "nth", "weekday", "hard"),
    [
        (YEAR, 1, 2, {date(2027, 5, 5): "LIBERATION_DAY", date(2027, 9, 1): "SUMMER_BREAK SOUTH"}),
        (YEAR, 3, 0, {date(2027, 5, 17): "PENTECOST_MONDAY", date(2027, 7, 19): "SUMMER_BREAK NORTH CENTRAL"}),
        (YEAR, 4, 4, {date(2027, 7, 23): "SUMMER_BREAK NORTH CENTRAL"}),
        (
            EVEN,
            3,
            1,
            {
                date(2027, 2, 16): "SPRING_BREAK SOUTH",
                date(2027, 8, 17): "SUMMER_BREAK NORTH CENTRAL SOUTH",
                date(2027, 10, 19): "AUTUMN_BREAK NORTH CENTRAL",
            },
        ),
    ],
)
def test_domain_8_2_patterns_that_fail_name_day_holiday_and_region(
    rule: SeriesRule, nth: int, weekday: int, hard: dict[date, str]
) -> None:
    (pattern,) = [one for one in planned(rule).patterns if (one.nth, one.weekday) == (nth, weekday)]

    assert pattern.verdict == HARD
    assert {
        day.on: " ".join([reason.what, *reason.regions])
        for day in pattern.days
        for reason in day.reasons
        if reason.is_hard
    } == hard


def test_j03_the_second_thursday_is_free_and_is_itself_the_best_year() -> None:
    plan = planned()

    assert {(seen.verdict, *seen.reasons) for seen in plan.dates} == {(FREE,)}
    assert plan.best == plan.dates
    assert plan.known_until == date(2029, 12, 31) == known_until(2026)


def test_what_is_against_the_year_is_told_from_its_first_day_to_its_last_and_once_for_regions_alike() -> None:
    spans = [
        (one.from_on, one.until_on, one.reason.regions)
        for one in planned().spans
        if one.reason.what in {"SUMMER_BREAK", "MAY_BREAK"}
    ]

    assert spans == [
        (date(2027, 4, 24), date(2027, 5, 2), SCHOOL_REGIONS),
        (date(2027, 7, 10), date(2027, 8, 22), ("NORTH",)),
        (date(2027, 7, 17), date(2027, 8, 29), ("CENTRAL",)),
        (date(2027, 7, 24), date(2027, 9, 5), ("SOUTH",)),
    ]


def test_br_042_the_best_year_moves_at_most_ten_days_and_keeps_seven_to_ten_weeks() -> None:
    plan = planned(YEAR._replace(nth=3, weekday=0))

    assert plan.best is not None
    assert {seen.verdict for seen in plan.best} == {FREE}
    assert [seen.slot.on for seen in plan.dates if seen.verdict != FREE] == [date(2027, 5, 17), date(2027, 7, 19)]
    assert all(abs(seen.shift) <= 10 for seen in plan.best)
    assert all(seen.weeks is None or 7 <= seen.weeks <= 10 for seen in plan.best)
    assert gap_of(YEAR) == (49, 70)


def test_d07_the_whole_country_is_hard_and_a_region_only_where_somebody_is_bound_to_a_school() -> None:
    in_the_south = YEAR._replace(nth=1, weekday=2)
    september = 4

    def verdict(wished: Wish, about: Around) -> Verdict:
        return planned(in_the_south, wished, about).dates[september].verdict

    assert verdict(wish(), around(group("PROFESSIONAL"))) == HARD
    assert verdict(wish("SOUTH"), around(group("PROFESSIONAL"))) == SOFT
    assert verdict(wish("SOUTH"), around(group("PROFESSIONAL", "PARENT"))) == HARD
    assert verdict(wish("NORTH"), around(group("PROFESSIONAL", "PARENT"))) == FREE


def test_a_province_that_is_cut_in_two_counts_for_both_regions() -> None:
    assert regions_of([]) == SCHOOL_REGIONS
    assert regions_of(["LIMBURG"]) == ("SOUTH",)
    assert regions_of(["GELDERLAND", "LIMBURG"]) == ("CENTRAL", "SOUTH")
    assert regions_of(["SOMEWHERE"]) == SCHOOL_REGIONS


def test_exams_are_soft_only_where_somebody_sits_them() -> None:
    with_young_people = around(group("YOUNG_PERSON", "PROFESSIONAL"))

    found = [reason for reason in planned(around=with_young_people).dates[2].reasons if reason.kind == "SOFT_BLOCK"]

    assert found == [Reason("SOFT_BLOCK", what="EXAMS", perspectives=("YOUNG_PERSON",))]
    assert planned(around=around(group("PROFESSIONAL"))).dates[2].reasons == []


def test_a_block_of_the_network_itself_counts_beside_those_of_everybody() -> None:
    own = SoftBlock("OWN", date(2027, 3, 8), date(2027, 3, 12), words="Week van de jeugd")

    plan = planned(around=around(group("PROFESSIONAL"), blocks=[own]))

    assert plan.dates[1].reasons == [Reason("SOFT_BLOCK", what="OWN", words="Week van de jeugd")]
    assert plan.best is not None
    assert plan.best[1].verdict == FREE


def test_br_045_in_school_hours_young_people_are_left_out_and_after_half_past_three_they_are_not() -> None:
    with_young_people = around(group("YOUNG_PERSON", "PROFESSIONAL"))

    by_day = planned(around=with_young_people)
    later = planned(YEAR, wish(latest_end=time(18, 30)), with_young_people)

    assert {seen.left_out for seen in by_day.dates} == {("YOUNG_PERSON",)}
    assert Reason("SCHOOL_HOURS", perspectives=("YOUNG_PERSON",)) in by_day.dates[0].reasons
    assert later.best is not None
    assert {seen.left_out for seen in later.best} == {()}
    assert [seen.slot.starts_at.hour for seen in later.best] == [14, 14, 13, 13, 13, 14]  # 15:30 on the clock, in UTC


def test_in_a_school_holiday_young_people_are_not_in_class() -> None:
    summer = YEAR._replace(every_months=1, nth=1, weekday=1, from_on=date(2027, 8, 1), until_on=date(2027, 8, 31))
    seen = planned(summer, Wish(WORKDAYS, None, ("NORTH",)), around(group("YOUNG_PERSON"))).dates[0]

    assert [reason.kind for reason in seen.reasons] == ["SCHOOL_HOLIDAY"]
    assert seen.left_out == ()


def test_evenings_are_said_and_the_fourth_of_may_only_then() -> None:
    fourth_of_may = YEAR._replace(nth=1, weekday=1)
    evening = fourth_of_may._replace(starts=time(19, 0), ends=time(21, 0))

    assert [reason.what for reason in planned(fourth_of_may).dates[2].reasons] == ["SECOND_MAY_WEEK"]
    assert [reason.what or reason.kind for reason in planned(evening).dates[2].reasons] == [
        "SECOND_MAY_WEEK",
        "REMEMBRANCE_DAY",
        "EVENING",
    ]


def test_another_network_that_shares_people_is_named_with_how_many_and_the_best_year_avoids_it() -> None:
    people = group("PARENT", "PROFESSIONAL")
    other = new_id()
    first = slots_of(YEAR, now=NOW)[0]
    elsewhere = around(
        people,
        meetings=[Meeting(other, first.starts_at + timedelta(hours=1), first.ends_at)],
        shared={other: people["PARENT"]},
    )

    plan = planned(around=elsewhere)

    assert plan.dates[0].reasons == [Reason("OTHER_NETWORK", network_id=other, people=4)]
    assert plan.dates[0].left_out == ("PARENT",)
    assert plan.best is not None
    assert [(seen.verdict, seen.left_out) for seen in plan.best] == [(FREE, ())] * 6
    assert plan.best[0].slot.on != first.on


def test_a_perspective_of_two_people_is_not_named_as_left_out_by_another_network() -> None:
    people = group("PARENT", each=2) | group("PROFESSIONAL")
    other = new_id()
    first = slots_of(YEAR, now=NOW)[0]
    elsewhere = around(
        people,
        meetings=[Meeting(other, first.starts_at, first.ends_at)],
        shared={other: people["PARENT"] | people["PROFESSIONAL"]},
    )

    assert planned(around=elsewhere).dates[0].left_out == ("PROFESSIONAL",)


def test_a_session_of_the_network_itself_is_hard() -> None:
    first = slots_of(YEAR, now=NOW)[0]

    plan = planned(around=ALONE._replace(taken=[(first.starts_at, first.ends_at)]))

    assert plan.dates[0].reasons == [Reason("OWN_SESSION", is_hard=True)]
    assert plan.best is not None
    assert plan.best[0].verdict == FREE


def test_every_n_weeks_and_a_day_of_the_month_are_rhythms_too() -> None:
    weekly = YEAR._replace(every_months=None, nth=None, every_weeks=8, until_on=date(2027, 7, 1))
    last_day = YEAR._replace(nth=None, weekday=None, day=31, every_months=1, until_on=date(2027, 4, 30))

    assert [slot.on for slot in slots_of(weekly, now=NOW)] == [
        date(2027, 1, 7),
        date(2027, 3, 4),
        date(2027, 4, 29),
        date(2027, 6, 24),
    ]
    assert [slot.on for slot in slots_of(last_day, now=NOW)] == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]
    plan = planned(weekly)
    assert plan.patterns == []
    assert plan.best is not None
    assert [seen.verdict for seen in plan.dates] == [FREE, FREE, HARD, FREE]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"every_weeks": 2}, ("rule.every_months", "ONE_RHYTHM")),
        ({"every_months": None}, ("rule.every_months", "ONE_RHYTHM")),
        ({"day": 5}, ("rule.day", "ONE_RHYTHM")),
        ({"weekday": None}, ("rule.weekday", "REQUIRED")),
        ({"nth": None}, ("rule.weekday", "REQUIRED")),
        ({"every_months": None, "every_weeks": 4}, ("rule.nth", "ONE_RHYTHM")),
        ({"every_months": None, "every_weeks": 4, "nth": None, "weekday": None}, ("rule.weekday", "REQUIRED")),
    ],
)
def test_a_rhythm_that_says_two_things_or_none_is_refused(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(SeriesNotPossible) as refused:
        slots_of(YEAR._replace(**changes), now=NOW)

    assert [(one.field, one.code) for one in refused.value.problems] == [problem]


def test_dates_that_were_chosen_keep_the_length_of_the_rule_and_stand_in_order() -> None:
    found = slots_chosen(YEAR, [(date(2027, 3, 12), time(15, 30)), (date(2027, 1, 8), time(13, 30))], now=NOW)

    assert [(slot.starts_at, slot.ends_at) for slot in found] == [
        (datetime(2027, 1, 8, 12, 30, tzinfo=UTC), datetime(2027, 1, 8, 15, 0, tzinfo=UTC)),
        (datetime(2027, 3, 12, 14, 30, tzinfo=UTC), datetime(2027, 3, 12, 17, 0, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("moments", "code"),
    [
        ([(date(2027, 1, 8), time(13, 30)), (date(2027, 1, 8), time(15, 30))], "TWICE"),
        ([(date(2028, 1, 8), time(13, 30))], "OUTSIDE_PERIOD"),
        ([(date(2027, 1, 8), time(22, 30))], "NO_SUCH_TIME"),
        ([(date(2027, 1, number), time(13, 30)) for number in range(1, 26)], "TOO_MANY_SESSIONS"),
    ],
)
def test_dates_that_cannot_be_chosen_are_refused(moments: list[tuple[date, time]], code: str) -> None:
    with pytest.raises(SeriesNotPossible) as refused:
        slots_chosen(YEAR, moments, now=NOW)

    assert {problem.code for problem in refused.value.problems} == {code}


def test_br_041_a_hard_day_is_refused_with_day_holiday_and_region() -> None:
    slots = slots_of(YEAR._replace(nth=1, weekday=2), now=NOW)

    with pytest.raises(HardBlockDate) as refused:
        check_no_hard_day(slots, SCHOOL_REGIONS, [])

    assert [problem.message for problem in refused.value.problems] == [
        "2027-05-05: liberation day.",
        "2027-09-01: summer break in south.",
    ]


@given(year=st.integers(2022, 2060))
def test_every_year_has_its_table_of_soft_blocks(year: int) -> None:
    found = {block.what for block in soft_blocks_of(year)}

    assert {"GOOD_FRIDAY", "CARNIVAL", "REMEMBRANCE_DAY", "FRIDAY_AFTER_ASCENSION", "KETI_KOTI", "EXAMS"} <= found
    assert all(block.from_on <= block.until_on for block in soft_blocks_of(year))
    assert verdict_of([]) == FREE
