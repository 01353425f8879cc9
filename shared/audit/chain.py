"""Whether the log is whole: walk the chain, and find the first entry that is not what was written."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from shared.audit.table import ENTRY
from shared.audit.writing import BEFORE_ALL, seal, sealed_form
from shared.database import Database, Session

AT_ONCE = 1000


@dataclass(frozen=True)
class Head:
    """The last entry: its number (0 where there is none yet) and its seal. Kept elsewhere, it tells of all before it."""

    number: int
    seal: bytes

    def __str__(self) -> str:
        """As it is written down elsewhere."""
        return f"{self.number}:{self.seal.hex()}"


@dataclass(frozen=True)
class Checked:
    """What a walk found: how many entries are whole, and the first that is broken, with why."""

    entries: int
    broken: int | None = None
    why: str | None = None


def head_in(told: str) -> Head:
    """Read a head as it was written down. Raises ValueError for what is none."""
    number, _, hex_ = told.partition(":")
    found = Head(int(number), bytes.fromhex(hex_))
    if found.number < 0 or len(found.seal) != len(BEFORE_ALL):
        raise ValueError("a head is a number and 64 hexadecimal digits, with a colon between them")
    return found


async def head(database: Database) -> Head:
    """The last entry now."""
    async with database.reading() as session:
        newest = select(ENTRY.c.number, ENTRY.c.seal).order_by(ENTRY.c.number.desc()).limit(1)
        last = (await session.execute(newest)).first()
    return Head(last.number, bytes(last.seal)) if last else Head(0, BEFORE_ALL)


async def verify(database: Database, kept: Head | None = None) -> Checked:
    """Walk the whole chain, some entries at a time. kept: a head from earlier, which must stand where it stood."""
    number, before = 0, BEFORE_ALL
    if kept is not None and kept.number == 0 and kept.seal != BEFORE_ALL:
        return Checked(0, 0, "the head that was kept is not of an empty log")
    async with database.reading() as session:
        while rows := await _after(session, number):
            for row in rows:
                if row["number"] != number + 1:
                    return Checked(number, number + 1, "this entry is gone")
                number, before = number + 1, seal(before, sealed_form(row))
                if before != bytes(row["seal"]):
                    return Checked(number - 1, number, "this entry, or its place, was changed")
                if kept is not None and number == kept.number and before != kept.seal:
                    return Checked(number - 1, number, "the log was written anew since its head was kept")
    if kept is not None and number < kept.number:
        return Checked(number, number + 1, f"the log ends here, and went on to {kept.number} when its head was kept")
    return Checked(number)


async def _after(session: Session, number: int) -> list[dict[str, Any]]:
    following = select(ENTRY).where(ENTRY.c.number > number).order_by(ENTRY.c.number).limit(AT_ONCE)
    return [dict(row) for row in (await session.execute(following)).mappings()]
