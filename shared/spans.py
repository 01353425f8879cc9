"""Stretches of time: in order, with those that touch as one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]
"""When something starts and when it ends."""


def joined(spans: Iterable[Span], *, gap: timedelta = timedelta()) -> list[Span]:
    """The same times in order; those that overlap, touch or lie no further than ``gap`` from each other are one."""
    found: list[Span] = []
    for starts_at, ends_at in sorted(spans):
        if found and starts_at <= found[-1][1] + gap:
            found[-1] = (found[-1][0], max(found[-1][1], ends_at))
        else:
            found.append((starts_at, ends_at))
    return found
