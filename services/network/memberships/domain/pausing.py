"""What is true of being away for a while, and of leaving: how long a place is kept, and how long leaving can be undone."""

from datetime import datetime, timedelta

from services.network.memberships.domain.taking_part import MembershipStatus
from shared.errors import Conflict

KEPT_FOR = timedelta(days=365)
"""How long the place of somebody who is away is kept (J21)."""
UNDONE_FOR = timedelta(days=14)
"""How long somebody who left by themselves can come back by themselves."""


class CannotComeBack(Conflict):
    """You cannot come back by yourself any more; ask a coordinator of this network."""


class PlaceHasChanged(Conflict):
    """This place is in another state now; there is nothing to tell about it."""


def may_come_back(status: MembershipStatus, may_return_until: datetime | None, now: datetime) -> bool:
    """Whether somebody can take part again by themselves: who is away always, who left for two weeks."""
    if status is MembershipStatus.PAUSED:
        return True
    return status is MembershipStatus.ENDED and may_return_until is not None and may_return_until > now
