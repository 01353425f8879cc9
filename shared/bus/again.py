"""How a service says again what it announced before, for who missed it or did not listen to it yet."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text, update

from shared.bus.outbox import PENDING, Outbox
from shared.database import Session
from shared.events.base import Event


async def say_again(
    session: Session, outbox: Outbox, types: Sequence[type[Event]], subjects: Sequence[UUID]
) -> set[UUID]:
    """Let what still stands in an outbox of these kinds about these leave once more, in the caller's transaction.

    Gives about which something stands there. Listeners know every event by its id, so who has it does nothing.
    """
    row = outbox.table
    about = (row.c.type.in_([kind.TYPE for kind in types]), row.c.subject.in_(subjects))
    again = {"status": PENDING, "attempts": 0, "next_at": None, "last_error": None}
    await session.execute(update(row).where(text("outbox.status = 1"), *about).values(again))
    return set((await session.execute(select(row.c.subject).where(*about).distinct())).scalars())
