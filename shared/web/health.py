"""Whether a process lives, whether it can do its work, and what it counts: for load balancers and for Prometheus."""

import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.errors import NotFound
from shared.settings import Environment, Settings
from shared.telemetry import COUNTED, INBOX_DEAD, INBOX_WAITING, OUTBOX_OLDEST_SECONDS, OUTBOX_PENDING, TRANSPORT_UP
from shared.web.desk import Asker, Desk
from shared.web.edge import only

OWN_HEALTH = "/health:own"
VERSION = version("leerkring")


@dataclass(frozen=True)
class Health:
    """How one service is.

    database: its tables answer and are at the newest version. transport: the courier of events answers; without it
    everything goes on and events wait, so it does not make a service unready. workers: which are at work, by name.
    counts: what the service counts of its own, by a name of ``telemetry.COUNTED``.
    """

    service: str
    database: bool = True
    transport: bool = True
    workers: dict[str, bool] = field(default_factory=dict)
    outbox_pending: int = 0
    outbox_oldest_seconds: float = 0
    inbox_waiting: int = 0
    inbox_dead: int = 0
    counts: dict[str, float] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether requests belong here now."""
        return self.database and all(self.workers.values())

    @property
    def status(self) -> str:
        """ready; degraded: it answers, but something waits for an operator or a courier; or not ready."""
        if not self.ready:
            return "not ready"
        return "ready" if self.transport and not self.inbox_dead else "degraded"

    def count(self) -> None:
        """Show it to Prometheus."""
        OUTBOX_PENDING.labels(self.service).set(self.outbox_pending)
        OUTBOX_OLDEST_SECONDS.labels(self.service).set(self.outbox_oldest_seconds)
        INBOX_WAITING.labels(self.service).set(self.inbox_waiting)
        INBOX_DEAD.labels(self.service).set(self.inbox_dead)
        TRANSPORT_UP.labels(self.service).set(self.transport)
        for name, figure in self.counts.items():
            COUNTED[name].labels(self.service).set(figure)


def health_routes(measure: Callable[[], Awaitable[Sequence[Health]]], settings: Settings) -> APIRouter:
    """Routes that need no pass: /health/live, /health/ready (503 when requests should go elsewhere) and /metrics.

    In production the details and the metrics are for who knows LEERKRING_METRICS_KEY; others see the status alone (A-96).
    """
    routes = APIRouter(include_in_schema=False)

    def may_see(request: Request) -> bool:
        if settings.env is not Environment.PRODUCTION:
            return True
        key = settings.metrics_key.get_secret_value() if settings.metrics_key else ""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return bool(key) and hmac.compare_digest(given.encode(), key.encode())

    @routes.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @routes.get("/health/ready")
    async def ready(request: Request) -> JSONResponse:
        parts = await measure()
        status = next(
            (word for word in ("not ready", "degraded") if any(part.status == word for part in parts)), "ready"
        )
        body: dict[str, object] = {"status": status}
        if may_see(request):
            body["services"] = [{"status": part.status, **asdict(part)} for part in parts]
        return JSONResponse(
            body, status_code=503 if status == "not ready" else 200, headers={"Cache-Control": "no-store"}
        )

    @routes.get("/metrics")
    async def metrics(request: Request) -> Response:
        if not may_see(request):
            raise NotFound
        for part in await measure():
            part.count()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return routes


def own_health_routes() -> APIRouter:
    """GET /health:own, for the gateway alone: how this service is (shared/api/health), told over its own edge.

    ``app.state.health`` measures it.
    """
    routes = APIRouter(include_in_schema=False)

    @routes.get(OWN_HEALTH)
    async def own_health(request: Request, asker: Asker) -> dict[str, Any]:
        only("gateway").check(asker)
        desk: Desk = request.app.state.desk
        health: Health = await request.app.state.health()
        return {
            "service": health.service,
            "version": VERSION,
            "store": desk.door.database.kind,
            "database": health.database,
            "transport": health.transport,
            "workers_down": sum(not up for up in health.workers.values()),
            "outbox_pending": health.outbox_pending,
            "outbox_oldest_seconds": health.outbox_oldest_seconds,
            "inbox_waiting": health.inbox_waiting,
            "inbox_dead": health.inbox_dead,
            "counts": health.counts,
        }

    return routes
