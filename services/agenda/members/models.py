"""What is stored of members: the newest that network told about each membership."""

from uuid import UUID

from sqlalchemy import Index, Insert
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Field, col

from services.agenda.members.domain import MemberStatus
from shared.database import AgendaStore


class Member(AgendaStore, table=True):
    """One membership; ``version`` is network's, and what is older than it was heard too late."""

    __tablename__ = "member"
    __table_args__ = (
        Index("ix_member_network_id_person_id", "network_id", "person_id"),
        Index("ix_member_person_id", "person_id"),
    )

    membership_id: UUID = Field(primary_key=True)
    network_id: UUID
    person_id: UUID
    perspective: str
    role: str
    status: str
    version: int


def newest_wins(
    *,
    membership_id: UUID,
    network_id: UUID,
    person_id: UUID,
    perspective: str | None,
    role: str | None,
    status: MemberStatus,
    version: int,
) -> Insert:
    """Write a membership in one statement, unless a newer version stands; facts that are None stay as they were."""
    told = insert(Member).values(
        membership_id=membership_id,
        network_id=network_id,
        person_id=person_id,
        perspective=perspective or "",
        role=role or "",
        status=status.value,
        version=version,
    )
    known = {"status": status, "version": version, "perspective": perspective, "role": role}
    return told.on_conflict_do_update(
        index_elements=[col(Member.membership_id)],
        set_={name: told.excluded[name] for name, fact in known.items() if fact is not None},
        where=col(Member.version) < told.excluded.version,
    )
