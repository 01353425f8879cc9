"""How it is written: at the end of the transaction that did it, one transaction at a time, each entry sealed over the one before."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import MetaData, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_once  # SQLite reads the same ON CONFLICT

from shared.access import Viewer
from shared.audit.table import ENTRY, PERSON
from shared.audit.verbs import By, Kind, Verb
from shared.database import Session, one_at_a_time
from shared.tombstones import person_hash, tombstone_table

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
BEFORE_ALL = bytes(32)
"""What the first entry is sealed over."""
TOMBSTONE = tombstone_table(MetaData())


@dataclass(frozen=True)
class Note:
    """One act: ids and codes only.

    subject: the id of the thing; of a person it is kept as their reference. by: the person, where it is not who asks.
    reason: a code. Raises ValueError for one that is none, so that words can never come in (A-85).
    """

    verb: Verb
    kind: Kind
    subject: UUID | None
    network_id: UUID | None = None
    reason: str | None = None
    by: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse whatever could be words."""
        if self.reason is not None and not CODE.fullmatch(self.reason):
            raise ValueError("the reason of an entry in the audit log is a code")


def who(viewer: Viewer) -> By:
    """Who acts, as what: what nobody asked for, the clock or an event did."""
    if viewer.is_person:
        return By.PERSON
    return {"operator": By.OPERATOR, "gateway": By.STRANGER}.get(viewer.service, By.CLOCK)


def seal(before: bytes, entry: Sequence[Any]) -> bytes:
    """Seal an entry over the seal before it: SHA-256 of that and of the entry as compact JSON (number, at, …, reason)."""
    return sha256(before + json.dumps(entry, separators=(",", ":")).encode()).digest()


def sealed_form(row: Any) -> list[Any]:
    """What of an entry is sealed: all of it, each value written in one way."""
    at: datetime = row["at"]
    ids = {name: row[name].hex if row[name] else None for name in ("by_reference", "subject", "network_id")}
    return [
        row["number"],
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        row["by"],
        ids["by_reference"],
        row["verb"],
        row["kind"],
        ids["subject"],
        ids["network_id"],
        row["reason"],
    ]


async def write(session: Session, notes: Sequence[Note], *, viewer: Viewer, at: datetime) -> None:
    """Add entries to the chain. It is the last thing a transaction does, for from here to its end no other adds any."""
    await session.flush()
    await one_at_a_time(session, "audit")
    actors = [note.by or viewer.person_id for note in notes]
    subjects = [note.subject for note in notes if note.kind is Kind.PERSON]
    references = await _references(session, {one for one in (*actors, *subjects) if one is not None})
    last = (
        await session.execute(select(ENTRY.c.number, ENTRY.c.seal).order_by(ENTRY.c.number.desc()).limit(1))
    ).first()
    number, before = (last.number, bytes(last.seal)) if last else (0, BEFORE_ALL)
    rows = []
    for note, actor in zip(notes, actors, strict=True):
        number += 1
        row: dict[str, Any] = {
            "number": number,
            "at": at,
            "by": By.PERSON.value if actor else who(viewer).value,
            "by_reference": references[actor] if actor else None,
            "verb": note.verb.value,
            "kind": note.kind.value,
            "subject": references[note.subject] if note.kind is Kind.PERSON and note.subject else note.subject,
            "network_id": note.network_id,
            "reason": note.reason,
        }
        before = row["seal"] = seal(before, sealed_form(row))
        rows.append(row)
    await session.execute(insert(ENTRY), rows)


async def _references(session: Session, people: set[UUID]) -> dict[UUID, UUID]:
    """The references of people; who is gone for good gets one that is nobody's."""
    if not people:
        return {}
    known = await _known(session, people)
    unknown = people - known.keys()
    if not unknown:
        return known
    hashes = {person_hash(one): one for one in unknown}
    stones = select(TOMBSTONE.c.person_hash).where(TOMBSTONE.c.person_hash.in_(hashes))
    gone = {hashes[bytes(stone)] for stone in (await session.scalars(stones)).all()}
    here = [{"reference": uuid4(), "person_id": one} for one in sorted(unknown - gone)]
    if here:
        await session.execute(insert_once(PERSON).on_conflict_do_nothing(), here)
    return {**known, **{one: uuid4() for one in gone}, **{row["person_id"]: row["reference"] for row in here}}


async def _known(session: Session, people: set[UUID]) -> dict[UUID, UUID]:
    found = await session.execute(select(PERSON.c.person_id, PERSON.c.reference).where(PERSON.c.person_id.in_(people)))
    return {row.person_id: row.reference for row in found}


async def unlink(session: Session, person_id: UUID) -> None:
    """Let the log name somebody no more: their entries stay under a reference that is nobody's (DOMAIN 9)."""
    await one_at_a_time(session, "audit")
    await session.execute(delete(PERSON).where(PERSON.c.person_id == person_id))
