"""How a command reaches the stores themselves: the files of one process, or the database of one service apart."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from deploy.apart import service_named
from deploy.operator import OWNERS, runs_apart
from shared.database import Database
from shared.service import Service, store_of
from shared.settings import Settings, WrongSetting


@dataclass(frozen=True)
class Store:
    """One service and its database."""

    service: Service
    database: Database


@asynccontextmanager
async def stores(settings: Settings, name: str | None = None) -> AsyncIterator[list[Store]]:
    """The stores of one service, or of all that share this process's files. Raises WrongSetting when apart and no name was given."""
    if name == "gateway":
        raise WrongSetting("The gateway stores nothing: name network, agenda or notifications.")
    if name is None and (settings.database_url is not None or runs_apart(settings)):
        raise WrongSetting(
            "Name the service whose database LEERKRING_DATABASE_URL is: network, agenda or notifications."
        )
    async with AsyncExitStack() as stack:
        opened = []
        for one in [name] if name else OWNERS:
            service = service_named(one)
            database = Database(store_of(settings, one), service.tables())
            stack.push_async_callback(database.close)
            opened.append(Store(service, database))
        yield opened
