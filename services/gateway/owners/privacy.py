"""What the owners are asked about somebody's own data."""

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.my_data import DataGroup
from shared.api.network.privacy import (
    ChangePermission,
    DataExportOpened,
    DataExportStarted,
    ErasureAsked,
    ErasureLine,
    ErasureView,
    OpenDataExport,
    PermissionView,
    RequestErasure,
    RequestErasureFor,
)
from shared.api.page import Page

NETWORK = "network"


def my_data(service: str) -> Inquiry[list[DataGroup]]:
    """Everything that a service holds about who asks."""
    return get(service, "/my-data", list[DataGroup])


def request_erasure(request: RequestErasure, key: str | None) -> Inquiry[ErasureView]:
    """Ask that everything about oneself goes."""
    return post(NETWORK, "/erasures/mine", ErasureView, request, key)


def request_erasure_for(request: RequestErasureFor, key: str | None) -> Inquiry[ErasureView]:
    """Write down that somebody asked a privacy officer that everything about them goes."""
    return post(NETWORK, "/erasures:request", ErasureView, request, key)


def cancel_erasure(key: str | None) -> Inquiry[ErasureView]:
    """Think again, as long as nothing has gone yet."""
    return post(NETWORK, "/erasures/mine:cancel", ErasureView, None, key)


def my_erasure() -> Inquiry[ErasureView | None]:
    """One's own request that is not over."""
    return get(NETWORK, "/erasures/mine", ErasureView | None)


def erasure(asked: ErasureAsked) -> Inquiry[ErasureView]:
    """The request under a reference. Raises NotFound."""
    return post(NETWORK, "/erasures:show", ErasureView, asked)


def erasures(*, first: int, after: str | None) -> Inquiry[Page[ErasureLine]]:
    """All requests, for a privacy officer. Raises NotAllowed."""
    return get(NETWORK, "/erasures", Page[ErasureLine], first=first, after=after)


def request_export(key: str | None) -> Inquiry[DataExportStarted]:
    """Ask for a mail with a link to one's own data."""
    return post(NETWORK, "/data-exports/mine", DataExportStarted, None, key)


def open_export(asked: OpenDataExport) -> Inquiry[DataExportOpened]:
    """Use a link up. Raises the refusal of one that does not count."""
    return post(NETWORK, "/data-exports:open", DataExportOpened, asked)


def my_permissions() -> Inquiry[list[PermissionView]]:
    """What who asks allows."""
    return get(NETWORK, "/permissions/mine", list[PermissionView])


def change_permission(change: ChangePermission, key: str | None) -> Inquiry[list[PermissionView]]:
    """Allow a use, or no longer."""
    return post(NETWORK, "/permissions/mine", list[PermissionView], change, key)
