"""Who is gone for good: a hash and a moment that outlive every replay (A-89)."""

from hashlib import sha256
from uuid import UUID

from sqlalchemy import Column, LargeBinary, MetaData, Table

from shared.columns import UTCDateTime

LAST_VERSION = 2**31 - 1
"""No event has a higher version: what is written down under it as gone for good stays so, whatever is heard after it."""


def tombstone_table(metadata: MetaData) -> Table:
    """The table of who is gone for good: a hash and a moment. Whatever is heard of them later is too late, whichever version it has."""
    if "tombstone" in metadata.tables:
        return metadata.tables["tombstone"]
    return Table(
        "tombstone",
        metadata,
        Column("person_hash", LargeBinary(32), primary_key=True),
        Column("erased_at", UTCDateTime, nullable=False),
    )


def person_hash(person_id: UUID) -> bytes:
    """What stays of an id: SHA-256 of 74 random bits and a time, from which nobody finds the id again."""
    return sha256(b"leerkring-person\0" + person_id.bytes).digest()
