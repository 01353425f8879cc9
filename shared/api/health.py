"""What every service can be asked about how it is itself: figures only, never what anybody wrote, and no names."""

from shared.api.page import Shape


class HealthView(Shape):
    """GET /health:own (gateway only): how one service is now. The gateway shows it to administrators of the platform alone."""

    service: str
    version: str
    store: str
    """What it keeps its rows in: ``sqlite`` or ``postgresql``."""
    database: bool
    """Whether its tables answer."""
    transport: bool
    """Whether the courier of events answers."""
    workers_down: int
    """How many of its workers are not at work."""
    outbox_pending: int
    outbox_oldest_seconds: float
    inbox_waiting: int
    inbox_dead: int
    counts: dict[str, float]
    """What it counts of its own, by a name of ``telemetry.COUNTED``."""
