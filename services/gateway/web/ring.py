"""The ring (de kring): one equal arc per perspective, drawn as SVG; the same drawing at every size."""

from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin

from markupsafe import Markup, escape

VIEW = 200
MIDDLE = VIEW / 2
OUTER = 96.0
INNER = 62.0
GAP_DEGREES = 5.0
THINNER = 14.0
"""By how much a small ring that tells nothing about presence is thinner."""
LETTERED_FROM = 100
"""Under this many pixels letters cannot be read, and the table beside the ring carries the words."""


class Fill(StrEnum):
    """What an arc says: present (filled), below the minimum (hatched), not yet (outline), or only that it is asked for."""

    PRESENT = "present"
    BELOW = "below"
    NOT_YET = "not-yet"
    ASKED = "asked"


@dataclass(frozen=True)
class Arc:
    """One perspective in the ring. letters: at most two, so that colour is never the only sign."""

    code: str
    letters: str
    fill: Fill


def fill_of(*, present: bool, count: int | None) -> Fill:
    """What the arc of a perspective says; the count is None where fewer than three take part (small-number shield)."""
    if present:
        return Fill.PRESENT
    return Fill.NOT_YET if count is None else Fill.BELOW


def draw_ring(name: str, arcs: list[Arc], *, size: int, title: str, description: str, middle: str = "") -> Markup:
    """Draw a ring.

    name: makes ids unique on the page. arcs: in the order of perspectives; all arcs are equal. size: pixels, 24 to 320.
    title, description: what a screen reader says; an empty title hides the ring from it (words stand beside it).
    middle: a short text inside a large ring.
    """
    lettered = size >= LETTERED_FROM
    parts: list[Markup] = []
    if title:
        opening = Markup(
            '<svg class="ring" viewBox="0 0 {v} {v}" width="{s}" height="{s}" role="img" aria-labelledby="{n}-t {n}-d">'
            '<title id="{n}-t">{t}</title><desc id="{n}-d">{d}</desc>'
        ).format(v=VIEW, s=size, n=name, t=title, d=description)
    else:
        opening = Markup(
            '<svg class="ring" viewBox="0 0 {v} {v}" width="{s}" height="{s}" aria-hidden="true" focusable="false">'
        ).format(v=VIEW, s=size)
    parts.append(opening)
    if not arcs:
        parts.append(
            Markup('<circle class="ring-empty" cx="{m}" cy="{m}" r="{r}" fill="none"/>').format(
                m=MIDDLE, r=(OUTER + INNER) / 2
            )
        )
    sweep = 360 / max(len(arcs), 1)
    for place, arc in enumerate(arcs):
        begin = place * sweep + GAP_DEGREES / 2
        end = (place + 1) * sweep - GAP_DEGREES / 2
        parts.append(_arc(name, arc, begin, end, lettered=lettered))
    if middle and lettered:
        parts.append(
            Markup('<text class="ring-middle" x="{m}" y="{m}" dy=".35em">{t}</text>').format(m=MIDDLE, t=middle)
        )
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def _arc(name: str, arc: Arc, begin: float, end: float, *, lettered: bool) -> Markup:
    css = Markup("arc arc-{fill} of-{code}").format(fill=arc.fill.value, code=arc.code.lower().replace("_", "-"))
    inner = INNER + THINNER if arc.fill is Fill.ASKED and not lettered else INNER
    shape = _sector(begin, end, inner)
    drawn = Markup("")
    fill = Markup("")
    if arc.fill is Fill.BELOW:
        hatch = f"{name}-{arc.code.lower()}"
        drawn = Markup(
            '<pattern id="{h}" class="{c}" width="8" height="8" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><path d="M0 0V8" class="hatch"/></pattern>'
        ).format(h=hatch, c=css)
        fill = Markup(' fill="url(#{h})"').format(h=hatch)
    drawn += Markup('<path class="{c}" d="{d}"{f}/>').format(c=css, d=shape, f=fill)
    if lettered and arc.letters:
        x, y = _point((begin + end) / 2, (OUTER + inner) / 2)
        drawn += Markup('<text class="arc-letters arc-letters-{f}" x="{x}" y="{y}" dy=".35em">{t}</text>').format(
            f=arc.fill.value, x=f"{x:.1f}", y=f"{y:.1f}", t=escape(arc.letters)
        )
    return drawn


def _point(degrees: float, radius: float) -> tuple[float, float]:
    angle = degrees * pi / 180 - pi / 2
    return MIDDLE + radius * cos(angle), MIDDLE + radius * sin(angle)


def _sector(begin: float, end: float, inner: float) -> str:
    wide = 1 if end - begin > 180 else 0
    (x1, y1), (x2, y2) = _point(begin, OUTER), _point(end, OUTER)
    (x3, y3), (x4, y4) = _point(end, inner), _point(begin, inner)
    return (
        f"M{x1:.2f} {y1:.2f}A{OUTER} {OUTER} 0 {wide} 1 {x2:.2f} {y2:.2f}"
        f"L{x3:.2f} {y3:.2f}A{inner} {inner} 0 {wide} 0 {x4:.2f} {y4:.2f}Z"
    )
