"""What is true of being away for a while, and of leaving: how long a place is kept, and how long leaving can be undone."""

from datetime import datetime, timedelta

from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.people.domain.ages import ParentalPermissionRequired
from shared.errors import Conflict

KEPT_FOR = timedelta(days=365)
"""How long the place of somebody who is away is kept (J21)."""
UNDONE_FOR = timedelta(days=14)
"""How long somebody who left by themselves can come back by themselves."""


class CannotComeBack(Conflict):
    """You cannot come back by yourself any more; ask a coordinator of this network."""


class PlaceIsKept(Conflict):
    """You are away from this network for a while, and your place is kept; come back from your pause."""


class PlaceHasChanged(Conflict):
    """This place is in another state now; there is nothing to tell about it."""


def check_not_kept(status: MembershipStatus | None) -> None:
    """Raise PlaceIsKept, or ParentalPermissionRequired: who has a place already takes no second way to it.

    Coming back has its own way, which keeps perspective and roles and tells what happened meanwhile; and what a parent or
    guardian was asked is not asked a second time beside it.
    """
    if status is MembershipStatus.PAUSED:
        raise PlaceIsKept
    if status is MembershipStatus.AWAITING_PARENTAL_PERMISSION:
        raise ParentalPermissionRequired


def may_come_back(status: MembershipStatus, may_return_until: datetime | None, now: datetime) -> bool:
    """Whether somebody can take part again by themselves: who is away always, who left for two weeks."""
    if status is MembershipStatus.PAUSED:
        return True
    return status is MembershipStatus.ENDED and may_return_until is not None and may_return_until > now
