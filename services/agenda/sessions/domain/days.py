"""Which days in the Netherlands are hard or soft to meet on, and why: feasts, school holidays, and what else is on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal, NamedTuple
from uuid import UUID

from holidays import country_holidays

SchoolRegion = Literal["NORTH", "CENTRAL", "SOUTH"]
SCHOOL_REGIONS: tuple[SchoolRegion, ...] = ("NORTH", "CENTRAL", "SOUTH")
IN_LIBRARY: Mapping[SchoolRegion, str] = {"NORTH": "Noord", "CENTRAL": "Midden", "SOUTH": "Zuid"}
REGIONS_OF_PROVINCE: Mapping[str, tuple[SchoolRegion, ...]] = {
    "GRONINGEN": ("NORTH",),
    "FRYSLAN": ("NORTH",),
    "DRENTHE": ("NORTH",),
    "OVERIJSSEL": ("NORTH",),
    "FLEVOLAND": ("NORTH", "CENTRAL"),
    "GELDERLAND": ("CENTRAL", "SOUTH"),
    "UTRECHT": ("NORTH", "CENTRAL"),
    "NOORD_HOLLAND": ("NORTH",),
    "ZUID_HOLLAND": ("CENTRAL",),
    "ZEELAND": ("SOUTH",),
    "NOORD_BRABANT": ("CENTRAL", "SOUTH"),
    "LIMBURG": ("SOUTH",),
}
"""Borders of school regions do not follow provinces: a province that is cut in two counts for both (DOMAIN 5.10)."""

SCHOOL_BOUND = frozenset({"YOUNG_PERSON", "PARENT", "EDUCATION"})
"""Whose year follows the school (BR-041)."""
AT_SCHOOL = frozenset({"YOUNG_PERSON", "EDUCATION"})
"""Who is in class by day (BR-045)."""

PUBLIC: Mapping[str, str] = {
    "New Year's Day": "NEW_YEAR",
    "Easter Sunday": "EASTER",
    "Easter Monday": "EASTER_MONDAY",
    "King's Day": "KINGS_DAY",
    "Liberation Day": "LIBERATION_DAY",
    "Ascension Day": "ASCENSION",
    "Pentecost": "PENTECOST",
    "Pentecost Monday": "PENTECOST_MONDAY",
    "Christmas Day": "CHRISTMAS_DAY",
    "Second Day of Christmas": "BOXING_DAY",
}
BREAKS: Mapping[str, str] = {
    "Christmas Break": "CHRISTMAS_BREAK",
    "Spring Break": "SPRING_BREAK",
    "May Break": "MAY_BREAK",
    "Summer Break": "SUMMER_BREAK",
    "Autumn Break": "AUTUMN_BREAK",
}
FEASTS: Mapping[str, str] = {"Eid al-Fitr": "EID_AL_FITR", "Eid al-Adha": "EID_AL_ADHA"}

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
HARD: Final = "HARD"
SOFT: Final = "SOFT"
FREE: Final = "FREE"
Verdict = Literal["FREE", "SOFT", "HARD"]


class Reason(NamedTuple):
    """One reason why a date cannot be, or is difficult.

    what: which holiday or block, as a code; empty where the kind says it all, or where ``words`` do. regions and
    perspectives: for whom. network_id and people: which other network meets then, and how many people take part in both.
    """

    kind: ReasonKind
    is_hard: bool = False
    what: str = ""
    words: str = ""
    regions: tuple[SchoolRegion, ...] = ()
    perspectives: tuple[str, ...] = ()
    network_id: UUID | None = None
    people: int | None = None


class SoftBlock(NamedTuple):
    """A time that is difficult, for some or for all. regions: where, or everywhere; perspectives: for whom, or for all."""

    what: str
    from_on: date
    until_on: date
    regions: tuple[SchoolRegion, ...] = ()
    perspectives: tuple[str, ...] = ()
    words: str = ""
    """What a network calls a block of its own."""
    only_evening: bool = False


def verdict_of(reasons: Iterable[Reason]) -> Verdict:
    """What the reasons come to."""
    hardness = [reason.is_hard for reason in reasons]
    return HARD if any(hardness) else SOFT if hardness else FREE


def regions_of(provinces: Iterable[str]) -> tuple[SchoolRegion, ...]:
    """The school regions of some provinces; of none of them, or of one that this table does not know, the whole country's."""
    named = [REGIONS_OF_PROVINCE.get(province, SCHOOL_REGIONS) for province in provinces]
    found = {region for regions in named or [SCHOOL_REGIONS] for region in regions}
    return tuple(region for region in SCHOOL_REGIONS if region in found)


def public_holiday(on: date) -> str | None:
    """Which public holiday a day is, if any; Good Friday is none, for it is no day off everywhere."""
    return PUBLIC.get(_feasts_of(on.year).get(on, ""))


def school_holiday(region: SchoolRegion, on: date) -> str | None:
    """Which school holiday a day is in a region, if any."""
    return _breaks_of(region, on.year).get(on)


@lru_cache(maxsize=8)
def known_until(year: int) -> date:
    """Until when the school holidays are known, looking from a year on: the end of the last year that has all five."""
    known = year - 1
    while all(set(_breaks_of(region, known + 1).values()) == set(BREAKS.values()) for region in SCHOOL_REGIONS):
        known += 1
    return date(known, 12, 31)


def day_reasons(
    on: date,
    *,
    regions: Sequence[SchoolRegion],
    schools_are_hard: bool,
    perspectives: Iterable[str] = (),
    blocks: Iterable[SoftBlock] = (),
) -> list[Reason]:
    """Why a day cannot be or is difficult, whatever the time: feasts, school holidays (BR-041), the weekend, soft blocks.

    regions: whose school holidays count. schools_are_hard: whether they are hard. perspectives: who takes part; a block
    for others is left out. blocks: those of the network itself, beside those that everybody has.
    """
    reasons = []
    feast = public_holiday(on)
    if feast is not None:
        reasons.append(Reason("PUBLIC_HOLIDAY", is_hard=True, what=feast))
    away = sorted((found, region) for region in regions if (found := school_holiday(region, on)))
    for what, each in groupby(away, key=lambda pair: pair[0]):
        where = {region for _, region in each}
        named = tuple(region for region in SCHOOL_REGIONS if region in where)
        reasons.append(Reason("SCHOOL_HOLIDAY", is_hard=schools_are_hard, what=what, regions=named))
    if on.weekday() >= SATURDAY:
        reasons.append(Reason("WEEKEND"))
    if feast is None:
        reasons += _soft_reasons([*soft_blocks_of(on.year), *blocks], on, regions, frozenset(perspectives))
    return reasons


def evening_reasons(on: date) -> list[Reason]:
    """Why the evening of a day is difficult where its daytime is not."""
    blocks = [block for block in soft_blocks_of(on.year) if block.only_evening]
    return [Reason("SOFT_BLOCK", what=block.what) for block in blocks if block.from_on <= on <= block.until_on]


SATURDAY = 5


def _soft_reasons(
    blocks: Iterable[SoftBlock], on: date, regions: Sequence[SchoolRegion], perspectives: frozenset[str]
) -> list[Reason]:
    found = []
    for block in blocks:
        if block.only_evening or not block.from_on <= on <= block.until_on:
            continue
        where = tuple(region for region in block.regions if region in regions)
        for_whom = tuple(perspective for perspective in block.perspectives if perspective in perspectives)
        if (block.regions and not where) or (block.perspectives and not for_whom):
            continue
        found.append(Reason("SOFT_BLOCK", what=block.what, words=block.words, regions=where, perspectives=for_whom))
    return found


@lru_cache(maxsize=32)
def soft_blocks_of(year: int) -> tuple[SoftBlock, ...]:
    """The table of soft blocks that every network has in a year (DOMAIN 5.10); networks add their own beside it.

    Carnival is in the south, from the Saturday before it until the Friday after. Many schools add the week after the May
    holiday. Central exams begin in the second week of May and take three weeks; young people and teachers are busy then.
    """
    feasts = {code: on for on, name in _feasts_of(year).items() if (code := PUBLIC.get(name))}
    easter, ascension = feasts["EASTER"], feasts["ASCENSION"]
    good_friday = easter - timedelta(days=2)
    may_ends = max((on for on, what in _breaks_of("CENTRAL", year).items() if what == "MAY_BREAK"), default=None)
    first_of_may = date(year, 5, 1)
    exams = first_of_may + timedelta(days=(3 - first_of_may.weekday()) % 7 + 7)
    blocks = [
        SoftBlock("GOOD_FRIDAY", good_friday, good_friday),
        SoftBlock("CARNIVAL", easter - timedelta(days=50), easter - timedelta(days=44), regions=("SOUTH",)),
        SoftBlock("REMEMBRANCE_DAY", date(year, 5, 4), date(year, 5, 4), only_evening=True),
        SoftBlock("FRIDAY_AFTER_ASCENSION", ascension + timedelta(days=1), ascension + timedelta(days=1)),
        SoftBlock("KETI_KOTI", date(year, 7, 1), date(year, 7, 1)),
        SoftBlock("EXAMS", exams, exams + timedelta(days=20), perspectives=tuple(sorted(AT_SCHOOL))),
    ]
    if may_ends is not None:
        week_after = (may_ends + timedelta(days=1), may_ends + timedelta(days=7))
        blocks.append(SoftBlock("SECOND_MAY_WEEK", *week_after, regions=SCHOOL_REGIONS))
    blocks += [SoftBlock(what, on, on) for on, what in _moon_feasts_of(year)]
    return tuple(blocks)


@lru_cache(maxsize=32)
def _feasts_of(year: int) -> dict[date, str]:
    return dict(country_holidays("NL", categories=("public", "optional"), years=[year], language="en_US"))


@lru_cache(maxsize=96)
def _breaks_of(region: SchoolRegion, year: int) -> dict[date, str]:
    found = country_holidays("NL", subdiv=IN_LIBRARY[region], categories=("school",), years=[year], language="en_US")
    return {on: BREAKS[name] for on, name in found.items()}


@lru_cache(maxsize=32)
def _moon_feasts_of(year: int) -> tuple[tuple[date, str], ...]:
    """The first days of the two feasts of the Islamic year, as the library expects them: Albania keeps both."""
    found = country_holidays("AL", years=[year], language="en_US", observed=False)
    named = ((on, name.removesuffix(" (estimated)")) for on, name in sorted(found.items()))
    return tuple((on, FEASTS[name]) for on, name in named if name in FEASTS)
