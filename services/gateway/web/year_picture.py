"""A year as a picture, drawn as SVG: a row per month, what is on, and the dates that were found; a table beside it has the words."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

LABEL = 40
DAY = 8
ROW = 22
BAR = 14
WIDTH = LABEL + 31 * DAY + 4
TOP = 16
TICKS = (1, 10, 20, 30)


@dataclass(frozen=True)
class Stretch:
    """Days with something against them. kind: ``hard``, ``soft`` or ``holiday``, which each have a look of their own."""

    first: date
    last: date
    kind: str


@dataclass(frozen=True)
class Mark:
    """One date that was found. kind: ``free``, ``soft`` or ``hard``; the last is crossed out."""

    on: date
    number: int
    kind: str


def draw_year(
    stretches: Iterable[Stretch],
    marks: Sequence[Mark],
    months: Sequence[tuple[date, str]],
    *,
    title: str,
    description: str,
) -> Markup:
    """Draw the months that are given, each with its short name; dates outside them are left out."""
    rows = {first: TOP + place * ROW for place, (first, _) in enumerate(months)}
    parts = [
        Markup(
            '<svg class="drawing year" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
            'aria-labelledby="year-t year-d"><title id="year-t">{t}</title><desc id="year-d">{d}</desc>'
            '<pattern id="year-soft" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<path d="M0 0V6" class="year-hatch"/></pattern>'
        ).format(w=WIDTH, h=TOP + ROW * len(months) + 2, t=title, d=description)
    ]
    parts += [
        Markup('<text class="year-tick" x="{x}" y="10">{n}</text>').format(x=LABEL + (tick - 1) * DAY, n=tick)
        for tick in TICKS
    ]
    for first, name in months:
        parts.append(_row(first, name, rows[first]))
    for stretch in stretches:
        parts += _bars(stretch, rows)
    parts += [_mark(mark, rows[first]) for mark in marks if (first := mark.on.replace(day=1)) in rows]
    return Markup("").join([*parts, Markup("</svg>")])


def _row(first: date, name: str, top: int) -> Markup:
    days = monthrange(first.year, first.month)[1]
    return Markup(
        '<text class="year-month" x="0" y="{m}" dy=".35em">{n}</text>'
        '<rect class="year-track" x="{x}" y="{y}" width="{w}" height="{b}" rx="3"/>'
    ).format(m=top + BAR / 2, n=name, x=LABEL, y=top, w=days * DAY, b=BAR)


def _bars(stretch: Stretch, rows: dict[date, int]) -> Iterator[Markup]:
    begin = stretch.first
    while begin <= stretch.last:
        last_of_month = begin.replace(day=monthrange(begin.year, begin.month)[1])
        end = min(stretch.last, last_of_month)
        top = rows.get(begin.replace(day=1))
        if top is not None:
            yield Markup('<rect class="year-{k}" x="{x}" y="{y}" width="{w}" height="{b}"/>').format(
                k=stretch.kind, x=LABEL + (begin.day - 1) * DAY, y=top, w=((end - begin).days + 1) * DAY, b=BAR
            )
        begin = end + timedelta(days=1)


def _mark(mark: Mark, top: int) -> Markup:
    x, y = LABEL + (mark.on.day - 0.5) * DAY, top + BAR / 2
    drawn = Markup('<circle class="year-date year-date-{k}" cx="{x}" cy="{y}" r="8"/>').format(k=mark.kind, x=x, y=y)
    if mark.kind == "hard":
        cross = Markup('<path class="year-cross" d="M{a} {c}L{b} {d}M{b} {c}L{a} {d}"/>')
        return drawn + cross.format(a=x - 4, b=x + 4, c=y - 4, d=y + 4)
    number = Markup('<text class="year-number year-number-{k}" x="{x}" y="{y}" dy=".35em">{n}</text>')
    return drawn + number.format(k=mark.kind, x=x, y=y, n=mark.number)
