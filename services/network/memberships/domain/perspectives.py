"""What is true of somebody who knows more than one side: they may speak from several perspectives, and speak from one at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from services.network.memberships.domain.taking_part import WrongPerspective
from services.network.networks.domain import Perspective
from shared.errors import Conflict, Invalid


class PerspectiveMissing(Invalid):
    """Somebody takes part from at least one perspective."""


class PerspectiveNotGiven(Conflict):
    """A coordinator of this network did not give you this perspective."""


@dataclass(frozen=True)
class PerspectiveChange:
    """What has to happen to the perspectives of somebody, and from which they speak then."""

    speaks_from: Perspective
    also: Sequence[Perspective]
    given: Sequence[Perspective]
    taken: Sequence[Perspective]


def perspective_change(
    *,
    speaks_from: Perspective,
    also: Collection[Perspective],
    wanted: Collection[Perspective],
    asked_for: Sequence[Perspective],
) -> PerspectiveChange:
    """Compare what somebody may speak from with what they should; who loses the one they speak from gets the first that stays.

    Only what the network asks for is given anew, in the order of the network; what somebody has already may stay. A network
    that asks for none in particular has them all. Raises PerspectiveMissing, WrongPerspective.
    """
    if not wanted:
        raise PerspectiveMissing(field="perspectives")
    held = {speaks_from, *also}
    order = sorted(Perspective, key=lambda one: asked_for.index(one) if one in asked_for else len(asked_for))
    kept = [one for one in order if one in wanted]
    given = [one for one in kept if one not in held]
    if asked_for and not set(given).issubset(asked_for):
        raise WrongPerspective(field="perspectives")
    now = speaks_from if speaks_from in wanted else next((one for one in kept if one in held), kept[0])
    return PerspectiveChange(
        speaks_from=now,
        also=[one for one in kept if one is not now],
        given=given,
        taken=[one for one in order if one in held and one not in wanted],
    )


def check_given(perspective: Perspective, also: Collection[str]) -> None:
    """Raise PerspectiveNotGiven for one that nobody lets them speak from."""
    if perspective not in also:
        raise PerspectiveNotGiven(field="perspective")
