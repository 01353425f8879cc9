"""A pass for a change counts once, on however many processes a service runs (A-30).

The number of the pass is kept by the transaction of the change itself: whoever comes with it again, also at the same moment, is
refused, and what was undone for another reason than a refusal did not use it up.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Column, MetaData, Table, Uuid, delete, insert
from sqlalchemy.exc import IntegrityError

from shared.bus.work import Door, Work
from shared.columns import UTCDateTime
from shared.database import Session
from shared.errors import NotSignedIn, Refusal
from shared.web.desk import Asked

Result = TypeVar("Result")
KEPT = timedelta(minutes=2)
"""Longer than a pass can count on any clock that agrees with the signer's within its skew: 60 s and twice 5 s."""


def used_pass_table(metadata: MetaData) -> Table:
    """The table of passes that were used, by their numbers."""
    if "used_pass" in metadata.tables:
        return metadata.tables["used_pass"]
    return Table(
        "used_pass",
        metadata,
        Column("jti", Uuid, primary_key=True),
        Column("used_at", UTCDateTime, nullable=False),
    )


async def change_once(door: Door, by: Asked, operation: Callable[[Work], Awaitable[Result]]) -> Result:
    """Run an operation in one transaction that uses up the pass it came with; a refusal uses it up in one of its own.

    Raises NotSignedIn for a pass that was used.
    """

    async def once(work: Work) -> Result:
        await _use_up(work, door, by)
        return await operation(work)

    try:
        return await door.change(once, by.viewer)
    except Refusal as refusal:
        if not refusal.keeps_changes:
            with suppress(NotSignedIn):
                await use_up(door, by)
        raise


async def use_up(door: Door, by: Asked) -> None:
    """Use up a pass before what it is for, where that takes several transactions. Raises NotSignedIn for one that was used."""
    await door.change_at_once(lambda work: _use_up(work, door, by))


async def _use_up(work: Work, door: Door, by: Asked) -> None:
    table = used_pass_table(door.database.metadata)
    try:
        await work.session.execute(insert(table).values(jti=by.jti, used_at=work.now))
    except IntegrityError as error:
        raise NotSignedIn from error


async def forget_used_passes(session: Session, metadata: MetaData, *, now: datetime) -> None:
    """Remove the numbers of passes that count no more by themselves."""
    table = used_pass_table(metadata)
    await session.execute(delete(table).where(table.c.used_at < now - KEPT))
