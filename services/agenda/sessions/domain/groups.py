"""How people are spread over groups, so that each has the most perspectives that it can have (C036, J12)."""

from collections.abc import Sequence
from itertools import cycle
from typing import NamedTuple
from uuid import UUID

from shared.errors import Invalid

FEWEST_GROUPS, MOST_GROUPS = 2, 30
FEWEST_IN_A_GROUP = 2
MOST_PEOPLE = 300


class GroupsNotPossible(Invalid):
    """So many groups cannot be made of these people: a group has at least two."""


class Somebody(NamedTuple):
    """One person to be placed. person_id: None for somebody who was counted and is not known by name."""

    person_id: UUID | None
    perspective: str


def check_groups(people: int, groups: int) -> None:
    """Raise GroupsNotPossible for a number of groups that these people cannot fill."""
    if people > MOST_PEOPLE or not FEWEST_GROUPS <= groups <= min(MOST_GROUPS, people // FEWEST_IN_A_GROUP):
        raise GroupsNotPossible(field="groups")


def mixed(people: Sequence[Somebody], groups: int) -> list[list[Somebody]]:
    """Spread people over groups whose sizes differ by at most one; the order of the people decides who sits where.

    Of all ways to do that, none gives the group with the fewest perspectives more, and among those the next one, and so
    on. Method: people are dealt out like cards, one perspective after the other, the small ones first. A perspective
    with at least as many people as there are groups is then in every group. A smaller one goes to as many different
    groups as it has people; and as the small ones are dealt without a gap, the numbers of them in two groups differ by
    at most one. So the sum of perspectives over all groups is the highest there can be, and spread as evenly as it can be.
    """
    by_perspective: dict[str, list[Somebody]] = {}
    for one in people:
        by_perspective.setdefault(one.perspective, []).append(one)
    small_first = sorted(by_perspective.values(), key=lambda same: len(same) >= groups)
    dealt: list[list[Somebody]] = [[] for _ in range(groups)]
    for group, one in zip(cycle(dealt), (one for same in small_first for one in same), strict=False):
        group.append(one)
    return dealt
