"""What is true of two versions of minutes: what was added and what was taken out, line by line."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

LineChange = Literal["SAME", "ADDED", "REMOVED"]


class WrittenPart(NamedTuple):
    """One part of one version of minutes. key: which part it is, the same in each version."""

    key: str
    title: str
    text: str


class ChangedLine(NamedTuple):
    """One line, and whether it stands in both versions or in one of them."""

    change: LineChange
    text: str


class ChangedPart(NamedTuple):
    """One part, line by line."""

    title: str
    lines: list[ChangedLine]


def compare(before: Sequence[WrittenPart], after: Sequence[WrittenPart]) -> list[ChangedPart]:
    """Lay two versions side by side: every part of the later one, then those that it lost."""
    earlier = {part.key: part for part in before}
    later = {part.key for part in after}
    gone = [WrittenPart(part.key, part.title, "") for part in before if part.key not in later]
    return [
        ChangedPart(part.title, _lines(earlier[part.key].text if part.key in earlier else "", part.text))
        for part in (*after, *gone)
    ]


def _lines(before: str, after: str) -> list[ChangedLine]:
    old, new = before.splitlines(), after.splitlines()
    found: list[ChangedLine] = []
    for what, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [ChangedLine("SAME", line) for line in new[from_new:to_new]]
            continue
        found += [ChangedLine("REMOVED", line) for line in old[from_old:to_old]]
        found += [ChangedLine("ADDED", line) for line in new[from_new:to_new]]
    return found
