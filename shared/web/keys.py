"""Doing a thing once: the same key with the same input gives the same answer (DESIGN 3, F-22, A-44).

Answers hold names and addresses, so they are sealed under the key itself, of which only a hash is kept: nobody but who asks the
same again opens one.
"""

import hmac
import re
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, Uuid, delete, insert, select

from shared.columns import UTCDateTime
from shared.database import Session
from shared.errors import Invalid, KeyReused

NOBODY = UUID(int=0)
ONE_NONCE = bytes(12)
"""What seals an answer is made of the key, the person and the input, so it seals that answer only; fresh ones need no nonce."""
KEPT = timedelta(days=1)
"""How long asking the same again gives the same answer."""
USABLE = re.compile(r"[!-~](?:[ -~]{0,198}[!-~])?")


class KeyNotUsable(Invalid):
    """An Idempotency-Key is 1 to 200 printable ASCII characters."""


def request_key_table(metadata: MetaData) -> Table:
    """The table of keys that were used: one row per person and hash of a key, with a hash of the input and the sealed answer."""
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
                table.c.person_id == (person_id or NOBODY), table.c.key == _name(key)
            )
        )
    ).first()
    if row is None:
        return None
    if row.input_hash != _under(key, b"input", asked):
        raise KeyReused
    try:
        return _seals(key, person_id, asked).decrypt(ONE_NONCE, bytes(row.answer), None)
    except InvalidTag as error:
        raise KeyReused from error


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
        insert(table).values(
            person_id=person_id or NOBODY,
            key=_name(key),
            input_hash=_under(key, b"input", asked),
            answer=_seals(key, person_id, asked).encrypt(ONE_NONCE, answer, None),
            used_at=now,
        )
    )


def _name(key: str) -> str:
    return _under(key, b"name").hex()


def _seals(key: str, person_id: UUID | None, asked: bytes) -> AESGCM:
    return AESGCM(_under(key, b"seal", (person_id or NOBODY).bytes, asked))


def _under(key: str, *parts: bytes) -> bytes:
    return hmac.digest(key.encode(), b"\0".join(parts), sha256)


async def forget_used_keys(session: Session, metadata: MetaData, *, before: datetime) -> None:
    """Remove keys used before a moment, with the answers given: those hold words that their writer may have taken back since."""
    table = request_key_table(metadata)
    await session.execute(delete(table).where(table.c.used_at < before))
