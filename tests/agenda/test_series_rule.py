"""A rule becomes the right dates: nth weekday, every n months, the same time on the wall all year (BR-042, BR-049)."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.agenda.sessions.domain.rhythm import (
    SeriesNotPossible,
    SeriesRule,
    SessionsClash,
    Slot,
    check_no_clash,
    slots_of,
    weeks_between,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YEAR = SeriesRule(
    every_months=2,
    nth=2,
    weekday=3,
    starts=time(13, 30),
    ends=time(16, 0),
    from_on=date(2027, 1, 1),
    until_on=date(2027, 12, 31),
)


def days(rule: SeriesRule) -> list[date]:
    """The local days of a rule."""
    return [slot.on for slot in slots_of(rule, now=NOW)]


def wrong(rule: SeriesRule, now: datetime = NOW) -> set[tuple[str, str]]:
    """What is wrong with a rule, by field."""
    with pytest.raises(SeriesNotPossible) as refused:
        slots_of(rule, now=now)
    return {(problem.field, problem.code) for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("weekday", "expected"),
    [
        (3, ["2027-01-14", "2027-03-11", "2027-05-13", "2027-07-08", "2027-09-09", "2027-11-11"]),
        (4, ["2027-01-08", "2027-03-12", "2027-05-14", "2027-07-09", "2027-09-10", "2027-11-12"]),
    ],
)
def test_domain_8_2_the_second_thursday_and_friday_of_odd_months(weekday: int, expected: list[str]) -> None:
    assert days(YEAR._replace(weekday=weekday)) == [date.fromisoformat(day) for day in expected]


def test_domain_8_2_first_wednesday_meets_liberation_day_and_third_monday_whit_monday() -> None:
    assert date(2027, 5, 5) in days(YEAR._replace(nth=1, weekday=2))
    assert date(2027, 5, 17) in days(YEAR._replace(nth=3, weekday=0))


def test_br_049_half_past_one_stays_half_past_one_when_the_clock_changes() -> None:
    starts = {slot.on: slot.starts_at for slot in slots_of(YEAR, now=NOW)}

    assert starts[date(2027, 1, 14)] == datetime(2027, 1, 14, 12, 30, tzinfo=UTC)
    assert starts[date(2027, 5, 13)] == datetime(2027, 5, 13, 11, 30, tzinfo=UTC)


def test_br_042_the_pattern_of_2027_has_gaps_of_eight_or_nine_weeks() -> None:
    assert weeks_between(slots_of(YEAR, now=NOW)) == [None, 8, 9, 8, 9, 9]


def test_the_last_weekday_of_a_month_is_the_fourth_or_the_fifth() -> None:
    found = days(YEAR._replace(every_months=1, nth=5, weekday=4, until_on=date(2027, 4, 30)))

    assert found == [date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 26), date(2027, 4, 30)]


def test_months_are_counted_from_the_month_of_the_first_day() -> None:
    found = days(YEAR._replace(from_on=date(2027, 1, 15), until_on=date(2027, 6, 1)))

    assert found == [date(2027, 3, 11), date(2027, 5, 13)]


def test_first_and_last_day_count() -> None:
    found = days(YEAR._replace(from_on=date(2027, 1, 14), until_on=date(2027, 3, 11)))

    assert found == [date(2027, 1, 14), date(2027, 3, 11)]


@given(
    every_months=st.integers(1, 12),
    nth=st.integers(1, 5),
    weekday=st.integers(0, 6),
    starts=st.times(time(6, 0), time(22, 0)),
    length=st.integers(1, 90),
    from_on=st.dates(date(2026, 11, 22), date(2031, 11, 1)),
    span=st.integers(1, 730),
)
def test_every_date_keeps_the_rule(
    every_months: int, nth: int, weekday: int, starts: time, length: int, from_on: date, span: int
) -> None:
    ends = (datetime.combine(from_on, starts) + timedelta(minutes=length)).time()
    until_on = from_on + timedelta(days=span)
    rule = SeriesRule(every_months, nth, weekday, starts, ends, from_on, until_on)

    slots: list[Slot] = []
    why_not: set[str] = set()
    try:
        slots = slots_of(rule, now=NOW)
    except SeriesNotPossible as refused:
        why_not = {problem.code for problem in refused.problems}

    moments = [slot.starts_at for slot in slots]
    assert moments == sorted(set(moments))
    assert len(slots) <= 24
    assert bool(slots) is (why_not == set())
    assert why_not <= {"NO_DATES", "TOO_MANY_SESSIONS"}
    for slot in slots:
        local = slot.starts_at.astimezone(AMSTERDAM)
        assert (local.date(), local.time()) == (slot.on, starts)
        assert slot.ends_at.astimezone(AMSTERDAM).time() == ends
        assert slot.starts_at < slot.ends_at
        assert from_on <= slot.on <= until_on
        assert slot.on.weekday() == weekday
        assert (slot.on.year * 12 + slot.on.month - from_on.year * 12 - from_on.month) % every_months == 0
        days_left = monthrange(slot.on.year, slot.on.month)[1] - slot.on.day
        assert days_left < 7 if nth == 5 else (slot.on.day - 1) // 7 + 1 == nth


@given(rule=st.builds(YEAR._replace, nth=st.integers(1, 4), weekday=st.integers(0, 6), every_months=st.integers(1, 12)))
def test_no_month_of_the_rule_is_forgotten(rule: SeriesRule) -> None:
    months = [on.month for on in days(rule)]

    assert months == list(range(1, 13, rule.every_months or 1))


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"ends": time(13, 30)}, {("rule.ends", "ENDS_BEFORE_START")}),
        ({"ends": time(9, 0)}, {("rule.ends", "ENDS_BEFORE_START")}),
        ({"until_on": date(2027, 1, 1)}, {("rule.until_on", "UNTIL_BEFORE_FROM")}),
        ({"until_on": date(2026, 12, 31)}, {("rule.until_on", "UNTIL_BEFORE_FROM")}),
        ({"until_on": date(2029, 1, 2)}, {("rule.until_on", "SERIES_TOO_LONG")}),
        ({"until_on": date(9999, 12, 31)}, {("rule.until_on", "SERIES_TOO_LONG")}),
        ({"from_on": date(9999, 12, 1), "until_on": date(9999, 12, 31)}, {("rule.from_on", "TOO_FAR_AHEAD")}),
        ({"from_on": date(2026, 11, 20)}, {("rule.from_on", "IN_THE_PAST")}),
        ({"until_on": date(2027, 1, 13)}, {("rule.until_on", "NO_DATES")}),
        ({"starts": time(13, 30, tzinfo=UTC)}, {("rule.starts", "LOCAL_TIME_NEEDED")}),
        (
            {"ends": time(9, 0), "from_on": date(2020, 1, 1)},
            {("rule.ends", "ENDS_BEFORE_START"), ("rule.from_on", "IN_THE_PAST")},
        ),
    ],
)
def test_what_cannot_be_planned_is_named_at_its_field(
    changes: dict[str, object], problems: set[tuple[str, str]]
) -> None:
    assert wrong(YEAR._replace(**changes)) == problems  # type: ignore[arg-type]  # a table of one change each


def test_a_72_a_series_has_at_most_24_sessions() -> None:
    first_fridays = YEAR._replace(every_months=1, nth=1, weekday=4, until_on=date(2028, 12, 31))
    first_mondays = first_fridays._replace(weekday=0, from_on=date(2027, 10, 1), until_on=date(2029, 10, 1))

    assert len(days(first_fridays)) == 24
    assert wrong(first_mondays) == {("rule.until_on", "TOO_MANY_SESSIONS")}


def test_a_series_of_today_begins_only_before_its_first_session() -> None:
    today = YEAR._replace(from_on=date(2026, 11, 21), weekday=5, nth=3, until_on=date(2027, 2, 1))
    moment = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)

    assert slots_of(today, now=moment - timedelta(seconds=1))[0].starts_at == moment
    assert wrong(today, now=moment) == {("rule.from_on", "IN_THE_PAST")}


def test_today_is_the_day_in_the_netherlands() -> None:
    shortly_after_midnight = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert wrong(YEAR._replace(from_on=date(2026, 12, 31)), now=shortly_after_midnight) == {
        ("rule.from_on", "IN_THE_PAST")
    }


def test_a_time_that_the_clock_skips_is_refused() -> None:
    at_night = SeriesRule(1, 5, 6, time(2, 30), time(4, 0), date(2027, 3, 1), date(2027, 3, 31))

    assert wrong(at_night) == {("rule.starts", "NO_SUCH_TIME")}


def test_days_that_are_left_out_make_no_session() -> None:
    without = [date(2027, 5, 13), date(2027, 5, 14)]

    found = [slot.on for slot in slots_of(YEAR, now=NOW, without=without)]

    assert found == [day for day in days(YEAR) if day != date(2027, 5, 13)]


def test_leaving_every_day_out_is_refused() -> None:
    with pytest.raises(SeriesNotPossible) as refused:
        slots_of(YEAR, now=NOW, without=days(YEAR))

    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("without", "NO_DATES")]


def test_sessions_that_touch_do_not_clash_and_sessions_that_overlap_do() -> None:
    slot = slots_of(YEAR, now=NOW)[0]
    just_before = (slot.starts_at - timedelta(hours=1), slot.starts_at)
    just_after = (slot.ends_at, slot.ends_at + timedelta(hours=1))
    within = (slot.starts_at + timedelta(minutes=5), slot.starts_at + timedelta(minutes=6))
    around = (slot.starts_at - timedelta(hours=1), slot.ends_at + timedelta(hours=1))

    check_no_clash([slot], [just_before, just_after])
    for taken in (within, around):
        with pytest.raises(SessionsClash) as refused:
            check_no_clash([slot, _a_year_later(slot)], [taken])
        assert [problem.message[:10] for problem in refused.value.problems] == ["2027-01-14"]


def _a_year_later(slot: Slot) -> Slot:
    year = timedelta(days=365)
    return Slot(slot.on + year, slot.starts_at + year, slot.ends_at + year)
