"""Who speaks next in a session: every perspective has a turn before one has a second (J12)."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from shared.errors import Conflict

MOST_WAITING = 100
"""How many people can wait for a turn at once."""


class TurnOrderChanged(Conflict):
    """Somebody else is the next to speak by now."""


class TooManyTurns(Conflict):
    """So many people wait for a turn that no more can be added now."""


class Turn(NamedTuple):
    """One wish to say something, as it is stored."""

    id: UUID
    session_id: UUID
    network_id: UUID
    person_id: UUID | None
    """None: somebody without a phone, whom the facilitator wrote down."""
    perspective: str
    asked_at: datetime
    number: int | None
    """Which turn of the session it was, from 1; None while it waits."""
    ended_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether it was not given yet."""
        return self.number is None


def speaking_order(turns: Sequence[Turn]) -> list[Turn]:
    """The turns that wait, in the order in which they are given.

    Next is always the perspective that spoke longest ago, one that did not speak yet before all others; within a
    perspective who asked first. So while somebody of a perspective waits, no other perspective has two turns.
    """
    spoke = {turn.perspective: turn.number for turn in sorted(turns, key=_number) if turn.number is not None}
    last = max(spoke.values(), default=0)
    waiting: dict[str, deque[Turn]] = {}
    for turn in sorted((turn for turn in turns if turn.waits), key=lambda turn: (turn.asked_at, turn.id)):
        waiting.setdefault(turn.perspective, deque()).append(turn)
    order: list[Turn] = []
    while waiting:
        perspective = min(
            waiting, key=lambda name: (spoke.get(name, 0), waiting[name][0].asked_at, waiting[name][0].id)
        )
        order.append(waiting[perspective].popleft())
        last += 1
        spoke[perspective] = last
        if not waiting[perspective]:
            del waiting[perspective]
    return order


def speaker(turns: Sequence[Turn]) -> Turn | None:
    """Whose turn it is now: the last one that was given, unless it is over."""
    given = max((turn for turn in turns if not turn.waits), key=_number, default=None)
    return given if given is not None and given.ended_at is None else None


def next_number(turns: Sequence[Turn]) -> int:
    """Which turn of the session the next one is."""
    return max((_number(turn) for turn in turns), default=0) + 1


def check_is_next(turns: Sequence[Turn], turn_id: UUID) -> None:
    """Raise TurnOrderChanged for a turn that is not the next one."""
    order = speaking_order(turns)
    if not order or order[0].id != turn_id:
        raise TurnOrderChanged


def _number(turn: Turn) -> int:
    return turn.number or 0
