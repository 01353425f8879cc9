"""What is true of accounts that nobody uses: warned twice, then erased (DOMAIN 9)."""

from datetime import date, timedelta
from enum import IntEnum

from shared.errors import Conflict

UNUSED = timedelta(days=730)
WARNED_BEFORE = timedelta(days=30)
WARNED_AGAIN_BEFORE = timedelta(days=7)
MOST_AT_ONCE = 500


class InUse(Conflict):
    """This account was used since; it stays."""


class Notice(IntEnum):
    """The how many-th warning."""

    FIRST = 1
    LAST = 2


def unused_since(today: date, before: timedelta) -> date:
    """The last day of use of accounts that are erased ``before`` from today, at the latest."""
    return today - UNUSED + before


def erased_on(today: date, used_on: date, notice: int) -> date:
    """When an account that is warned today is erased: after 24 months, and never sooner than the warning says."""
    return max(used_on + UNUSED, today + (WARNED_BEFORE if notice == Notice.FIRST else WARNED_AGAIN_BEFORE))
