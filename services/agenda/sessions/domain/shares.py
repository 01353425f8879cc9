"""Whose points take the time on agendas: the share of each perspective, with no figure of fewer than three people."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from services.agenda.sessions.domain.coverage import FEWEST_SHOWN

LOOKED_BACK = timedelta(days=365)


class PerspectiveMinutes(NamedTuple):
    """One perspective of a network: how many take part from it, and how many minutes its points took on agendas."""

    perspective: str
    members: int
    minutes: int


class Share(NamedTuple):
    """One perspective: whether it was heard at all, and of three people or more how much."""

    perspective: str
    is_heard: bool
    minutes: int | None
    percent: int | None


class Shares(NamedTuple):
    """How the time was shared; ``most``: the perspective that took more than half, ``unheard``: those that had none."""

    shares: Sequence[Share]
    most: str | None
    unheard: Sequence[str]


def shares_of(counted: Sequence[PerspectiveMinutes]) -> Shares:
    """Share out the minutes, the most first.

    A perspective of fewer than three people has no figure, and the others are counted among themselves: what is left out
    can then not be worked out from what is shown. Without any minutes nobody is unheard.
    """
    shown = [one for one in counted if one.members >= FEWEST_SHOWN]
    total = sum(one.minutes for one in shown)
    shares = [_share(one, total) for one in counted]
    shares.sort(key=lambda share: (-(share.minutes or 0), not share.is_heard, share.perspective))
    most = next((one.perspective for one in shown if len(shown) > 1 and one.minutes * 2 > total), None)
    is_anything = any(one.minutes for one in counted)
    return Shares(shares, most, [share.perspective for share in shares if is_anything and not share.is_heard])


def _share(one: PerspectiveMinutes, total: int) -> Share:
    is_heard = one.minutes > 0
    if one.members < FEWEST_SHOWN:
        return Share(one.perspective, is_heard, None, None)
    return Share(one.perspective, is_heard, one.minutes, round(one.minutes * 100 / total) if total else 0)
