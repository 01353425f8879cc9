"""What a year is planned from, what planning comes to, and which days cannot be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from services.agenda.sessions.domain.days import (
    SCHOOL_BOUND,
    SCHOOL_REGIONS,
    Reason,
    SchoolRegion,
    SoftBlock,
    Verdict,
    day_reasons,
    verdict_of,
)
from services.agenda.sessions.domain.rhythm import Slot
from shared.errors import Conflict, Invalid, Problem

FEW = 3
"""What fewer people than this have in common is not told, and not looked at: it would tell of one of them."""


UNDONE_WITHIN = timedelta(hours=1)
"""How long who planned can undo it before anybody gets a mail (J03)."""
LONGEST_BLOCK = timedelta(days=62)
LONGEST_WORDS = 100


class HardBlockDate(Conflict):
    """These days cannot be: a public holiday, or a school holiday that counts here."""


class TooLateToUndo(Conflict):
    """This was planned more than an hour ago; people have had mail about it."""


class SeriesInUse(Conflict):
    """Somebody has put something on the agenda of one of these sessions."""


class BlockNotPossible(Invalid):
    """This time cannot be kept like this."""


class Wish(NamedTuple):
    """What a coordinator asks of a year, beside the rule.

    weekdays: on which days a session may fall when it moves from the rule. latest_end: until when it may last if it
    starts later than the rule says; None: it does not. regions: whose school holidays count.
    """

    weekdays: frozenset[int]
    latest_end: time | None
    regions: tuple[SchoolRegion, ...]


class Meeting(NamedTuple):
    """A session of another network."""

    network_id: UUID
    starts_at: datetime
    ends_at: datetime


class Around(NamedTuple):
    """What a network has around it when it plans.

    people: who takes part, by perspective. minimums: how many of each perspective it needs at least, of those that count.
    taken: its own sessions. meetings: sessions of other networks with which it shares people, and shared: which people.
    """

    people: Mapping[str, frozenset[UUID]]
    minimums: Mapping[str, int]
    taken: Sequence[tuple[datetime, datetime]]
    meetings: Sequence[Meeting]
    shared: Mapping[UUID, frozenset[UUID]]
    blocks: Sequence[SoftBlock]
    missed: frozenset[str] = frozenset()
    """The perspectives that missed their minimum at its last session, and so choose first (BR-044)."""


class DateSeen(NamedTuple):
    """A date with what speaks against it. shift: days from the rule; left_out: perspectives that miss their minimum."""

    slot: Slot
    weeks: int | None
    reasons: list[Reason]
    shift: int = 0
    left_out: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the reasons come to."""
        return verdict_of(self.reasons)


class DaySeen(NamedTuple):
    """A day with what speaks against it, whatever the time."""

    on: date
    reasons: list[Reason]


class Span(NamedTuple):
    """A run of days with the same thing against them."""

    from_on: date
    until_on: date
    reason: Reason


class Pattern(NamedTuple):
    """One nth weekday over all months of a rhythm, with the days that are hard or soft."""

    nth: int
    weekday: int
    verdict: Verdict
    days: list[DaySeen]


class YearPlan(NamedTuple):
    """What planning by a rule comes to. blocked: months in which no day can be, so that this rhythm is refused."""

    dates: list[DateSeen]
    best: list[DateSeen] | None
    patterns: list[Pattern]
    blocked: list[DaySeen]
    better_from: date | None
    known_until: date
    spans: list[Span]


def schools_are_hard(regions: Sequence[SchoolRegion], perspectives: Iterable[str]) -> bool:
    """Whether school holidays are hard: for the whole country always (D07), else where somebody is bound to a school (BR-041)."""
    return set(regions) == set(SCHOOL_REGIONS) or not SCHOOL_BOUND.isdisjoint(perspectives)


def check_no_hard_day(
    slots: Iterable[Slot], regions: Sequence[SchoolRegion], perspectives: Iterable[str], *, field: str = "without"
) -> None:
    """Raise HardBlockDate with every day that cannot be, and why (BR-041). field: where the days were given."""
    are_hard = schools_are_hard(regions, perspectives)
    problems = [
        Problem(field, "HARD_BLOCK_DATE", f"{slot.on}: {_in_english(reason)}.")
        for slot in slots
        for reason in day_reasons(slot.on, regions=regions, schools_are_hard=are_hard)
        if reason.is_hard
    ]
    if problems:
        raise HardBlockDate(problems=tuple(problems))


def _in_english(reason: Reason) -> str:
    where = f" in {', '.join(region.lower() for region in reason.regions)}" if reason.regions else ""
    return reason.what.replace("_", " ").lower() + where


def check_block(*, words: str, from_on: date, until_on: date) -> None:
    """Raise BlockNotPossible with a problem at each field of a difficult time that cannot be."""
    problems = []
    if not words.strip():
        problems.append(Problem("words", "REQUIRED", "Say what it is."))
    elif len(words) > LONGEST_WORDS:
        problems.append(Problem("words", "TEXT_TOO_LONG", f"At most {LONGEST_WORDS} characters."))
    if until_on < from_on:
        problems.append(Problem("until_on", "UNTIL_BEFORE_FROM", "It ends on or after the day it begins."))
    elif until_on - from_on > LONGEST_BLOCK:
        problems.append(Problem("until_on", "TOO_LONG", "It takes at most two months."))
    if problems:
        raise BlockNotPossible(problems=tuple(problems))


def check_undoable(*, planned_at: datetime, points: int, now: datetime) -> None:
    """Raise TooLateToUndo after the hour, and SeriesInUse when a session has agenda points already."""
    if now >= planned_at + UNDONE_WITHIN:
        raise TooLateToUndo
    if points:
        raise SeriesInUse
