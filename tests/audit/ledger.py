"""Acts for a log to write down, and hands that meddle with it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, text

from services.agenda.main import SERVICE
from shared.access import PassOffice, Viewer
from shared.asking import Asking
from shared.audit.table import ENTRY
from shared.audit.verbs import Kind, Verb
from shared.bus.outbox import Outbox
from shared.bus.work import Door, Work
from shared.database import Database
from shared.migrations import migrate
from shared.settings import Environment, Settings
from tests.workplace import StandingClock

NETWORK = UUID("0190a000-0000-7000-8000-0000000000aa")


class Ledger:
    """The log of one service."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.database = door.database

    async def note(
        self, person_id: UUID | None, *, verb: Verb = Verb.GOAL_SET, kind: Kind = Kind.GOAL, **more: Any
    ) -> None:
        """Do something in a transaction of its own."""
        about = {"subject": uuid4(), "network_id": NETWORK, **more}

        async def act(work: Work) -> None:
            work.note(verb, kind, **about)

        await self.door.change(act, Viewer("gateway", person_id))

    async def entries(self) -> Sequence[Any]:
        """Everything in it, in order."""
        async with self.database.reading() as session:
            return (await session.execute(select(ENTRY).order_by(ENTRY.c.number))).mappings().all()

    async def run(self, *statements: str) -> None:
        """Run statements of somebody who has the database, but not its triggers, in their power."""
        async with self.database.writing() as session:
            for statement in statements:
                await session.execute(text(statement))
            await session.commit()

    async def meddle(self, *statements: str) -> None:
        """Run statements of somebody who owns the database: what refuses them is taken away first."""
        names = ("audit_entry_stays",) if not self.database.is_sqlite else ("audit_entry_stays", "audit_entry_remains")
        where = "" if self.database.is_sqlite else " ON audit_entry"
        await self.run(*(f"DROP TRIGGER {name}{where}" for name in names), *statements)


@asynccontextmanager
async def opened(url: str, var: Path) -> AsyncIterator[Ledger]:
    """An empty log at this address."""
    database, clock = Database(url, SERVICE.tables()), StandingClock()
    await migrate(database, SERVICE.migrations, SERVICE.name)
    asking = Asking({}, PassOffice(SERVICE.name, None, {}), clock.now)
    settings = Settings(env=Environment.TEST, var=var)
    try:
        yield Ledger(Door(SERVICE.name, database, Outbox(database, SERVICE.name), clock, asking, settings))
    finally:
        await database.close()
