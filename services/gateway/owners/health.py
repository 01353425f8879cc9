"""What every service is asked about how it is itself."""

from services.gateway.owners.inquiry import Inquiry, get
from shared.api.health import HealthView

SERVICES = ("network", "agenda", "notifications")


def own_health(service: str) -> Inquiry[HealthView]:
    """How one service is now. Raises Unavailable when it does not answer."""
    return get(service, "/health:own", HealthView)
