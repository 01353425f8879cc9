"""What is stored of reports: what they are about by its id, never its text; who reported stands apart, and goes with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Index, delete, or_, select
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class Report(NetworkStore, table=True):
    """That something was reported, by when it is answered, and what came of it."""

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_network_id_answered_at", "network_id", "answered_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id")
    kind: str = Field(max_length=20)
    about_id: UUID
    """The text; for how somebody behaves, their membership."""
    within_id: UUID | None = None
    """The session of the minutes that a remark belongs to."""
    membership_id: UUID | None = Field(default=None, foreign_key="membership.id", index=True)
    """Whose text or behaviour it is, where that is known and it is one person; empty once they are gone."""
    reason: str = Field(max_length=20)
    reported_at: datetime = Field(sa_type=UTCDateTime)
    due_at: datetime = Field(sa_type=UTCDateTime)
    outcome: str | None = Field(default=None, max_length=20)
    answered_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)


class ReportWriter(NetworkStore, table=True):
    """One of several people who wrote what was reported; none of them answers it."""

    __tablename__ = "report_writer"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    report_id: UUID = Field(foreign_key="report.id", index=True)
    membership_id: UUID | None = Field(default=None, foreign_key="membership.id", index=True)
    """Empty once they are gone."""


class Reporter(NetworkStore, table=True):
    """Who reported it, what they said of it, and what they are told; all of it goes when they are erased."""

    __tablename__ = "reporter"

    report_id: UUID = Field(foreign_key="report.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    words: str | None = None
    answer: str | None = None


def forget_reports(*, answered: datetime, made: datetime) -> tuple[Delete, ...]:
    """Remove the reports that were answered before a moment or made before another, with who made them."""
    is_old = or_(col(Report.answered_at) < answered, col(Report.reported_at) < made)
    old = select(col(Report.id)).where(is_old)
    return (
        delete(Reporter).where(col(Reporter.report_id).in_(old)),
        delete(ReportWriter).where(col(ReportWriter.report_id).in_(old)),
        delete(Report).where(is_old),
    )
