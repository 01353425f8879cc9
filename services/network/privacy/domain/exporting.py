"""What is true of taking one's data along."""

from datetime import timedelta

from shared.errors import Conflict

LINK_COUNTS = timedelta(hours=24)
EXPORTS_A_DAY = 5
WITHHELD = frozenset(
    {
        "join_request.answered_by",
        "removal.answered_by",
        "removal.removed_by",
        "restriction.answered_by",
        "restriction.decided_by",
    }
)
"""Who decided about somebody: they read what and why and can object, and never by whom (PR-7). Of a name in the vault they do (PR-5)."""


class TooManyExports(Conflict):
    """You asked for your data five times today; use the newest mail, or try again tomorrow."""


class ExportOver(Conflict):
    """This link does not count any more; ask for a new one."""
