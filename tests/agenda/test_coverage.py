"""How the dates of a poll are ordered (BR-040), who is left out (BR-043), and that a small group is never counted aloud."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.agenda.sessions.domain.coverage import (
    Candidate,
    CoverageNotMet,
    Group,
    Ranked,
    Tally,
    check_choice,
    progress,
    rank,
    reasons_of,
    shown,
)
from services.agenda.sessions.domain.days import SCHOOL_REGIONS, Reason
from services.agenda.sessions.domain.year import HardBlockDate
from shared.errors import Problem

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HARD = Reason("PUBLIC_HOLIDAY", is_hard=True, what="KINGS_DAY")
SOFT = Reason("SOFT_BLOCK", what="EXAMS")


def day(number: int) -> Candidate:
    """The date of so many days from now."""
    starts_at = NOW + timedelta(days=number)
    return Candidate(UUID(int=number), starts_at, starts_at + timedelta(hours=2), None, {})


def order(
    tallies: Mapping[int, Sequence[Tally]],
    required: Mapping[str, int] | None = None,
    reasons: Mapping[int, Sequence[Reason]] | None = None,
) -> list[int]:
    """The numbers of the days, as they are ranked."""
    ranked = rank(
        [day(number) for number in tallies],
        {UUID(int=number): each for number, each in tallies.items()},
        required or {},
        {UUID(int=number): each for number, each in (reasons or {}).items()},
    )
    return [one.date.id.int for one in ranked]


def test_br_040_puts_a_date_with_a_hard_block_last_whatever_people_say() -> None:
    everyone, hardly = Tally("PARENT", 4, yes=4), Tally("PARENT", 4, if_needed=1)

    assert order({1: [everyone], 2: [hardly]}, reasons={1: [HARD]}) == [2, 1]


def test_br_040_puts_a_date_that_reaches_every_minimum_first() -> None:
    misses_parents = [Tally("PARENT", 4, yes=1), Tally("PROFESSIONAL", 40, yes=40)]
    reaches_all = [Tally("PARENT", 4, if_needed=2), Tally("PROFESSIONAL", 40, if_needed=2)]

    assert order({1: misses_parents, 2: reaches_all}, {"PARENT": 2, "PROFESSIONAL": 2}) == [2, 1]


def test_br_040_looks_at_the_perspective_that_can_come_least_and_counts_an_if_needed_for_half() -> None:
    many_yes = [Tally("PARENT", 4, yes=1), Tally("PROFESSIONAL", 40, yes=40)]
    some_if_needed = [Tally("PARENT", 4, if_needed=3), Tally("PROFESSIONAL", 40, yes=16)]

    ranked = rank([day(1), day(2)], {UUID(int=1): many_yes, UUID(int=2): some_if_needed}, {}, {})

    assert [(one.date.id.int, one.lowest) for one in ranked] == [(2, Fraction(3, 8)), (1, Fraction(1, 4))]
    assert [tally.perspective for tally in ranked[0].tallies] == ["PARENT", "PROFESSIONAL"]


def test_br_040_settles_what_is_equal_by_soft_blocks_then_by_yes_then_by_the_earliest() -> None:
    half_yes = [Tally("PARENT", 4, yes=2)]
    half_if_needed = [Tally("PARENT", 4, if_needed=4)]

    assert order({1: half_if_needed, 2: half_yes, 3: half_yes, 4: half_yes}, reasons={2: [SOFT]}) == [3, 4, 1, 2]


def test_oracle_8_5_the_date_with_the_highest_lowest_share_is_chosen_although_another_has_most_yes() -> None:
    def said(*answers: tuple[int, int]) -> list[Tally]:
        invited = {"PROFESSIONAL": 10, "YOUNG_PERSON": 4, "PARENT": 3}
        return [
            Tally(perspective, members, yes=yes, if_needed=if_needed)
            for (perspective, members), (yes, if_needed) in zip(invited.items(), answers, strict=True)
        ]

    tallies = {1: said((10, 0), (0, 0), (3, 0)), 2: said((6, 0), (2, 0), (0, 2)), 3: said((5, 0), (2, 0), (2, 0))}
    required = dict.fromkeys(("PROFESSIONAL", "YOUNG_PERSON", "PARENT"), 1)

    ranked = rank(
        [day(number) for number in tallies], {UUID(int=number): each for number, each in tallies.items()}, required, {}
    )

    assert [one.date.id.int for one in ranked] == [3, 2, 1]
    assert [one.lowest for one in ranked] == [Fraction(1, 2), Fraction(1, 3), 0]
    assert [list(one.left_out) for one in ranked] == [[], [], ["YOUNG_PERSON"]]
    with pytest.raises(CoverageNotMet):
        check_choice(ranked[2:], {}, now=NOW)


def test_br_044_who_missed_last_time_chooses_first_of_dates_that_reach_every_minimum() -> None:
    young_best = [Tally("YOUNG_PERSON", 4, yes=4), Tally("PARENT", 4, if_needed=2)]
    balanced = [Tally("YOUNG_PERSON", 4, yes=2), Tally("PARENT", 4, yes=2)]
    without_young = [Tally("YOUNG_PERSON", 4), Tally("PARENT", 4, yes=4)]
    said = {UUID(int=1): young_best, UUID(int=2): balanced, UUID(int=3): without_young}
    required = {"YOUNG_PERSON": 1, "PARENT": 2}

    def first_of(first_choice: frozenset[str]) -> list[int]:
        return [one.date.id.int for one in rank([day(1), day(2), day(3)], said, required, {}, first_choice)]

    assert first_of(frozenset()) == [2, 1, 3]
    assert first_of(frozenset({"YOUNG_PERSON"})) == [1, 2, 3]


def test_br_044_where_no_date_reaches_everybody_who_missed_last_time_is_not_left_out_again() -> None:
    said = {
        UUID(int=1): [Tally("YOUNG_PERSON", 4, yes=4), Tally("PARENT", 4)],
        UUID(int=2): [Tally("YOUNG_PERSON", 4), Tally("PARENT", 4, yes=4)],
    }

    ranked = rank([day(1), day(2)], said, {"YOUNG_PERSON": 1, "PARENT": 1}, {}, frozenset({"PARENT"}))

    assert [one.date.id.int for one in ranked] == [2, 1]


def test_oracle_8_1_holidays_make_a_date_hard_for_the_whole_country_and_name_the_region() -> None:
    dates = {on: Candidate(UUID(int=number), _at(on), _at(on), None, {}) for number, on in enumerate(ORACLE, start=1)}

    found = {
        on: [
            (reason.what, reason.regions, reason.is_hard)
            for reason in reasons_of(candidate, regions=SCHOOL_REGIONS, perspectives=["PARENT"], blocks=())
        ]
        for on, candidate in dates.items()
    }

    assert found == ORACLE


def test_oracle_8_1_a_date_in_a_holiday_is_ranked_after_a_clean_one_and_cannot_be_chosen() -> None:
    spring, clean = _at(date(2027, 2, 18)), _at(date(2027, 3, 11))
    dates = [Candidate(UUID(int=number), at, at, None, {}) for number, at in enumerate((spring, clean), start=1)]
    reasons = {one.id: reasons_of(one, regions=SCHOOL_REGIONS, perspectives=["PARENT"], blocks=()) for one in dates}
    said = {dates[0].id: [Tally("PARENT", 4, yes=4)], dates[1].id: [Tally("PARENT", 4, if_needed=1)]}

    ranked = rank(dates, said, {"PARENT": 1}, reasons)

    assert [one.date.starts_at for one in ranked] == [clean, spring]
    with pytest.raises(HardBlockDate) as refusal:
        check_choice(ranked, {}, now=NOW)
    assert refusal.value.problems == (Problem("date_ids", "HARD_BLOCK_DATE", "2027-02-18"),)


def _at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, 30, tzinfo=UTC)


ORACLE = {
    date(2027, 1, 14): [],
    date(2027, 2, 18): [("SPRING_BREAK", ("SOUTH",), True)],
    date(2027, 2, 24): [("SPRING_BREAK", ("NORTH", "CENTRAL"), True)],
    date(2027, 4, 27): [("KINGS_DAY", (), True), ("MAY_BREAK", ("NORTH", "CENTRAL", "SOUTH"), True)],
    date(2027, 7, 12): [("SUMMER_BREAK", ("NORTH",), True)],
    date(2027, 9, 1): [("SUMMER_BREAK", ("SOUTH",), True)],
    date(2027, 9, 9): [],
}
"""Of the table of DOMAIN 8.1: days in and out of a holiday, with the regions that have it."""

PERSPECTIVES = ("PARENT", "PROFESSIONAL", "YOUNG_PERSON")


@st.composite
def polls(draw: st.DrawFn) -> dict[int, list[Tally]]:
    """What the people of some perspectives, each of its own size, say of some dates."""
    sizes = {name: draw(st.integers(1, 8)) for name in draw(st.sets(st.sampled_from(PERSPECTIVES), min_size=1))}
    said: dict[int, list[Tally]] = {}
    for number in range(1, draw(st.integers(1, 6)) + 1):
        said[number] = []
        for name, size in sorted(sizes.items()):
            yes = draw(st.integers(0, size))
            if_needed = draw(st.integers(0, size - yes))
            said[number].append(Tally(name, size, yes, if_needed, draw(st.integers(0, size - yes - if_needed))))
    return said


@given(polls(), st.sampled_from(PERSPECTIVES), st.integers(2, 50))
def test_br_040_no_perspective_weighs_more_because_it_is_larger(
    said: dict[int, list[Tally]], grown: str, times: int
) -> None:
    larger = {
        number: [
            Tally(t.perspective, *(count * times for count in t[1:])) if t.perspective == grown else t for t in each
        ]
        for number, each in said.items()
    }

    assert {number: _ranked(said, number).lowest for number in said} == {
        number: _ranked(larger, number).lowest for number in said
    }
    shares = {number: _ranked(said, number).lowest for number in said}
    if len(set(shares.values())) == len(shares):
        assert order(larger) == order(said)


@given(polls())
def test_br_040_the_lowest_share_never_falls_along_the_order_where_nothing_else_differs(
    said: dict[int, list[Tally]],
) -> None:
    lowest = [_ranked(said, number).lowest for number in order(said)]

    assert lowest == sorted(lowest, reverse=True)


@given(polls(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_in_which_dates_are_given(
    said: dict[int, list[Tally]], random: object
) -> None:
    numbers = list(said)
    random.shuffle(numbers)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert order({number: said[number] for number in numbers}) == order(said)


@given(polls(), st.dictionaries(st.sampled_from((*PERSPECTIVES, "REGION")), st.integers(1, 4)))
def test_br_043_who_cannot_come_is_always_named_and_a_date_that_leaves_them_out_is_never_chosen_silently(
    said: dict[int, list[Tally]], required: dict[str, int]
) -> None:
    ranked = rank([day(n) for n in said], {UUID(int=n): each for n, each in said.items()}, required, {})

    for one in ranked:
        counted = {tally.perspective: tally.can_come for tally in said[one.date.id.int]}
        assert set(one.left_out) == {name for name, least in required.items() if counted.get(name, 0) < least}
        if one.left_out:
            with pytest.raises(CoverageNotMet) as refusal:
                check_choice([one], {}, now=NOW)
            assert {problem.message.split(":")[0] for problem in refusal.value.problems} == set(one.left_out)
        measures = dict.fromkeys(one.left_out, "ONLINE")
        assert check_choice([one], measures, now=NOW) == {one.date.id: measures}


@given(polls(), st.dictionaries(st.sampled_from(PERSPECTIVES), st.integers(1, 4)))
def test_no_figure_is_ever_shown_of_fewer_than_three_people(
    said: dict[int, list[Tally]], required: dict[str, int]
) -> None:
    for number, each in said.items():
        sizes = {tally.perspective: tally.members for tally in each}
        for told in shown(_ranked(said, number, required), required, coordinates=True).coverage:
            small = sizes.get(told.perspective, 0) < 3
            figures = (told.members, told.yes, told.if_needed, told.no, told.share_percent)
            assert (figures == (None,) * 5) is small


@given(polls())
def test_what_a_small_group_says_does_not_move_it_among_the_others_beyond_enough_or_not(
    said: dict[int, list[Tally]],
) -> None:
    for number, each in said.items():
        lesser = [Tally(t.perspective, t.members, if_needed=t.can_come) if t.members < 3 else t for t in each]

        assert [told.perspective for told in shown(_ranked(said, number), {}, coordinates=True).coverage] == [
            told.perspective for told in shown(_ranked({number: lesser}, number), {}, coordinates=True).coverage
        ]


@given(polls(), st.dictionaries(st.sampled_from(PERSPECTIVES), st.integers(1, 4)))
def test_who_does_not_coordinate_hears_of_small_groups_one_word_together_and_none_of_fewer_than_three_people(
    said: dict[int, list[Tally]], required: dict[str, int]
) -> None:
    for number, each in said.items():
        told = shown(_ranked(said, number, required), required, coordinates=False)
        small = {tally.perspective: tally for tally in each if 0 < tally.members < 3}
        together = all(tally.can_come >= required.get(name, 1) for name, tally in small.items())

        assert not small.keys() & {*(one.perspective for one in told.coverage), *told.left_out}
        people = sum(tally.members for tally in small.values())
        assert told.small_groups_enough is (None if people < 3 else together)


@given(polls())
def test_what_one_of_a_single_small_group_says_changes_nothing_that_others_see_of_a_date(
    said: dict[int, list[Tally]],
) -> None:
    for number, each in said.items():
        if sum(tally.members for tally in each if tally.members < 3) >= 3:
            continue
        other = [Tally(t.perspective, t.members, yes=t.members - t.yes) if t.members < 3 else t for t in each]

        views = [shown(_ranked({number: one}, number), {}, coordinates=False) for one in (each, other)]
        assert views[0] == views[1]


def test_how_many_answered_is_not_told_where_it_would_tell_of_one_or_two_people() -> None:
    large, pair, three_alone = Group("PARENT", 9, 4, 1), Group("REGION", 2, 1, 1), Group("EDUCATION", 1, 0, 1)

    assert progress([large, pair]) == (None, 11)
    assert progress([large, pair, three_alone]) == (5, 12)
    assert progress([large]) == (4, 9)


def _ranked(said: Mapping[int, Sequence[Tally]], number: int, required: Mapping[str, int] | None = None) -> Ranked:
    (one,) = rank([day(number)], {UUID(int=number): said[number]}, required or {}, {})
    return one
