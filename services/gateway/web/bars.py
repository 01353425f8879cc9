"""The balance of a network as bars, one per perspective, drawn as SVG; no bar tells a number below three."""

from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 280
ROW = 34
BAR = 16
BEGIN = 38.0
END = 272.0
LEAST_SCALE = 6
FEW = 1.5
"""How long a bar is, in people, that stands for one or two: the same for both."""


@dataclass(frozen=True)
class Bar:
    """One perspective. count: None where fewer than three take part. letters: at most two, so that colour is never alone."""

    code: str
    letters: str
    minimum: int
    count: int | None
    is_empty: bool


def draw_bars(bars: list[Bar], *, title: str, description: str) -> Markup:
    """Draw bars on one scale, each with a line at the number the network needs; a table beside them carries the words."""
    most = max([LEAST_SCALE, *(bar.count or 0 for bar in bars), *(bar.minimum for bar in bars)])
    parts = [
        Markup(
            '<svg class="drawing" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
            'aria-labelledby="balance-t balance-d"><title id="balance-t">{t}</title><desc id="balance-d">{d}</desc>'
        ).format(w=WIDTH, h=ROW * len(bars), t=title, d=description)
    ]
    parts += [_row(bar, place * ROW, (END - BEGIN) / most) for place, bar in enumerate(bars)]
    return Markup("").join([*parts, Markup("</svg>")])


def _row(bar: Bar, top: float, unit: float) -> Markup:
    css = bar.code.lower().replace("_", "-")
    y = top + (ROW - BAR) / 2
    drawn = Markup(
        '<g class="of-{c}"><text class="bar-letters" x="2" y="{m}" dy=".35em">{l}</text>'
        '<rect class="bar-track" x="{x}" y="{y}" width="{w}" height="{b}" rx="4"/>'
    ).format(c=css, l=bar.letters, m=top + ROW / 2, x=BEGIN, y=y, w=END - BEGIN, b=BAR)
    if bar.is_empty:
        drawn += _bar("bar-none", y, unit * FEW)
    elif bar.count is None:
        drawn += Markup(
            '<pattern id="few-{c}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<path d="M0 0V8" class="hatch"/></pattern>'
        ).format(c=css)
        drawn += _bar("bar-few", y, unit * FEW, fill=f"url(#few-{css})")
    else:
        drawn += _bar("bar", y, unit * bar.count)
    needed = BEGIN + unit * bar.minimum
    line = Markup('<path class="bar-needed" d="M{x:.1f} {a}V{z}"/></g>')
    return drawn + line.format(x=needed, a=y - 4, z=y + BAR + 4)


def _bar(css: str, y: float, width: float, fill: str = "") -> Markup:
    told = Markup(' fill="{f}"').format(f=fill) if fill else Markup("")
    return Markup('<rect class="{c}" x="{x}" y="{y}" width="{w:.1f}" height="{b}" rx="4"{f}/>').format(
        c=css, x=BEGIN, y=y, w=width, b=BAR, f=told
    )
