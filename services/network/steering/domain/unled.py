"""What is true of a network that nobody coordinates: an administrator may ask somebody, and decides nothing else (C034)."""

from services.network.steering.domain.settings import AdministratorNeeded
from shared.errors import Conflict

MOST_TOLD = 20
"""At most so many administrators hear of it."""


class HasCoordinator(Conflict):
    """This network has a coordinator, who decides about it."""


def check_may_ask(*, is_administrator: bool) -> None:
    """Raise AdministratorNeeded."""
    if not is_administrator:
        raise AdministratorNeeded


def check_unled(*, coordinators: int) -> None:
    """Raise HasCoordinator: whoever coordinates a network asks others to do so too, and nobody else does (A-40)."""
    if coordinators:
        raise HasCoordinator
