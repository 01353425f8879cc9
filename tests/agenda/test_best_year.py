"""The best year is really the best: every other year that can be made of the same dates is tried beside it (BR-040, BR-042, BR-044)."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from services.agenda.sessions.domain.best_year import Gap, Option, best_year, worth

TWO_MONTHS = Gap(49, 70)
GROUPS = ("PARENT", "PROFESSIONAL", "YOUNG_PERSON")
FIRST = date(2027, 1, 14)


def option(days: int, shift: int = 0, soft: int = 0, missing: str = "", **shares: str) -> Option:
    """A date so many days after the first; shares as fractions."""
    told = {name: Fraction(share) for name, share in shares.items()}
    return Option(FIRST + timedelta(days=days), told, frozenset(missing.split()), soft, shift)


def brute_force(
    places: Sequence[Sequence[Option]], gap: Gap, missed: frozenset[str] = frozenset()
) -> tuple[object, ...] | None:
    """The worth of the best of all years that keep the gaps, by trying them all."""
    years = [
        year for year in product(*places) if all(gap.allows(earlier.on, later.on) for earlier, later in pairwise(year))
    ]
    return min((worth(year, missed) for year in years), default=None)


options = st.builds(
    lambda days, sixths, missing, soft, shift: Option(
        FIRST + timedelta(days=days),
        {name: Fraction(sixth, 6) for name, sixth in zip(GROUPS, sixths, strict=True)},
        missing,
        soft,
        shift,
    ),
    days=st.integers(0, 40),
    sixths=st.tuples(*[st.integers(0, 6)] * 3),
    missing=st.frozensets(st.sampled_from(GROUPS)),
    soft=st.integers(0, 2),
    shift=st.integers(0, 3),
)


def _apart(places: list[list[Option]]) -> list[list[Option]]:
    return [
        [one._replace(on=one.on + timedelta(days=55 * number)) for one in place] for number, place in enumerate(places)
    ]


@given(
    places=st.lists(st.lists(options, min_size=0, max_size=4), min_size=0, max_size=5).map(_apart),
    missed=st.frozensets(st.sampled_from(GROUPS)),
)
def test_no_other_year_is_better(places: list[list[Option]], missed: frozenset[str]) -> None:
    found = best_year(places, TWO_MONTHS, missed)

    assert (None if found is None else worth(found, missed)) == brute_force(places, TWO_MONTHS, missed)
    if found is not None:
        assert all(one in place for one, place in zip(found, places, strict=True))
        assert all(TWO_MONTHS.allows(earlier.on, later.on) for earlier, later in pairwise(found))


def test_br_040_everybody_a_little_goes_before_most_people_much() -> None:
    most = option(0, PROFESSIONAL="1", YOUNG_PERSON="1/4")
    balanced = option(1, PROFESSIONAL="1/2", YOUNG_PERSON="1/2", soft=1)

    assert best_year([[most, balanced]], TWO_MONTHS) == [balanced]


def test_br_044_who_was_left_out_gets_first_choice_the_next_time() -> None:
    first = [option(0, missing="YOUNG_PERSON", YOUNG_PERSON="0", PARENT="1")]
    again = option(56, missing="YOUNG_PERSON", YOUNG_PERSON="0", PARENT="1")
    turned = option(57, missing="PARENT", YOUNG_PERSON="1", PARENT="0", soft=2)

    assert best_year([first, [again, turned]], TWO_MONTHS) == [*first, turned]


def test_br_044_who_missed_the_session_before_the_year_gets_first_choice_at_its_first() -> None:
    again = option(0, missing="YOUNG_PERSON", YOUNG_PERSON="0", PARENT="1")
    turned = option(1, missing="PARENT", YOUNG_PERSON="1", PARENT="0", soft=2)

    assert best_year([[again, turned]], TWO_MONTHS) == [again]
    assert best_year([[again, turned]], TWO_MONTHS, frozenset({"YOUNG_PERSON"})) == [turned]


def test_br_042_a_year_that_cannot_keep_seven_to_ten_weeks_is_none() -> None:
    assert best_year([[option(0)], [option(48)]], TWO_MONTHS) is None
    assert best_year([[option(0)], [option(71)]], TWO_MONTHS) is None
    assert best_year([[option(0)], []], TWO_MONTHS) is None
    assert best_year([[option(0)], [option(49)]], TWO_MONTHS) == [option(0), option(49)]


def test_of_equal_years_the_one_nearest_to_the_rhythm_is_chosen_and_of_those_the_earliest() -> None:
    near, far = option(1, shift=1), option(0, shift=2)
    later = option(3, shift=1)

    assert best_year([[far, later, near]], TWO_MONTHS) == [near]
