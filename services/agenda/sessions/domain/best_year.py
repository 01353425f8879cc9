"""The best year: out of a few dates around each date of a rhythm, those that together leave nobody out."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

ALL = Fraction(1)
Cost = tuple[int, int, int, int, int]
NOTHING: Cost = (0, 0, 0, 0, 0)


class Option(NamedTuple):
    """One date that can be chosen for one place in the year; a date with a hard block is no option.

    shares: for each perspective that counts, which part of its people can come (0 to 1). missing: the perspectives that do
    not reach their minimum. soft: how many soft reasons speak against it. shift: days from the date of the rhythm.
    """

    on: date
    shares: Mapping[str, Fraction]
    missing: frozenset[str]
    soft: int
    shift: int

    @property
    def lowest(self) -> Fraction:
        """The share of the perspective of which the smallest part can come."""
        return min(self.shares.values(), default=ALL)


class Gap(NamedTuple):
    """How many days may lie between two sessions, at least and at most."""

    least: int
    most: int

    def allows(self, earlier: date, later: date) -> bool:
        """Whether two dates lie as far apart as is meant."""
        return self.least <= (later - earlier).days <= self.most


def worth(year: Sequence[Option], missed: frozenset[str] = frozenset()) -> tuple[int, int, Fraction, int, int, int]:
    """How good a year is; the smallest is best.

    In this order, after BR-040 and BR-044: how often a perspective misses its minimum; how often one misses it twice in a
    row, so that it did not get first choice the second time (missed: at the session before the year); the lowest share of
    any perspective at any session (the higher the better); how many soft reasons; how many days from the rhythm; how late.
    """
    lowest = min((option.lowest for option in year), default=ALL)
    misses = [option.missing for option in year]
    again = sum(len(earlier & later) for earlier, later in pairwise([missed, *misses]))
    soft, shift, late = (sum(values) for values in zip(*map(_own, year), strict=True)) if year else (0, 0, 0)
    return (sum(map(len, misses)), again, -lowest, soft, shift, late)


def best_year(
    places: Sequence[Sequence[Option]], gap: Gap, missed: frozenset[str] = frozenset()
) -> list[Option] | None:
    """Choose one option for each place so that ``worth`` is smallest; None where no choice keeps the gaps (BR-042).

    places: the options of each session of the year, in order of the rhythm. missed: the perspectives that missed their minimum
    at the session before it, and so choose first at the first of these (BR-044).

    Exact, in two steps. All parts of a year's worth but the lowest share are sums over dates and over pairs of neighbours,
    so that with dates below a given share left out the best year is a shortest path through layers of dates, found by
    dynamic programming over the last date (Bellman 1957, Dynamic Programming, ch. III; costs are compared as tuples, which
    are ordered groups, so that the principle of optimality holds). The highest lowest share is a bottleneck: it is found by
    bisecting the shares that occur for the highest one with which the first two parts stay what they are without it
    (the threshold method of Edmonds and Fulkerson 1970, Bottleneck extrema). With n sessions of m options each that is
    O(n m^2 log(n m)) steps.
    """
    free = _cheapest(places, gap, missed)
    if free is None or not places:
        return None if free is None else []
    first = worth(free, missed)[:2]
    shares = sorted({option.lowest for options in places for option in options})
    best, low, high = free, 0, len(shares) - 1
    while low <= high:
        middle = (low + high) // 2
        above = [[option for option in options if option.lowest >= shares[middle]] for options in places]
        found = _cheapest(above, gap, missed)
        if found is not None and worth(found, missed)[:2] == first:
            best, low = found, middle + 1
        else:
            high = middle - 1
    return best


def _cheapest(places: Sequence[Sequence[Option]], gap: Gap, missed: frozenset[str]) -> list[Option] | None:
    reached: list[tuple[Cost, Option, int]] = []
    layers: list[list[tuple[Cost, Option, int]]] = []
    for number, options in enumerate(places):
        layer: list[tuple[Cost, Option, int]] = []
        for option in options:
            own = (len(option.missing), 0, *_own(option))
            if number == 0:
                layer.append((_plus(own, NOTHING, len(missed & option.missing)), option, -1))
                continue
            ways = (
                (_plus(cost, own, len(before.missing & option.missing)), place)
                for place, (cost, before, _) in enumerate(reached)
                if gap.allows(before.on, option.on)
            )
            cheapest = min(ways, default=None)
            if cheapest is not None:
                layer.append((cheapest[0], option, cheapest[1]))
        layers.append(layer)
        reached = layer
    if places and not reached:
        return None
    at = min(range(len(reached)), key=lambda place: reached[place][0], default=-1)
    year: list[Option] = []
    for layer in reversed(layers):
        _, option, before = layer[at]
        year.append(option)
        at = before
    return year[::-1]


def _own(option: Option) -> tuple[int, int, int]:
    return (option.soft, option.shift, option.on.toordinal())


def _plus(cost: Cost, own: Cost, again: int) -> Cost:
    return (cost[0] + own[0], cost[1] + again, cost[2] + own[2], cost[3] + own[3], cost[4] + own[4])
