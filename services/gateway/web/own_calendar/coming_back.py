"""On which days something comes back by a rule (RFC 5545 3.3.10), looked at day by day, so that no rule takes longer than its days.

A library that looks for the next day until there is one never ends where there is none (A-72): dateutil takes eleven seconds to
find that 30 February does not come.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS: Final = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
EARLIEST: Final = date(1970, 1, 1)
MOST_VALUES: Final = 62
"""In one part of a rule."""


class NoSuchRule(ValueError):
    """A rule that is not one of days, weeks, months or years, or holds more than such a rule needs."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How often something comes back. weekdays: each with its place in the month or year, 0 for all of them."""

    frequency: str
    every: int
    count: int | None
    months: frozenset[int]
    month_days: frozenset[int]
    weekdays: frozenset[tuple[int, int]]
    places: tuple[int, ...]
    week_starts: int


def read_rule(parts: Mapping[str, Sequence[Any]]) -> Rule:
    """Read the parts of a rule, each a list. Raises NoSuchRule."""
    if not set(parts) <= PARTS or any(len(values) > MOST_VALUES for values in parts.values()):
        raise NoSuchRule
    frequency = str(parts["FREQ"][0]).upper()
    every = int(parts.get("INTERVAL", [1])[0])
    if frequency not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} or every < 1:
        raise NoSuchRule
    return Rule(
        frequency=frequency,
        every=every,
        count=int(parts["COUNT"][0]) if "COUNT" in parts else None,
        months=frozenset(int(one) for one in parts.get("BYMONTH", [])),
        month_days=frozenset(int(one) for one in parts.get("BYMONTHDAY", [])),
        weekdays=frozenset(_weekday(str(one)) for one in parts.get("BYDAY", [])),
        places=tuple(int(one) for one in parts.get("BYSETPOS", [])),
        week_starts=DAYS.index(str(parts.get("WKST", ["MO"])[0]).upper()),
    )


def days_of(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days on which something comes back from its first day to a last one, both with it. Raises NoSuchRule for the far past."""
    if first < EARLIEST:
        raise NoSuchRule
    number = 0
    for period in _periods(rule, first, last):
        found = [day for day in period if _is_in(rule, day, first)]
        if rule.places:
            chosen = {found[place - 1 if place > 0 else place] for place in rule.places if 0 < abs(place) <= len(found)}
            found = sorted(chosen)
        for day in found:
            if day < first:
                continue
            number += 1
            if day > last or (rule.count is not None and number > rule.count):
                return
            yield day


def _weekday(text: str) -> tuple[int, int]:
    place, name = text[:-2], text[-2:].upper()
    return DAYS.index(name), int(place or 0)


def _periods(rule: Rule, first: date, last: date) -> Iterator[list[date]]:
    """The days of each period in which the rule looks, from the one of the first day."""
    if rule.frequency in {"DAILY", "WEEKLY"}:
        length = 1 if rule.frequency == "DAILY" else 7
        begin = first - timedelta(days=(first.weekday() - rule.week_starts) % 7 if length > 1 else 0)
        while begin <= last:
            yield [begin + timedelta(days=day) for day in range(length)]
            begin += timedelta(days=min(rule.every * length, (last - begin).days + length))
        return
    months = 1 if rule.frequency == "MONTHLY" else 12
    at = first.year * 12 + (first.month - 1 if months == 1 else 0)
    while at <= last.year * 12 + last.month - 1:
        yield [
            date(one // 12, one % 12 + 1, day)
            for one in range(at, at + months)
            for day in range(1, monthrange(one // 12, one % 12 + 1)[1] + 1)
        ]
        at += rule.every * months


def _is_in(rule: Rule, day: date, first: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not {day.day, day.day - length - 1} & rule.month_days:
        return False
    if rule.weekdays:
        return _is_weekday(rule, day, length)
    if rule.frequency == "WEEKLY":
        return day.weekday() == first.weekday()
    if rule.frequency == "DAILY" or rule.month_days:
        return True
    return day.day == first.day and (rule.frequency == "MONTHLY" or bool(rule.months) or day.month == first.month)


def _is_weekday(rule: Rule, day: date, length: int) -> bool:
    if (day.weekday(), 0) in rule.weekdays:
        return True
    if rule.frequency in {"DAILY", "WEEKLY"}:
        return any(one == day.weekday() for one, _ in rule.weekdays)
    if rule.frequency == "MONTHLY" or rule.months:
        before, behind = day.day - 1, length - day.day
    else:
        before, behind = (day - date(day.year, 1, 1)).days, (date(day.year, 12, 31) - day).days
    return bool({(day.weekday(), before // 7 + 1), (day.weekday(), -(behind // 7 + 1))} & rule.weekdays)
