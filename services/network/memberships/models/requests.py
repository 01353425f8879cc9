"""What is stored of asking to take part."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Index, delete, text
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class IntakeQuestion(NetworkStore, table=True):
    """The one question that a network asks of who wants to take part, where it has one of its own."""

    __tablename__ = "intake_question"

    network_id: UUID = Field(foreign_key="network.id", primary_key=True)
    question: str


class JoinRequest(NetworkStore, table=True):
    """That somebody asks to take part in a network, from which perspective and why, and what came of it."""

    __tablename__ = "join_request"
    __table_args__ = (
        Index(
            "uq_join_request_open",
            "network_id",
            "person_id",
            unique=True,
            sqlite_where=text("status = 'OPEN'"),
            postgresql_where=text("status = 'OPEN'"),
        ),
        Index("ix_join_request_status_lapses_at", "status", "lapses_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    perspective: str = Field(max_length=40)
    answer: str
    status: str = Field(max_length=20)
    asked_at: datetime = Field(sa_type=UTCDateTime)
    lapses_at: datetime = Field(sa_type=UTCDateTime)
    message: str | None = None
    """What the network answered, in the words of its coordinator."""
    answered_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    over_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    version: int


def forget_requests(before: datetime) -> Delete:
    """Remove the requests that were over before a moment."""
    return delete(JoinRequest).where(col(JoinRequest.over_at) < before)
