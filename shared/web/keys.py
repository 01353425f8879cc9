"""Doing a thing once: the same key with the same input gives the same answer (DESIGN 3, F-22, A-44)."""

import re
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Column, LargeBinary, MetaData, String, Table, Uuid, delete, insert, select

from shared.columns import UTCDateTime
from shared.database import Session
from shared.errors import Invalid, KeyReused

NOBODY = UUID(int=0)
KEPT = timedelta(days=1)
"""How long asking the same again gives the same answer."""
USABLE = re.compile(r"[!-~](?:[ -~]{0,198}[!-~])?")


class KeyNotUsable(Invalid):
    """An Idempotency-Key is 1 to 200 printable ASCII characters."""


def request_key_table(metadata: MetaData) -> Table:
    """The table of keys that were used: one row per person and key, with a hash of the input and the answer given."""
    if "request_key" in metadata.tables:
        return metadata.tables["request_key"]
    return Table(
        "request_key",
        metadata,
        Column("person_id", Uuid, primary_key=True),
        Column("key", String(200), primary_key=True),
        Column("input_hash", LargeBinary(32), nullable=False),
        Column("answer", LargeBinary, nullable=False),
        Column("used_at", UTCDateTime, nullable=False, index=True),
    )


def check_key(key: str) -> str:
    """Give back a key that every database keeps as it is. Raises KeyNotUsable."""
    if not USABLE.fullmatch(key):
        raise KeyNotUsable
    return key


def input_hash(method: str, path: str, body: bytes) -> bytes:
    """What was asked, in 32 bytes."""
    return sha256(b"\0".join((method.encode(), path.encode(), body))).digest()


async def earlier_answer(
    session: Session, metadata: MetaData, *, person_id: UUID | None, key: str, asked: bytes
) -> bytes | None:
    """The answer given before under this key, or None. Raises KeyReused when the input was different."""
    table = request_key_table(metadata)
    row = (
        await session.execute(
            select(table.c.input_hash, table.c.answer).where(
                table.c.person_id == (person_id or NOBODY), table.c.key == key
            )
        )
    ).first()
    if row is None:
        return None
    if row.input_hash != asked:
        raise KeyReused
    return bytes(row.answer)


async def remember_answer(
    session: Session,
    metadata: MetaData,
    *,
    person_id: UUID | None,
    key: str,
    asked: bytes,
    answer: bytes,
    now: datetime,
) -> None:
    """Keep the answer in the transaction that made it true."""
    table = request_key_table(metadata)
    await session.execute(
        insert(table).values(person_id=person_id or NOBODY, key=key, input_hash=asked, answer=answer, used_at=now)
    )


async def forget_used_keys(session: Session, metadata: MetaData, *, before: datetime) -> None:
    """Remove keys used before a moment, with the answers given: those hold words that their writer may have taken back since."""
    table = request_key_table(metadata)
    await session.execute(delete(table).where(table.c.used_at < before))
