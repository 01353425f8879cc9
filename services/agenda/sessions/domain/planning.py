"""What is true of planning a year: what speaks for and against a date, and which dates can be chosen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import ceil
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from services.agenda.sessions.domain.best_year import Gap, Option, best_year
from services.agenda.sessions.domain.days import (
    AT_SCHOOL,
    HARD,
    SATURDAY,
    SCHOOL_REGIONS,
    Reason,
    SchoolRegion,
    day_reasons,
    evening_reasons,
    known_until,
    school_holiday,
    verdict_of,
)
from services.agenda.sessions.domain.rhythm import (
    ZONE,
    SeriesNotPossible,
    SeriesRule,
    Slot,
    clashes,
    days_of,
    end_of,
    slot_on,
    slots_of,
    weeks_between,
)
from services.agenda.sessions.domain.year import (
    FEW,
    Around,
    DateSeen,
    DaySeen,
    Meeting,
    Pattern,
    Span,
    Wish,
    YearPlan,
    schools_are_hard,
)

AFTER_SCHOOL = time(15, 30)
EVENING = time(18, 0)
FURTHEST_SHIFT = timedelta(days=10)
"""A session that moves further from the rhythm counts as another one (BR-042)."""
WORKDAYS = range(SATURDAY)
NTHS = range(1, 5)


class Planner:
    """Looks at one year for one network; the same questions are asked of the same days many times."""

    def __init__(self, rule: SeriesRule, wish: Wish, around: Around, *, now: datetime) -> None:
        self.rule = rule
        self.wish = wish
        self.around = around
        self.now = now
        self.schools_are_hard = schools_are_hard(wish.regions, around.people)
        self._days: dict[date, list[Reason]] = {}

    def plan(self) -> YearPlan:
        """Look at the dates of the rule, at every other nth weekday, and for the best year. Raises SeriesNotPossible."""
        slots = slots_of(self.rule, now=self.now)
        blocked = self._blocked(self.rule)
        best = None if blocked else self._best(slots)
        return YearPlan(
            dates=self._seen(slots, slots),
            best=None if best is None else self._seen(best, slots),
            patterns=list(self._patterns()),
            blocked=blocked,
            better_from=self._better_from() if blocked else None,
            known_until=known_until(self.now.year),
            spans=self._spans(),
        )

    def look(self, slots: Sequence[Slot]) -> YearPlan:
        """Look at these dates, in order, and at nothing around them."""
        return YearPlan(
            dates=self._seen(slots, slots),
            best=None,
            patterns=[],
            blocked=[],
            better_from=None,
            known_until=known_until(self.now.year),
            spans=[],
        )

    def day(self, on: date) -> list[Reason]:
        """What speaks against a day, whatever the time."""
        if on not in self._days:
            self._days[on] = day_reasons(
                on,
                regions=self.wish.regions,
                schools_are_hard=self.schools_are_hard,
                perspectives=self.around.people,
                blocks=self.around.blocks,
            )
        return self._days[on]

    def reasons(self, slot: Slot) -> list[Reason]:
        """What speaks against a date: its day, and who is elsewhere at this time."""
        reasons = list(self.day(slot.on))
        if clashes(slot, self.around.taken):
            reasons.append(Reason("OWN_SESSION", is_hard=True))
        starts, ends = _on_the_clock(slot)
        at_school = tuple(sorted(AT_SCHOOL & self.around.people.keys()))
        if at_school and self._in_school_hours(slot.on, starts):
            reasons.append(Reason("SCHOOL_HOURS", perspectives=at_school))
        if ends > EVENING:
            reasons += evening_reasons(slot.on)
        if starts >= EVENING:
            reasons.append(Reason("EVENING"))
        for network_id in dict.fromkeys(meeting.network_id for meeting in self._elsewhere(slot)):
            people = len(self.around.shared[network_id])
            reasons.append(Reason("OTHER_NETWORK", network_id=network_id, people=people))
        return reasons

    def option(self, slot: Slot, shift: int) -> Option:
        """A date as the search for the best year weighs it: who can come, of each perspective that counts."""
        elsewhere = {meeting.network_id for meeting in self._elsewhere(slot)}
        away = frozenset[UUID]().union(*(self.around.shared[network_id] for network_id in elsewhere))
        in_class = AT_SCHOOL if self._in_school_hours(slot.on, _on_the_clock(slot)[0]) else frozenset[str]()
        shares: dict[str, Fraction] = {}
        missing: set[str] = set()
        for perspective, minimum in self.around.minimums.items():
            people = self.around.people.get(perspective, frozenset())
            if not people:
                continue
            can_come = 0 if perspective in in_class else len(people - away)
            shares[perspective] = Fraction(can_come, len(people))
            if can_come < min(minimum, len(people)):
                missing.add(perspective)
        soft = sum(not reason.is_hard for reason in self.reasons(slot))
        return Option(slot.on, shares, frozenset(missing), soft, shift)

    def _elsewhere(self, slot: Slot) -> Iterator[Meeting]:
        return (one for one in self.around.meetings if slot.starts_at < one.ends_at and one.starts_at < slot.ends_at)

    def _in_school_hours(self, on: date, starts: time) -> bool:
        if on.weekday() >= SATURDAY or starts >= AFTER_SCHOOL:
            return False
        if any(reason.kind == "PUBLIC_HOLIDAY" for reason in self.day(on)):
            return False
        return any(school_holiday(region, on) is None for region in self.wish.regions or SCHOOL_REGIONS)

    def _spans(self) -> list[Span]:
        """What is against the days of the period, weekends aside: each thing once, from its first day to its last."""
        found: list[Span] = []
        running: dict[Reason, int] = {}
        for number in range((self.rule.until_on - self.rule.from_on).days + 1):
            on = self.rule.from_on + timedelta(days=number)
            today = [part for reason in self.day(on) if reason.kind != "WEEKEND" for part in _by_region(reason)]
            running = {reason: place for reason, place in running.items() if reason in today}
            for reason in today:
                if reason in running:
                    found[running[reason]] = found[running[reason]]._replace(until_on=on)
                else:
                    running[reason] = len(found)
                    found.append(Span(on, on, reason))
        return _merged(found)

    def _seen(self, slots: Sequence[Slot], pattern: Sequence[Slot]) -> list[DateSeen]:
        each = zip(slots, weeks_between(slots), pattern, strict=True)
        return [
            DateSeen(slot, weeks, self.reasons(slot), (slot.on - of.on).days, self._left_out(slot))
            for slot, weeks, of in each
        ]

    def _left_out(self, slot: Slot) -> tuple[str, ...]:
        """Named only where that tells of no fewer than three people, or of nobody: in class is a whole perspective."""
        in_class = self._in_school_hours(slot.on, _on_the_clock(slot)[0])
        missing = self.option(slot, 0).missing
        return tuple(
            perspective
            for perspective in self.around.minimums
            if perspective in missing
            and (len(self.around.people[perspective]) >= FEW or (in_class and perspective in AT_SCHOOL))
        )

    def _best(self, slots: Sequence[Slot]) -> list[Slot] | None:
        places = [list(self._near(slot.on)) for slot in slots]
        chosen = best_year([[option for option, _ in place] for place in places], gap_of(self.rule), self.around.missed)
        if chosen is None:
            return None
        found = [{id(option): slot for option, slot in place} for place in places]
        return [place[id(option)] for option, place in zip(chosen, found, strict=True)]

    def _near(self, on: date) -> Iterator[tuple[Option, Slot]]:
        first, last = max(on - FURTHEST_SHIFT, self.rule.from_on), min(on + FURTHEST_SHIFT, self.rule.until_on)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        for day, starts in product(days, self._starts):
            if day.weekday() not in self.wish.weekdays or verdict_of(self.day(day)) == HARD:
                continue
            try:
                slot = slot_on(day, starts, end_of(self.rule, starts) or self.rule.ends)
            except SeriesNotPossible:  # the clock skips this time on this day
                continue
            if slot.starts_at > self.now and not clashes(slot, self.around.taken):
                yield self.option(slot, abs((day - on).days)), slot

    @cached_property
    def _starts(self) -> list[time]:
        """When a session may start: as the rule says, and later where that may be: right after school, and the latest."""
        latest = self.wish.latest_end
        if latest is None:
            return [self.rule.starts]
        any_day = date(2000, 1, 1)
        length = datetime.combine(any_day, self.rule.ends) - datetime.combine(any_day, self.rule.starts)
        begins = datetime.combine(any_day, latest) - length
        last = begins.time() if begins.date() == any_day else self.rule.starts
        return sorted({self.rule.starts, *(one for one in (AFTER_SCHOOL, last) if self.rule.starts < one <= last)})

    def _patterns(self) -> Iterator[Pattern]:
        if self.rule.every_months is None:
            return
        for nth, weekday in product(NTHS, WORKDAYS):
            days = [DaySeen(on, self.day(on)) for on in self._days_of(self.rule, nth, weekday)]
            verdict = verdict_of(reason for day in days for reason in day.reasons)
            yield Pattern(nth, weekday, verdict, [day for day in days if day.reasons])

    def _blocked(self, rule: SeriesRule) -> list[DaySeen]:
        """The months of a rhythm in which no nth workday can be, with why."""
        if rule.every_months is None:
            return []
        months: dict[date, list[list[Reason]]] = {}
        for nth, weekday in product(NTHS, WORKDAYS):
            for on in self._days_of(rule, nth, weekday):
                months.setdefault(on.replace(day=1), []).append(self.day(on))
        full = len(NTHS) * len(WORKDAYS)
        return [
            DaySeen(month, _together(each))
            for month, each in sorted(months.items())
            if len(each) == full and all(verdict_of(reasons) == HARD for reasons in each)
        ]

    def _better_from(self) -> date | None:
        """From which later month on this rhythm has no month that is blocked, if there is one."""
        first = self.rule.from_on.replace(day=1)
        others = (first + relativedelta(months=number) for number in range(1, self.rule.every_months or 1))
        return next(
            (
                month
                for month in others
                if month < self.rule.until_on and not self._blocked(self.rule._replace(from_on=month))
            ),
            None,
        )

    def _days_of(self, rule: SeriesRule, nth: int, weekday: int) -> Iterable[date]:
        return days_of(rule._replace(nth=nth, weekday=weekday, day=None))


def gap_of(rule: SeriesRule) -> Gap:
    """How far apart the sessions of a rhythm lie: every two months is 7 to 10 weeks (BR-042), others in proportion."""
    if rule.every_weeks is not None:
        shift = FURTHEST_SHIFT.days
        return Gap(max(1, 7 * rule.every_weeks - shift), 7 * rule.every_weeks + shift)
    months = rule.every_months or 1
    return Gap(ceil(Fraction(49 * months, 2)), 35 * months)


def _by_region(reason: Reason) -> list[Reason]:
    return [reason._replace(regions=(region,)) for region in reason.regions] or [reason]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """One span for regions that have the same thing on the same days."""
    found: dict[Span, tuple[SchoolRegion, ...]] = {}
    for span in spans:
        alike = span._replace(reason=span.reason._replace(regions=()))
        found[alike] = (*found.get(alike, ()), *span.reason.regions)
    return [span._replace(reason=span.reason._replace(regions=regions)) for span, regions in found.items()]


def _together(each: Iterable[list[Reason]]) -> list[Reason]:
    """The hard reasons of many days, each holiday once, for all regions that have it on any of them."""
    found: dict[tuple[str, str], Reason] = {}
    for reason in (reason for reasons in each for reason in reasons if reason.is_hard):
        known = found.get((reason.kind, reason.what), reason)
        where = {*known.regions, *reason.regions}
        found[reason.kind, reason.what] = known._replace(
            regions=tuple(region for region in SCHOOL_REGIONS if region in where)
        )
    return list(found.values())


def _on_the_clock(slot: Slot) -> tuple[time, time]:
    zone = ZoneInfo(ZONE)
    return slot.starts_at.astimezone(zone).time(), slot.ends_at.astimezone(zone).time()
