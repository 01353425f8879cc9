"""What is true of going on as another network: who can be a successor, and that nobody is moved by force (J22)."""

from uuid import UUID

from services.network.networks.domain import NetworkStatus
from shared.errors import Conflict, Invalid


class NoSuccessor(Invalid):
    """This network cannot be the successor."""


class HasEnded(Conflict):
    """This network has ended already, or goes on as another one."""


class DidNotGoOn(Conflict):
    """This network did not go on as another one."""


def check_can_succeed(
    *, network_id: UUID, status: NetworkStatus, successor_id: UUID, successor_status: NetworkStatus
) -> None:
    """Raise HasEnded or NoSuccessor: a network that still goes on can go over into another one that takes members."""
    if status in {NetworkStatus.SUCCEEDED, NetworkStatus.ARCHIVED}:
        raise HasEnded
    if network_id == successor_id or not successor_status.takes_members:
        raise NoSuccessor(field="successor_slug")
