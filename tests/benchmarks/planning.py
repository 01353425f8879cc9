"""(4.1) Planning a year: 60 candidate dates for 500 people, who meet in forty other networks as well."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, product
from random import Random
from time import perf_counter
from uuid import UUID

from services.agenda.sessions.domain.best_year import Option, best_year, worth
from services.agenda.sessions.domain.planning import Planner, gap_of
from services.agenda.sessions.domain.rhythm import SeriesRule, slot_on
from services.agenda.sessions.domain.year import Around, Meeting, Wish
from shared.database import new_id
from tests.benchmarks.figures import Figure

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
RULE = SeriesRule(2, 2, 3, time(13, 30), time(16, 0), date(2027, 1, 1), date(2027, 12, 31))
WISH = Wish(frozenset(range(5)), None, ("NORTH", "CENTRAL", "SOUTH"))
GROUPS = ("YOUNG_PERSON", "PARENT", "PROFESSIONAL", "MUNICIPALITY", "EDUCATION")
PEOPLE = 500
OTHERS = 40
PLACES = 6
DATES_A_PLACE = 10
TRIED = 4
"""Dates a place that the reference tries all years of: 4 to the 6th."""


async def measure(runs: int) -> list[Figure]:
    """Seconds for the whole plan, for the choice of the best year alone, and for trying every year of fewer dates."""
    around = _around(Random(4))  # noqa: S311 -- the same network every time
    planner = Planner(RULE, WISH, around, now=NOW)
    places = [list(place) for place in _options(planner)]
    few = [place[:TRIED] for place in places]
    whole, chosen, small, tried = [], [], [], []
    for _ in range(runs):
        whole.append(_milliseconds(lambda: Planner(RULE, WISH, around, now=NOW).plan()))
        chosen.append(_milliseconds(lambda: best_year(places, gap_of(RULE))))
        small.append(_milliseconds(lambda: best_year(few, gap_of(RULE))))
        tried.append(_milliseconds(lambda: _every_year(few)))
    best = best_year(few, gap_of(RULE))
    assert (None if best is None else worth(best)) == _every_year(few)
    count = sum(map(len, places))
    return [
        Figure("planning", f"a year with reasons, {PEOPLE} people", "ms", whole, "", target="< 1 000"),
        Figure("planning", f"the best of {count} dates", "ms", chosen, "", target="< 1 000"),
        Figure("planning", f"the best of {TRIED * PLACES} dates", "ms", small, "trying every year", tried, "< 0.1"),
    ]


def _around(chance: Random) -> Around:
    people: dict[str, frozenset[UUID]] = {}
    for group in GROUPS:
        people[group] = frozenset(new_id() for _ in range(PEOPLE // len(GROUPS)))
    everybody = sorted(frozenset[UUID]().union(*people.values()))
    shared = {new_id(): frozenset(chance.sample(everybody, 25)) for _ in range(OTHERS)}
    starts = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)
    meetings = [
        Meeting(other, begin, begin + timedelta(hours=3))
        for other in shared
        for begin in (starts + timedelta(days=chance.randrange(360)) for _ in range(12))
    ]
    return Around(people, dict.fromkeys(GROUPS, 2), [], meetings, shared, [])


def _options(planner: Planner) -> Iterator[list[Option]]:
    for month in (1, 3, 5, 7, 9, 11):
        first = date(2027, month, 4)
        days = (first + timedelta(days=number) for number in range(20))
        slots = [slot_on(day, RULE.starts, RULE.ends) for day in days if day.weekday() in WISH.weekdays]
        yield [planner.option(slot, abs(number - DATES_A_PLACE // 2)) for number, slot in enumerate(slots)][
            :DATES_A_PLACE
        ]


def _every_year(places: list[list[Option]]) -> tuple[object, ...] | None:
    gap = gap_of(RULE)
    years = (
        year for year in product(*places) if all(gap.allows(earlier.on, later.on) for earlier, later in pairwise(year))
    )
    return min(map(worth, years), default=None)


def _milliseconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return (perf_counter() - begin) * 1000
