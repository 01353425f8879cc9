"""What a benchmark says: a figure, its reference from the same run, their ratio, and the target."""

import platform
import resource
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

VERSIONS = ("fastapi", "strawberry-graphql", "sqlalchemy", "aio-pika", "aiosmtplib", "psycopg", "aiosqlite")


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    ours and reference hold one value per run, in ``unit``; a reference may be missing where the target is absolute.
    better says whether more or less is better, target is what we aim for, in words.
    """

    part: str
    what: str
    unit: str
    ours: Sequence[float]
    against: str
    reference: Sequence[float] = ()
    target: str = ""

    @property
    def ratio(self) -> str:
        """Median of the ratios run by run, ours through reference."""
        if not self.reference:
            return ""
        return f"{statistics.median(a / b for a, b in zip(self.ours, self.reference, strict=True)):.2f}"


def show(figures: Sequence[Figure]) -> None:
    """Print the table and the versions it was measured with."""
    table = Table(title="Leerkring, medians; ratios are pairs of the same run")
    for name in ("", "what", "ours", "reference", "ratio", "target", "against"):
        table.add_column(name, justify="right" if name in {"ours", "reference", "ratio"} else "left")
    for figure in figures:
        reference = f"{statistics.median(figure.reference):,.1f}" if figure.reference else ""
        ours = f"{statistics.median(figure.ours):,.1f} {figure.unit}"
        table.add_row(figure.part, figure.what, ours, reference, figure.ratio, figure.target, figure.against)
    console = Console(width=150)
    console.print(table)
    packages = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    console.print(f"Python {sys.version.split()[0]} on {platform.machine()}; {packages}")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def resident_mib() -> float:
    """What this process holds now, in MiB (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
