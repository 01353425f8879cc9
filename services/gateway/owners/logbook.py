"""What the owners are asked about what was done."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get
from shared.api.audit import AuditEntry

KEEPERS = ("network", "agenda")
"""Who keeps a log of what was done in networks."""


def log_of_network(
    service: str, network_id: UUID, *, kind: str | None, first: int, before: int | None
) -> Inquiry[list[AuditEntry]]:
    """What was done in a network, newest first. Raises NotFound, NotAllowed for who does not coordinate it."""
    return get(service, f"/networks/{network_id}/log", list[AuditEntry], kind=kind, first=first, before=before)


def my_log(*, first: int, before: int | None) -> Inquiry[list[AuditEntry]]:
    """What was done with the account of who asks, newest first."""
    return get("network", "/log/mine", list[AuditEntry], first=first, before=before)
