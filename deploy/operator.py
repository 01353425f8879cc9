"""How an operator asks the services: straight in their apps where they share a process's files, over HTTP where they run apart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import RootModel

from shared.asking import App, Asking
from shared.settings import Settings, WrongSetting

OWNERS = ("network", "agenda", "notifications")
LONGEST_SECONDS = 60.0


class Json(RootModel[dict[str, Any]]):
    """What is sent, as plain JSON; the service that is asked checks it, as it does for every program outside."""


class Operator:
    """Asks with the operator's pass."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def ask(self, service: str, path: str, /, **params: Any) -> Any:
        """GET something, as plain JSON. Raises the owner's Refusal."""
        return await self._asking.ask(service, "GET", path, Any, params=params, deadline=LONGEST_SECONDS)

    async def tell(self, service: str, path: str, /, **body: Any) -> Any:
        """POST something, as plain JSON. Raises the owner's Refusal."""
        return await self._asking.ask(service, "POST", path, Any, body=Json(body), deadline=LONGEST_SECONDS)


def runs_apart(settings: Settings) -> bool:
    """Whether the settings say that services run in processes of their own."""
    return any(getattr(settings, f"{owner}_url") is not None for owner in OWNERS) or settings.broker_url is not None


@asynccontextmanager
async def operator(settings: Settings, *, at_work: bool = False) -> AsyncIterator[Operator]:
    """Somebody to ask the services through.

    at_work: in one process, also do here what comes by itself (send, hear, keep the clock) while this is open, and begin
    when what was announced before has been heard.
    Apart it needs the operator's key in LEERKRING_SIGNING_KEY and the addresses of the services.
    """
    if runs_apart(settings):
        async with _over_http(settings) as asking:
            yield Operator(asking)
        return
    from deploy.single import House  # only here, so that an operator of services apart need not load them

    house = House(settings)
    async with house.at_work() if at_work else house.open():
        if at_work:
            await house.until_quiet()
        yield Operator(house.operator)


@asynccontextmanager
async def _over_http(settings: Settings) -> AsyncIterator[Asking]:
    from deploy.apart import office_of
    from shared.bus.work import clock_of

    if settings.signing_key is None:
        raise WrongSetting(
            "Setting LEERKRING_SIGNING_KEY is missing: an operator signs with the key that leerkring deploy keys made."
        )
    owners: dict[str, str | App] = {
        owner: str(url) for owner in OWNERS if (url := getattr(settings, f"{owner}_url")) is not None
    }
    asking = Asking(owners, office_of(settings, "operator"), clock_of(settings).now)
    try:
        yield asking
    finally:
        await asking.close()
