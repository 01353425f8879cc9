"""How a network stands among others, drawn as SVG: the network in the middle, the others around it by their number in the list."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from markupsafe import Markup

VIEW = 300
CENTRE = VIEW / 2
MIDDLE = 46
AROUND = 118.0
ROUND = 19
MOST = 12
"""More than this cannot be told apart; the list beside the picture has them all."""


@dataclass(frozen=True)
class Tie:
    """One other network, or something that is no network here.

    number: its place in the list beside the picture. relation: the code of how it relates, or AROUND, GROUP or FAMILY.
    slug: of its page, empty where it has none.
    """

    number: int
    relation: str
    name: str
    slug: str

    @property
    def is_family(self) -> bool:
        """Whether one stands inside the other."""
        return self.relation in {"AROUND", "GROUP", "FAMILY"}


def ties_of(network: dict[str, Any]) -> list[Tie]:
    """The network around, the groups inside and the relations of a network, as GraphQL tells them, with their numbers."""
    told: list[tuple[str, str, str]] = []
    if network["parent"]:
        told.append(("AROUND", network["parent"]["name"], network["parent"]["slug"]))
    told += [
        ("GROUP" if one["kind"] == "working_group" else "FAMILY", one["name"], one["slug"]) for one in network["groups"]
    ]
    told += [(one["type"], one["toName"], one["toSlug"] if one["isNetwork"] else "") for one in network["relations"]]
    return [Tie(number, *tie) for number, tie in enumerate(told, start=1)]


def draw_ties(ties: list[Tie], *, size: int, middle: str, title: str, description: str) -> Markup:
    """Draw the first twelve. middle: one or two short words inside the circle. The list beside it carries all words."""
    drawn = ties[:MOST]
    places = [(tie, *_place(number, len(drawn))) for number, tie in enumerate(drawn)]
    parts = [
        Markup(
            '<svg class="drawing" viewBox="0 0 {v} {v}" width="{s}" height="{s}" role="img" '
            'aria-labelledby="ties-t ties-d"><title id="ties-t">{t}</title><desc id="ties-d">{d}</desc>'
        ).format(v=VIEW, s=size, t=title, d=description)
    ]
    parts += [_line(tie, x, y) for tie, x, y in places]
    parts.append(Markup('<circle class="tie-middle" cx="{c}" cy="{c}" r="{r}"/>').format(c=CENTRE, r=MIDDLE))
    lines = middle.split(" ", 1)
    for place, line in enumerate(lines):
        y = CENTRE + (place - (len(lines) - 1) / 2) * 19
        words = Markup('<text class="tie-middle-words" x="{x}" y="{y}" dy=".35em">{t}</text>')
        parts.append(words.format(x=CENTRE, y=y, t=line))
    parts += [_end(tie, x, y) for tie, x, y in places]
    return Markup("").join([*parts, Markup("</svg>")])


def _place(number: int, of: int) -> tuple[float, float]:
    angle = number * 2 * pi / of - pi / 2
    return CENTRE + AROUND * cos(angle), CENTRE + AROUND * sin(angle)


def _line(tie: Tie, x: float, y: float) -> Markup:
    css = "tie tie-family" if tie.is_family else "tie"
    return Markup('<path class="{c}" d="M{m} {m}L{x:.1f} {y:.1f}"/>').format(c=css, m=CENTRE, x=x, y=y)


def _end(tie: Tie, x: float, y: float) -> Markup:
    css = "tie-end" if tie.slug else "tie-end tie-end-elsewhere"
    return Markup(
        '<circle class="{c}" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>'
        '<text class="tie-number" x="{x:.1f}" y="{y:.1f}" dy=".35em">{n}</text>'
    ).format(c=css, x=x, y=y, r=ROUND, n=tie.number)
