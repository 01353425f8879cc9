"""What is stored of questions to one fellow member; the answer stands apart, so that each goes with who wrote it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Index, delete, exists, select
from sqlmodel import Field, col

from services.network.memberships.models.reports import Report
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class ExpertQuestion(NetworkStore, table=True):
    """One question of one member to another of the same network."""

    __tablename__ = "expert_question"
    __table_args__ = (Index("ix_expert_question_status_lapses_at", "status", "lapses_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id")
    asker_id: UUID = Field(foreign_key="membership.id", index=True)
    asked_id: UUID | None = Field(default=None, foreign_key="membership.id", index=True)
    """Who was asked; empty once they are gone."""
    text: str
    """Empty once it was taken away."""
    status: str = Field(max_length=20)
    asked_at: datetime = Field(sa_type=UTCDateTime)
    lapses_at: datetime = Field(sa_type=UTCDateTime)
    over_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    version: int


class ExpertAnswer(NetworkStore, table=True):
    """The answer to it."""

    __tablename__ = "expert_answer"

    expert_question_id: UUID = Field(foreign_key="expert_question.id", primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True)
    text: str


def forget_expert_questions(before: datetime) -> tuple[Delete, Delete]:
    """Remove the questions that were over before a moment, with their answers; not while a report about them waits."""
    reported = exists().where(col(Report.about_id) == col(ExpertQuestion.id), col(Report.answered_at).is_(None))
    old = select(col(ExpertQuestion.id)).where(col(ExpertQuestion.over_at) < before, ~reported)
    return (
        delete(ExpertAnswer).where(col(ExpertAnswer.expert_question_id).in_(old)),
        delete(ExpertQuestion).where(col(ExpertQuestion.over_at) < before, ~reported),
    )


def expert_answer_taken_away(expert_question_id: UUID) -> Delete:
    """Remove the answer to a question."""
    return delete(ExpertAnswer).where(col(ExpertAnswer.expert_question_id) == expert_question_id)
