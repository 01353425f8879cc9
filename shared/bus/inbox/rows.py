"""What is stored of events that arrived, and what a worker needs to know of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import uniform
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Uuid,
    and_,
    or_,
    text,
)

from shared.bus.transport import Envelope, Unreadable
from shared.columns import UTCDateTime

READY, CLAIMED, DONE, RETRY, DEAD, IGNORED, DISCARDED = 0, 1, 2, 3, 6, 7, 8
STATES = {
    READY: "ready",
    CLAIMED: "claimed",
    DONE: "done",
    RETRY: "retry",
    DEAD: "dead",
    IGNORED: "ignored",
    DISCARDED: "discarded",
}
LADDER = (1, 5, 30, 120, 600, 3_600, 21_600, 86_400)
"""Seconds to wait after the first, second … failure; after the ninth an event is dead."""
MOST_CRASHES = 5
KEPT_DAYS = 42
DEAD_KEPT_DAYS = 14
"""How long an event that was given up can be looked at and retried: it may hold the id of somebody who was erased since."""
PURGED_AT_ONCE = 1000
MOST_KEPT_BYTES = 65_536
PATIENCE = 3
"""For so many failures of one version the next version of the same row waits; after that it goes first."""
_NAMESPACE = UUID("6c656572-6b72-5e67-8000-696e626f7800")


def inbox_table(metadata: MetaData) -> Table:
    """The table of events that arrived; a row stays 42 days, longer than any outbox can repeat it."""
    if "inbox" in metadata.tables:
        return metadata.tables["inbox"]
    due, held = text("state IN (0, 3)"), text("state IN (0, 1, 3)")
    return Table(
        "inbox",
        metadata,
        Column("consumer", String(60), primary_key=True),
        Column("id", Uuid, primary_key=True),
        Column("source", String(60), primary_key=True),
        Column("type", String(200)),
        Column("subject", Uuid),
        Column("version", Integer),
        Column("announced_at", UTCDateTime),
        Column("traceparent", String(60)),
        Column("body", LargeBinary),
        Column("body_hash", LargeBinary(32), nullable=False),
        Column("state", SmallInteger, nullable=False),
        Column("attempts", SmallInteger, nullable=False),
        Column("crashes", SmallInteger, nullable=False),
        Column("claim", Uuid),
        Column("lease_until", UTCDateTime),
        Column("next_at", UTCDateTime, nullable=False),
        Column("received_at", UTCDateTime, nullable=False),
        Column("done_at", UTCDateTime),
        Column("error", String(300)),
        Index("ix_inbox_due", "consumer", "next_at", "id", sqlite_where=due, postgresql_where=due),
        Index("ix_inbox_held", "consumer", "subject", "version", sqlite_where=held, postgresql_where=held),
        Index("ix_inbox_state_received_at", "state", "received_at"),
    )


def applied_table(metadata: MetaData) -> Table:
    """The table of how far a consumer is with each row of others; these stay for ever."""
    if "applied" in metadata.tables:
        return metadata.tables["applied"]
    return Table(
        "applied",
        metadata,
        Column("consumer", String(60), primary_key=True),
        Column("noun", String(60), primary_key=True),
        Column("subject", Uuid, primary_key=True),
        Column("version", Integer, nullable=False),
    )


@dataclass(frozen=True)
class Arrival:
    """What came in and what we think of it: READY, IGNORED (a type nobody knows) or DEAD with a reason."""

    id: UUID
    source: str
    body: bytes
    body_hash: bytes
    state: int
    envelope: Envelope | None = None
    error: str | None = None
    is_attack: bool = False

    @classmethod
    def of(cls, envelope: Envelope, state: int, error: str | None = None, *, is_attack: bool = False) -> "Arrival":
        """An event that can be read; a forged one gets an id of its own, lest it stand in for the real one."""
        body_hash = hash_of(envelope)
        id_ = uuid5(_NAMESPACE, f"{envelope.id}{body_hash.hex()}") if is_attack else envelope.id
        return cls(id_, envelope.source, envelope.data, body_hash, state, envelope, error, is_attack)

    @classmethod
    def unreadable(cls, item: Unreadable) -> "Arrival":
        """Something that is no event: dead at once, with its bytes."""
        body_hash = sha256(item.key.encode() + b"\0" + item.body).digest()
        id_ = uuid5(_NAMESPACE, body_hash.hex())
        return cls(id_, item.source, item.body, body_hash, DEAD, None, item.reason, item.is_attack)


@dataclass(frozen=True)
class Held:
    """An event that this worker claimed."""

    id: UUID
    source: str
    type: str
    subject: UUID
    version: int
    announced_at: datetime
    traceparent: str | None
    body: bytes
    attempts: int
    crashes: int


@dataclass(frozen=True)
class Failure:
    """A claimed event that could not be handled, and when to try again; None: never."""

    held: Held
    error: str
    next_at: datetime | None


class LostClaim(Exception):
    """Somebody else took over what this worker had claimed; its work is undone."""


def exactly(row: Table, events: Sequence[Any]) -> ColumnElement[bool]:
    """These events and no other: an id is its source's own, so the same one from elsewhere is another event."""
    of_source: dict[str, list[UUID]] = {}
    for one in events:
        of_source.setdefault(one.source, []).append(one.id)
    return or_(*(and_(row.c.source == source, row.c.id.in_(ids)) for source, ids in of_source.items()))


def hash_of(envelope: Envelope) -> bytes:
    """What an event says, in 32 bytes: the same id with another hash is somebody's forgery or mistake (F-48)."""
    head = f"{envelope.type}\0{envelope.subject}\0{envelope.version}\0".encode()
    return sha256(head + envelope.data).digest()


def wait_after(failures: int) -> timedelta | None:
    """How long to wait after so many failures, give or take 20 %; None when it was tried often enough."""
    if failures > len(LADDER):
        return None
    return timedelta(seconds=LADDER[failures - 1] * uniform(0.8, 1.2))  # noqa: S311 -- jitter, not a secret


def in_version_order(held: Sequence[Held]) -> list[Held]:
    """Oldest first, and the versions of one subject in their order."""
    of_subject: dict[UUID, list[Held]] = {}
    for one in held:
        of_subject.setdefault(one.subject, []).append(one)
    turns: dict[UUID, Iterator[Held]] = {
        subject: iter(sorted(ones, key=lambda one: one.version)) for subject, ones in of_subject.items()
    }
    return [next(turns[one.subject]) for one in held]
