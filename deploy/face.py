"""The gateway at work: its app, and the pages it keeps current when something happens."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI

from services.gateway.handlers import HANDLERS
from services.gateway.main import create_app
from shared.access import PassOffice
from shared.asking import App, Asking
from shared.bus.consumer import LiveListener
from shared.bus.transport import ROUTES, Envelope, Transport
from shared.bus.work import Clock
from shared.events.base import Event
from shared.service import Workers
from shared.settings import Settings
from shared.web.health import Health


class Face:
    """The gateway in this process; it stores nothing and asks the owners everything."""

    def __init__(
        self, settings: Settings, *, clock: Clock, office: PassOffice, owners: Mapping[str, str | App]
    ) -> None:
        self.asking = Asking(dict(owners), office, clock.now)
        self.app: FastAPI = create_app(settings, self.asking, clock)
        self.workers = Workers("gateway")
        self.transport: Transport | None = None

    @asynccontextmanager
    async def at_work(self, transport: Transport) -> AsyncIterator[None]:
        """Answer, and tell open pages what happens."""
        self.transport = transport
        async with self.app.router.lifespan_context(self.app):
            try:
                for route in ROUTES:
                    if route.consumer == "gateway":
                        self.workers.start("live", LiveListener(transport, route, self._heard).run)
                yield
            finally:
                await self.workers.stop()
                await self.asking.close()

    def health(self) -> Health:
        """How it is; the owners tell for themselves."""
        transport = self.transport is not None and self.transport.is_up()
        return Health(service="gateway", transport=transport, workers=dict(self.workers.up))

    async def _heard(self, event: Event, _envelope: Envelope) -> None:
        handler = HANDLERS.get(type(event))
        if handler is not None:
            await handler(self.app.state.hub, event)
