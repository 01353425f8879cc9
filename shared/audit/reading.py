"""What the log can tell: of a network to its coordinators, and to a person what was done with their own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from shared.audit.table import ENTRY, PERSON
from shared.audit.verbs import By, Kind, Verb
from shared.database import Session

ABOUT_AN_ACCOUNT = (
    Kind.PERSON,
    Kind.PASSKEY,
    Kind.MACHINE_TOKEN,
    Kind.CALENDAR_FEED,
    Kind.OUTSIDE_IDENTITY,
    Kind.DEVICE,
    Kind.SIGN_IN,
    Kind.ERASURE,
)


@dataclass(frozen=True)
class Entry:
    """One act. person_id: who did it, while the log still knows."""

    number: int
    at: datetime
    by: By
    person_id: UUID | None
    verb: Verb
    kind: Kind
    subject: UUID | None
    reason: str | None


async def of_network(
    session: Session, network_id: UUID, *, kind: Kind | None, first: int, before: int | None
) -> list[Entry]:
    """What was done in a network, the newest first, from before an entry's number."""
    about = ENTRY.c.network_id == network_id
    return await _entries(session, about if kind is None else and_(about, ENTRY.c.kind == kind.value), first, before)


async def of_person(session: Session, person_id: UUID, *, first: int, before: int | None) -> list[Entry]:
    """What was done with somebody's account, by them or by others, the newest first."""
    reference = await session.scalar(select(PERSON.c.reference).where(PERSON.c.person_id == person_id))
    if reference is None:
        return []
    kinds = [kind.value for kind in ABOUT_AN_ACCOUNT]
    mine = or_(ENTRY.c.subject == reference, and_(ENTRY.c.by_reference == reference, ENTRY.c.kind.in_(kinds)))
    return await _entries(session, mine, first, before)


async def _entries(session: Session, about: ColumnElement[bool], first: int, before: int | None) -> list[Entry]:
    found = (
        select(ENTRY, PERSON.c.person_id)
        .join(PERSON, PERSON.c.reference == ENTRY.c.by_reference, isouter=True)
        .where(about)
        .order_by(ENTRY.c.number.desc())
        .limit(first)
    )
    if before is not None:
        found = found.where(ENTRY.c.number < before)
    rows: Sequence[Any] = (await session.execute(found)).mappings().all()
    return [
        Entry(
            number=row["number"],
            at=row["at"],
            by=By(row["by"]),
            person_id=row["person_id"],
            verb=Verb(row["verb"]),
            kind=Kind(row["kind"]),
            subject=row["subject"],
            reason=row["reason"],
        )
        for row in rows
    ]
