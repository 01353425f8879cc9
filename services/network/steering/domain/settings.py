"""What is true of a network's own settings: who may change them, and where a network can go in its life (DOMAIN 6)."""

import re
import unicodedata
from collections.abc import Mapping

from services.network.networks.domain import NetworkStatus
from shared.errors import Conflict, NotAllowed

KINDS = (
    "learning_network",
    "network",
    "network_family",
    "consortium",
    "programme",
    "expert_group",
    "advisory_council",
    "regional_collaboration",
)
"""What an administrator can begin."""
GROUP = "working_group"
"""What coordinators can begin inside their network."""
LONGEST_SLUG = 60
NEXT: Mapping[NetworkStatus, frozenset[NetworkStatus]] = {
    NetworkStatus.PREPARING: frozenset({NetworkStatus.ACTIVE, NetworkStatus.ARCHIVED}),
    NetworkStatus.ACTIVE: frozenset({NetworkStatus.PAUSED, NetworkStatus.ARCHIVED}),
    NetworkStatus.PAUSED: frozenset({NetworkStatus.ACTIVE, NetworkStatus.ARCHIVED}),
    NetworkStatus.SUCCEEDED: frozenset(),
    NetworkStatus.ARCHIVED: frozenset({NetworkStatus.ACTIVE}),
}
"""Where a network can go by choosing so; SUCCEEDED is reached by naming a successor, and for good."""


class AdministratorNeeded(NotAllowed):
    """Only an administrator of the platform may do this."""


class NotYourOwnCoordinator(Conflict):
    """Somebody else is the first coordinator: who looks after the platform decides nothing inside a network."""


class StatusNotNext(Conflict):
    """A network cannot go there from where it is now."""


class GroupInGroup(Conflict):
    """A group inside a network has no groups of its own."""


class NetworkIsOver(Conflict):
    """This network has ended; nothing new begins in it."""


def check_goes_on(status: NetworkStatus) -> None:
    """Raise NetworkIsOver for a network that has ended: it reads on (DOMAIN 6, J22)."""
    if not status.takes_members:
        raise NetworkIsOver


def check_next_status(now: NetworkStatus, wanted: NetworkStatus) -> None:
    """Raise StatusNotNext where the life of a network does not lead."""
    if wanted is not now and wanted not in NEXT[now]:
        raise StatusNotNext(field="status")


def check_may_begin(
    *, is_group: bool, coordinates_parent: bool, is_administrator: bool, may_coordinate: type[NotAllowed]
) -> None:
    """Raise who is missing: a coordinator of the network around a group, an administrator for everything else."""
    if is_group and not coordinates_parent:
        raise may_coordinate
    if not is_group and not is_administrator:
        raise AdministratorNeeded


def check_somebody_else(*, is_group: bool, first_coordinator: str, own_address: str | None) -> None:
    """Raise NotYourOwnCoordinator for an administrator who would carry the network they let begin (C034, A-40).

    Whoever coordinates a network may coordinate the groups in it.
    """
    if not is_group and first_coordinator == own_address:
        raise NotYourOwnCoordinator(field="coordinator_email")


def slug_of(name: str) -> str:
    """The short name in the address: plain letters, digits and dashes; ``netwerk`` where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_SLUG].strip("-") or "netwerk"
