"""What is true of taking part: who may, from which perspective, and what may be told about how many do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.network.networks.domain import NetworkStatus, Perspective
from shared.errors import Conflict, NotAllowed

SMALLEST_TOLD = 3
"""Fewer people than this are never counted aloud: with one or two, a number points at somebody."""
GUARDED = frozenset({Perspective.YOUNG_PERSON, Perspective.PARENT})
"""Who takes part for themselves: their telephone, mail and home are never shown to others (PR-6)."""


class MembershipStatus(StrEnum):
    """Whether somebody takes part now (DOMAIN 6); who is invited or asked to join has no membership yet."""

    AWAITING_PARENTAL_PERMISSION = "AWAITING_PARENTAL_PERMISSION"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    ENDED = "ENDED"
    REMOVED = "REMOVED"

    @property
    def is_over(self) -> bool:
        """Whether somebody left or was removed."""
        return self in {MembershipStatus.ENDED, MembershipStatus.REMOVED}


class NotAMember(NotAllowed):
    """Only members of this network may see this."""


class WrongPerspective(Conflict):
    """This network does not ask for this perspective."""


class TakesNoMembers(Conflict):
    """This network has ended or went on as another one; nobody can start to take part."""


@dataclass(frozen=True)
class Balance:
    """Whether enough people take part from one perspective, and how many where that may be told."""

    perspective: Perspective
    present: bool
    is_empty: bool
    count: int | None


def check_can_take_part(*, status: NetworkStatus, asked_for: Sequence[Perspective], perspective: Perspective) -> None:
    """Raise TakesNoMembers or WrongPerspective; a network that asks for no perspective in particular takes them all."""
    if not status.takes_members:
        raise TakesNoMembers
    if asked_for and perspective not in asked_for:
        raise WrongPerspective(field="perspective")


def check_may_see_members(*, is_member: bool) -> None:
    """Raise NotAMember for somebody who does not take part now."""
    if not is_member:
        raise NotAMember


def balance_of(minima: Mapping[Perspective, int], taking_part: Mapping[Perspective, int]) -> Sequence[Balance]:
    """The balance of a network, in the order of ``minima``; numbers under three are not told, and cannot be worked out.

    One and two read the same: were they told apart by a minimum of two, the answer would count aloud after all. So one or
    two are enough where at most two are needed.
    minima: how many people the network needs at least, by perspective. taking_part: how many do.
    """
    return [_told(perspective, minimum, taking_part.get(perspective, 0)) for perspective, minimum in minima.items()]


def _told(perspective: Perspective, minimum: int, number: int) -> Balance:
    if 0 < number < SMALLEST_TOLD:
        return Balance(perspective, present=minimum < SMALLEST_TOLD, is_empty=False, count=None)
    return Balance(perspective, present=number >= minimum, is_empty=number == 0, count=number or None)
