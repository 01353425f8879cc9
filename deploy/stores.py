"""How a command reaches the stores themselves: the files of one process, or the database of one service apart."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any

from deploy.apart import service_named
from deploy.operator import OWNERS, runs_apart
from shared.bus.desk import Desk
from shared.bus.transport import ROUTES
from shared.database import Database
from shared.service import Service
from shared.settings import Settings, WrongSetting


@dataclass(frozen=True)
class Store:
    """One service and its database."""

    service: Service
    database: Database


@asynccontextmanager
async def stores(
    settings: Settings, name: str | None = None, others: Mapping[str, str] | None = None
) -> AsyncIterator[list[Store]]:
    """The stores of one service, or of all that share this process's files.

    others: more services apart, with the addresses of their databases. Raises WrongSetting when apart and no name was given.
    """
    if name == "gateway":
        raise WrongSetting("The gateway stores nothing: name network, agenda or notifications.")
    if name is None and (settings.database_url is not None or runs_apart(settings)):
        raise WrongSetting(
            "Name the service whose database LEERKRING_DATABASE_URL is: network, agenda or notifications."
        )
    wanted = {one: settings.store_of(one) for one in ([name] if name else OWNERS)}
    unknown = set(others or {}) - set(OWNERS)
    if unknown:
        raise WrongSetting(f"{', '.join(sorted(unknown))}: there is no store of that name.")
    async with AsyncExitStack() as stack:
        opened = []
        for one, url in {**wanted, **(others or {})}.items():
            service = service_named(one)
            database = Database(url, service.tables())
            stack.push_async_callback(database.close)
            opened.append(Store(service, database))
        yield opened


@asynccontextmanager
async def desks(
    settings: Settings, name: str | None = None, others: Mapping[str, str] | None = None
) -> AsyncIterator[list[Desk]]:
    """Where an operator sees the events of these stores."""
    async with stores(settings, name, others) as opened:
        yield [Desk(store.database, store.service.name, tuple(store.service.handlers)) for store in opened]


async def reconciled(opened: list[Desk], *, fix: bool) -> list[dict[str, Any]]:
    """Where listeners are behind those they hear, among the stores that are open."""
    by_name = {desk.service: desk for desk in opened}
    differences = [
        difference
        for route in ROUTES
        if route.consumer in by_name
        for source in route.hears
        if source in by_name
        for difference in await by_name[source].reconcile(by_name[route.consumer], fix=fix)
    ]
    return [asdict(difference) for difference in differences]
