"""All four in one process on the embedded bus: the only place where services meet."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from time import monotonic

from fastapi import FastAPI

from deploy.face import Face
from services.agenda.main import SERVICE as AGENDA
from services.network.main import SERVICE as NETWORK
from services.notifications.main import SERVICE as NOTIFICATIONS
from shared.access import PassOffice, keys_from
from shared.asking import App, Asking
from shared.bus.embedded import EmbeddedTransport
from shared.bus.work import Clock, clock_of
from shared.service import Running, Service
from shared.settings import Settings, WrongSetting
from shared.web.health import Health, health_routes
from shared.web.routing import put_on

SIGNERS = ("gateway", "notifications", "operator")
"""Who asks others, and so signs passes; network and agenda only check them."""


class House:
    """The four services in this process; each asks the ones before it straight in their apps."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        _refuse_settings_for_apart(settings)
        self.settings = settings
        self.clock = clock or clock_of(settings)
        self._keys = keys_from(settings.var / "keys", SIGNERS)
        owners: dict[str, str | App] = {}
        self.services: dict[str, Running] = {}
        for service in (NETWORK, AGENDA, NOTIFICATIONS):
            self.services[service.name] = self._running(service, owners)
            owners = {**owners, service.name: self.services[service.name].app}
        self.operator = Asking(owners, self._office("operator"), self.clock.now)
        self.face = Face(settings, clock=self.clock, office=self._office("gateway"), owners=owners)
        put_on(self.face.app, [health_routes(self.health, settings)])

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Have every store migrated and every route answer; nothing happens by itself."""
        async with AsyncExitStack() as stack:
            for running in self.services.values():
                await stack.enter_async_context(running.open())
            yield

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[FastAPI]:
        """Open, and do what comes by itself. Gives the gateway's app, the one address for people."""
        transport = EmbeddedTransport()
        async with AsyncExitStack() as stack:
            await transport.open()
            stack.push_async_callback(transport.close)
            for running in self.services.values():
                await stack.enter_async_context(running.at_work(transport, alone=True))
            await stack.enter_async_context(self.face.at_work(transport))
            stack.callback(self._let_go)
            yield self.face.app

    async def until_quiet(self, seconds: float = 15) -> None:
        """Wait, at most so long, until everything announced has left and was handled; the house must be at work."""
        until = monotonic() + seconds
        while monotonic() < until:
            if not any(one.outbox_pending or one.inbox_waiting for one in await self.health()):
                return
            await asyncio.sleep(0.05)

    async def health(self) -> list[Health]:
        """How each of the four is."""
        return [self.face.health(), *[await running.health() for running in self.services.values()]]

    def _let_go(self) -> None:
        for workers in (self.face.workers, *[running.workers for running in self.services.values()]):
            workers.let_go()  # all at once, so that stopping takes as long as the slowest and not as their sum

    def _running(self, service: Service, owners: Mapping[str, str | App]) -> Running:
        return Running(service, self.settings, clock=self.clock, office=self._office(service.name), owners=owners)

    def _office(self, issuer: str) -> PassOffice:
        return PassOffice(issuer, self._keys.get(issuer), self._keys)


def _refuse_settings_for_apart(settings: Settings) -> None:
    for name in ("broker_url", "database_url", "network_url", "agenda_url", "notifications_url"):
        if getattr(settings, name) is not None:
            raise WrongSetting(
                f"Setting LEERKRING_{name.upper()} is for services that run apart: "
                "name one (leerkring serve network), or leave the setting empty."
            )
