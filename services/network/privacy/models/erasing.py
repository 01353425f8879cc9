"""What is stored of being erased: the request under a random reference, who answered, and how a person is taken out of every table."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Table, Update, delete, or_, select, update
from sqlalchemy.sql.dml import ReturningDelete
from sqlmodel import Field, col

from services.network.people.models.accounts import Person
from services.network.people.models.signing_in import SignIn, asked_with
from services.network.people.models.vault import Sealed
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id

METADATA = NetworkStore.metadata
ANOTHERS = frozenset({"expert_answer.expert_question_id"})
"""Columns by which words of somebody else belong to a row of somebody: they go with it, and are not theirs to be told (C058)."""


class ErasureRequest(NetworkStore, table=True):
    """One request to be erased. Who it is about, and where the last mail goes, stand here only until that is done."""

    __tablename__ = "erasure_request"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    reference: str = Field(unique=True, max_length=40)
    person_id: UUID | None = Field(default=None, index=True)
    address: str | None = Field(default=None, sa_type=Sealed)
    traces: str | None = Field(default=None, sa_type=Sealed)
    """By which names and in which networks others may have written about them, until every service has answered."""
    language: str = Field(max_length=2)
    reason: str = Field(max_length=20)
    status: str = Field(max_length=20, index=True)
    requested_at: datetime = Field(sa_type=UTCDateTime)
    starts_at: datetime = Field(sa_type=UTCDateTime)
    deadline_at: datetime = Field(sa_type=UTCDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    listed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When it was written into the list that is kept apart from every backup."""
    asked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    asked: int = 0
    """How often the services were asked."""
    mailed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class ErasureAnswer(NetworkStore, table=True):
    """One service that holds nothing of somebody any more."""

    __tablename__ = "erasure_answer"

    erasure_id: UUID = Field(foreign_key="erasure_request.id", primary_key=True)
    service: str = Field(max_length=20, primary_key=True)
    answered_at: datetime = Field(sa_type=UTCDateTime)


def person_uprooted(person_id: UUID) -> Iterator[Update | Delete]:
    """Take a person out of every table of network, in order: rows that are theirs go, columns that may be empty are emptied."""
    people: Table = METADATA.tables[str(Person.__tablename__)]
    yield from _uprooted(people, people.c.id == person_id)


def _uprooted(table: Table, rows: ColumnElement[bool]) -> Iterator[Update | Delete]:
    for other in METADATA.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is not table or other is table:
                continue
            of_these = key.parent.in_(select(key.column).where(rows))
            if key.parent.nullable:
                yield update(other).where(of_these).values({key.parent.name: None})
            else:
                yield from _uprooted(other, of_these)
    yield delete(table).where(rows)


def sign_ins_erased(address: str) -> Delete:
    """Remove what is known of an address that asked to sign in."""
    return delete(SignIn).where(asked_with(address))


def proofs_forgotten(before: datetime) -> list[ReturningDelete[UUID] | Delete]:
    """Remove the proofs of requests that ended before a moment."""
    old = select(col(ErasureRequest.id)).where(
        or_(col(ErasureRequest.completed_at) < before, col(ErasureRequest.requested_at) < before),
        col(ErasureRequest.status).in_(["COMPLETED", "CANCELLED"]),
    )
    return [
        delete(ErasureAnswer).where(col(ErasureAnswer.erasure_id).in_(old)),
        delete(ErasureRequest).where(col(ErasureRequest.id).in_(old)),
    ]


def rows_of_person(person_id: UUID) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Every table with rows that are a person's own, once each, and which rows: they all go when they are erased."""
    people: Table = METADATA.tables[str(Person.__tablename__)]
    yield from _rows(people, people.c.id == person_id)
    yield METADATA.tables["erasure_request"], METADATA.tables["erasure_request"].c.person_id == person_id


def _rows(table: Table, rows: ColumnElement[bool]) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield table, rows
    for other in METADATA.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is not table or other is table or key.parent.nullable:
                continue
            if f"{other.name}.{key.parent.name}" not in ANOTHERS:
                yield from _rows(other, key.parent.in_(select(key.column).where(rows)))
