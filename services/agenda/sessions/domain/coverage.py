"""How the dates of a poll are ordered (BR-040), who is left out (BR-043), and what may be told of it."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from fractions import Fraction
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.sessions.domain.days import Reason, SchoolRegion, SoftBlock, day_reasons, evening_reasons
from services.agenda.sessions.domain.rhythm import ZONE
from services.agenda.sessions.domain.year import HardBlockDate, schools_are_hard
from shared.errors import Conflict, Problem

WEIGHTS: Mapping[str, Fraction] = {"YES": Fraction(1), "IF_NEEDED": Fraction(1, 2), "NO": Fraction(0)}
MEASURES: Final = ("OTHER_TIME", "ONLINE", "PRE_MEETING", "SUPPORT_PERSON")
"""What can be done for a perspective that is left out (BR-043)."""

FEWEST_SHOWN = 3
"""Of fewer people than this no figure is shown: it would tell what one of them said."""
NOBODY_KNOWN: Final[Mapping[str, int]] = {}
LEAST_REQUIRED = 1
EVENING_FROM = 17


class CoverageNotMet(Conflict):
    """On a date that was chosen a perspective cannot come, and nothing was chosen for it yet."""


class Candidate(NamedTuple):
    """One date that can be chosen, as it is stored."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    session_id: UUID | None
    """The session that it became."""
    measures: dict[str, str]
    """What was chosen for each perspective that it leaves out."""


class Tally(NamedTuple):
    """What one perspective says of one date; ``members`` counts who takes part now, answered or not."""

    perspective: str
    members: int
    yes: int = 0
    if_needed: int = 0
    no: int = 0

    @property
    def share(self) -> Fraction:
        """How much of this perspective can come: a yes counts one, an if-needed a half, all else nothing (BR-040)."""
        if not self.members:
            return Fraction(0)
        return (self.yes * WEIGHTS["YES"] + self.if_needed * WEIGHTS["IF_NEEDED"]) / self.members

    @property
    def can_come(self) -> int:
        """How many people of it can come, gladly or if they must."""
        return self.yes + self.if_needed


class Group(NamedTuple):
    """One perspective of a poll: how many take part, how many of them answered, and how many should be able to come."""

    perspective: str
    members: int
    answered: int
    minimum: int


class Ranked(NamedTuple):
    """One date in its place. ``tallies``: the lowest coverage first; ``left_out``: the perspectives below their minimum."""

    date: Candidate
    reasons: tuple[Reason, ...]
    tallies: tuple[Tally, ...]
    left_out: tuple[str, ...]

    @property
    def is_hard(self) -> bool:
        """Whether the network cannot meet then (BR-041)."""
        return any(reason.is_hard for reason in self.reasons)

    @property
    def soft(self) -> int:
        """How many things make this date difficult."""
        return sum(not reason.is_hard for reason in self.reasons)

    @property
    def lowest(self) -> Fraction:
        """The coverage of the perspective that can come least, of those who take part."""
        return min((tally.share for tally in self.tallies if tally.members), default=Fraction(0))

    def lowest_of(self, perspectives: AbstractSet[str]) -> Fraction:
        """The same, of some perspectives."""
        shares = (tally.share for tally in self.tallies if tally.members and tally.perspective in perspectives)
        return min(shares, default=Fraction(0))


def reasons_of(
    date: Candidate, *, regions: Sequence[SchoolRegion], perspectives: Iterable[str], blocks: Iterable[SoftBlock]
) -> tuple[Reason, ...]:
    """Why a date cannot be or is difficult, as the year planner sees its day (BR-041). blocks: those of the network itself."""
    perspectives = frozenset(perspectives)
    local = date.starts_at.astimezone(ZoneInfo(ZONE))
    are_hard = schools_are_hard(regions, perspectives)
    reasons = day_reasons(
        local.date(), regions=regions, schools_are_hard=are_hard, perspectives=perspectives, blocks=blocks
    )
    if local.hour >= EVENING_FROM:
        reasons += evening_reasons(local.date())
    return tuple(reasons)


def rank(
    dates: Iterable[Candidate],
    tallies: Mapping[UUID, Sequence[Tally]],
    required: Mapping[str, int],
    reasons: Mapping[UUID, Sequence[Reason]],
    first_choice: AbstractSet[str] = frozenset(),
) -> list[Ranked]:
    """Put dates in order (BR-040): no hard block, every minimum reached, the highest lowest share, fewest soft blocks, most yes, earliest.

    tallies: by date, one for each perspective that takes part. required: by perspective, how many should be able to come;
    a perspective of which nobody takes part is left out of every date, and says so. reasons: by date, its blocks.
    first_choice: the perspectives that missed their minimum last time; before the share of the others counts theirs (BR-044).
    A share is of the perspective's own people, so no perspective weighs more because it is larger.
    """
    ranked = [_ranked(date, reasons.get(date.id, ()), tallies.get(date.id, ()), required) for date in dates]
    return sorted(
        ranked,
        key=lambda one: (
            one.is_hard,
            bool(one.left_out),
            len(first_choice & set(one.left_out)),
            -one.lowest_of(first_choice),
            -one.lowest,
            one.soft,
            -sum(tally.yes for tally in one.tallies),
            one.date.starts_at,
            one.date.id,
        ),
    )


def _ranked(
    date: Candidate, reasons: Sequence[Reason], tallies: Sequence[Tally], required: Mapping[str, int]
) -> Ranked:
    known = {tally.perspective: tally for tally in tallies}
    everyone = [*tallies, *(Tally(perspective, 0) for perspective in required if perspective not in known)]
    left_out = tuple(
        sorted(tally.perspective for tally in everyone if tally.can_come < required.get(tally.perspective, 0))
    )
    in_order = sorted(everyone, key=lambda tally: (tally.perspective not in left_out, tally.share, tally.perspective))
    return Ranked(date, tuple(reasons), tuple(in_order), left_out)


class ShownTally(NamedTuple):
    """What may be told of one perspective at one date: figures only of three people or more (the small-number shield)."""

    perspective: str
    is_enough: bool
    members: int | None
    yes: int | None
    if_needed: int | None
    no: int | None
    share_percent: int | None


def is_small(members: int, *, known: int = 0) -> bool:
    """Whether what is told of a group tells what one or two people said. known: of how many of them its reader knows it."""
    return 0 < members < FEWEST_SHOWN or 0 < members - known < FEWEST_SHOWN


def small_groups_enough(groups: Iterable[tuple[int, bool]]) -> bool | None:
    """Whether enough of every small group can come, as one word for all of them; None where that is of fewer than three people.

    groups: of each group how many take part, and whether enough of them can come.
    """
    small = [(members, is_enough) for members, is_enough in groups if is_small(members)]
    if sum(members for members, _ in small) < FEWEST_SHOWN:
        return None
    return all(is_enough for _, is_enough in small)


class ShownDate(NamedTuple):
    """What may be told of a date: its perspectives, the lowest first, who is left out, and of small groups one word together."""

    coverage: list[ShownTally]
    left_out: list[str]
    small_groups_enough: bool | None


def shown(
    ranked: Ranked, required: Mapping[str, int], *, coordinates: bool, known: Mapping[str, int] = NOBODY_KNOWN
) -> ShownDate:
    """What may be told of a date. known: by perspective, of how many people its reader sees the answers by name.

    Who coordinates hears of every perspective, also a small one, whether enough of it can come: somebody must see who is left
    out (BR-043). It stands where its coverage says nothing: before the others when it is not enough, after them when it is.
    Others hear of small groups one word together, so that nobody is pointed at.
    """
    told = [
        _shown(tally, required.get(tally.perspective, LEAST_REQUIRED), known.get(tally.perspective, 0))
        for tally in ranked.tallies
        if coordinates or not is_small(tally.members)
    ]
    in_order = sorted(
        told,
        key=lambda one: (
            one.is_enough,
            one.share_percent if one.share_percent is not None else 100 * one.is_enough,
            one.perspective,
        ),
    )
    named = {one.perspective for one in told}
    return ShownDate(
        in_order,
        [name for name in ranked.left_out if name in named],
        None
        if coordinates
        else small_groups_enough(
            (tally.members, tally.can_come >= required.get(tally.perspective, LEAST_REQUIRED))
            for tally in ranked.tallies
        ),
    )


def _shown(tally: Tally, minimum: int, known: int) -> ShownTally:
    is_enough = tally.can_come >= minimum
    if tally.members < FEWEST_SHOWN or is_small(tally.members, known=known):
        return ShownTally(tally.perspective, is_enough, None, None, None, None, None)
    percent = int(tally.share * 100)
    return ShownTally(tally.perspective, is_enough, tally.members, tally.yes, tally.if_needed, tally.no, percent)


def progress(groups: Iterable[Group]) -> tuple[int | None, int]:
    """How many answered (None where that would tell of fewer than three people) and how many take part."""
    groups = list(groups)
    hidden = sum(group.members for group in groups if group.members < FEWEST_SHOWN)
    answered = None if 0 < hidden < FEWEST_SHOWN else sum(group.answered for group in groups)
    return answered, sum(group.members for group in groups)


def check_choice(chosen: Sequence[Ranked], measures: Mapping[str, str], *, now: datetime) -> dict[UUID, dict[str, str]]:
    """Give by date what is done for each perspective it leaves out (BR-043).

    Raises HardBlockDate for dates that are over or blocked, and CoverageNotMet with a problem at each perspective for
    which nothing was chosen; such a problem begins with the code of the perspective.
    """
    blocked = tuple(
        Problem("date_ids", "HARD_BLOCK_DATE", f"{one.date.starts_at.astimezone(ZoneInfo(ZONE)).date()}")
        for one in chosen
        if one.is_hard or one.date.starts_at <= now
    )
    if blocked:
        raise HardBlockDate(problems=blocked)
    missing = dict.fromkeys(name for one in chosen for name in one.left_out if name not in measures)
    if missing:
        words = "{}: too few people of this perspective can come. Choose what you do for them."
        raise CoverageNotMet(
            problems=tuple(Problem("measures", "COVERAGE_NOT_MET", words.format(name)) for name in missing)
        )
    return {one.date.id: {name: measures[name] for name in one.left_out} for one in chosen}
