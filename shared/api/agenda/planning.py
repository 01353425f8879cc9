"""What planning a year can be asked: dates with reasons, difficult times of a network, and taking a series back."""

from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.sessions import SchoolRegion, SeriesRule
from shared.api.page import Shape
from shared.api.text import Line

Verdict = Literal["FREE", "SOFT", "HARD"]
ReasonKind = Literal[
    "PUBLIC_HOLIDAY",
    "SCHOOL_HOLIDAY",
    "SOFT_BLOCK",
    "OWN_SESSION",
    "OTHER_NETWORK",
    "SCHOOL_HOURS",
    "EVENING",
    "WEEKEND",
]


class Need(Shape):
    """How many people of one perspective a network needs at a session, at least."""

    perspective: Annotated[str, Field(max_length=40)]
    minimum: Annotated[int, Field(ge=0, le=1000)]


class YearMoment(Shape):
    """When one date begins and ends."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime


class PlanYear(Shape):
    """POST /years:plan (PERSON, coordinator): a YearPlan; nothing is saved.

    weekdays: where a session may move to; latest_end: until when it may last where it starts later than the rule says.
    regions: whose school holidays count; None: those of ``provinces``, where none means the whole country.
    needs: which perspectives count; None: one of each that takes part.
    moments: what is looked at in place of the dates of the rule, with nothing else around it; the rule is not looked at then.
    """

    network_id: UUID
    rule: SeriesRule
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] = [0, 1, 2, 3, 4]
    latest_end: time | None = None
    regions: Annotated[list[SchoolRegion], Field(max_length=3)] | None = None
    provinces: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20)] = []
    needs: Annotated[list[Need], Field(max_length=20)] | None = None
    moments: Annotated[list[YearMoment], Field(max_length=100)] = []


class DateReason(Shape):
    """One reason why a date cannot be, or is difficult.

    what: which holiday or block, as a code; empty where the kind says it all. words: what a network calls its own block.
    people: how many take part in the other network too; a network that shares fewer than three is never named.
    """

    kind: ReasonKind
    is_hard: bool
    what: str
    words: str
    regions: list[SchoolRegion]
    perspectives: list[str]
    network_id: UUID | None
    people: int | None


class YearDate(Shape):
    """One date. shift: days from the date of the rule; left_out: perspectives that miss their minimum then (BR-043)."""

    number: int
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    weeks_since_previous: int | None
    verdict: Verdict
    reasons: list[DateReason]
    shift: int
    left_out: list[str]


class BlockedDay(Shape):
    """A day with what speaks against it; of a month that cannot be, its first day."""

    on: date
    reasons: list[DateReason]


class PatternView(Shape):
    """One nth weekday over all months of the rhythm, with the days that are hard or soft."""

    nth: int
    weekday: int
    verdict: Verdict
    days: list[BlockedDay]


class YearSpan(Shape):
    """A run of days with the same thing against them."""

    from_on: date
    until_on: date
    reason: DateReason


class YearPlan(Shape):
    """At most 24 dates of the rule, and the best year: None where the rhythm cannot be, or no year keeps its distances.

    blocked_months: in which no workday can be, so that this rhythm is refused; better_from: from which month on it can.
    known_until: until when the school holidays are known. members: how many people will hear of it.
    """

    dates: list[YearDate]
    best: list[YearDate] | None
    patterns: list[PatternView]
    blocked_months: list[BlockedDay]
    better_from: date | None
    regions: list[SchoolRegion]
    known_until: date
    spans: list[YearSpan]
    members: int


class SoftBlockView(Shape):
    """A time that is difficult for one network. GET /networks/{network_id}/soft-blocks (coordinators; list, in order)."""

    id: UUID
    network_id: UUID
    words: str
    from_on: date
    until_on: date
    regions: list[SchoolRegion]
    perspectives: list[str]


class AddSoftBlock(Shape):
    """POST /networks/{network_id}/soft-blocks (coordinator): a SoftBlockView. Empty regions or perspectives: for all."""

    words: Annotated[Line, Field(max_length=1000)]
    from_on: date
    until_on: date
    regions: Annotated[list[SchoolRegion], Field(max_length=3)] = []
    perspectives: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20)] = []


class Undone(Shape):
    """POST /soft-blocks/{id}:remove and POST /series/{id}:undo (coordinator): it is gone; from which network it went."""

    network_id: UUID


class FreshSeries(Shape):
    """GET /networks/{network_id}/series/fresh (coordinators; list, newest first): series that can still be taken back."""

    id: UUID
    network_id: UUID
    sessions: int
    undo_until: AwareDatetime
    first_starts_at: AwareDatetime | None = None
    last_starts_at: AwareDatetime | None = None
