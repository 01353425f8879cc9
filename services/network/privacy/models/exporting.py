"""What is stored of taking one's data along: a request, and the hash of the link that was mailed for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, LargeBinary, delete, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class DataExport(NetworkStore, table=True):
    """One wish to take along everything the platform holds about oneself. The data itself is put together when it is fetched."""

    __tablename__ = "data_export"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    requested_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


def link_made(export_id: UUID, *, token_hash: bytes, now: datetime) -> ReturningUpdate[UUID, datetime]:
    """Put a fresh link in place of an earlier one, while it may still be used; gives person_id and expires_at."""
    return (
        update(DataExport)
        .where(col(DataExport.id) == export_id, col(DataExport.used_at).is_(None), col(DataExport.expires_at) > now)
        .values(token_hash=token_hash)
        .returning(col(DataExport.person_id), col(DataExport.expires_at))
    )


def link_used(token_hash: bytes, *, person_id: UUID, now: datetime) -> ReturningUpdate[UUID]:
    """Use a link up, by the person it was made for; gives its id to the first who comes, nothing to the second."""
    return (
        update(DataExport)
        .where(
            col(DataExport.token_hash) == token_hash,
            col(DataExport.person_id) == person_id,
            col(DataExport.used_at).is_(None),
            col(DataExport.expires_at) > now,
        )
        .values(used_at=now)
        .returning(col(DataExport.id))
    )


def exports_forgotten(before: datetime) -> Delete:
    """Remove requests whose link expired before a moment."""
    return delete(DataExport).where(col(DataExport.expires_at) < before)
