"""What can be told of questions to one fellow member: to who asked, to who was asked, and to who answers a report about one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.expert_questions import ExpertQuestionStatus
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.expert_questions import ExpertAnswer, ExpertQuestion
from services.network.memberships.models.reports import Report
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, MOST_AT_ONCE
from services.network.people.models.accounts import Person
from services.network.people.queries.accounts import names
from shared.database import Session

MOST_SHOWN = 50
HERE = (MembershipStatus.ACTIVE.value, MembershipStatus.PAUSED.value)
OPEN = ExpertQuestionStatus.OPEN.value

ExpertQuestionRow = Row[*tuple[Any, ...]]
"""One question: id, network_id, text, status, asked_at, lapses_at, over_at, answer, asker_id, asker_name, asker_avatar, asked_id,
asked_name, asked_avatar."""


async def expert_questions_of(session: Session, *, network_id: UUID, person_id: UUID) -> Sequence[ExpertQuestionRow]:
    """What somebody asked and was asked in a network, what waits first, then newest first; at most fifty."""
    own = select(col(Membership.id)).where(
        col(Membership.network_id) == network_id, col(Membership.person_id) == person_id
    )
    found = _rows().where(or_(col(ExpertQuestion.asker_id).in_(own), col(ExpertQuestion.asked_id).in_(own)))
    waits_first = (col(ExpertQuestion.status) == OPEN).desc()
    found = found.order_by(waits_first, col(ExpertQuestion.asked_at).desc(), col(ExpertQuestion.id))
    return (await session.execute(found.limit(MOST_SHOWN))).all()


async def expert_question(session: Session, expert_question_id: UUID) -> ExpertQuestionRow | None:
    """One question."""
    return (await session.execute(_rows().where(col(ExpertQuestion.id) == expert_question_id))).first()


async def expert_question_to_change(session: Session, expert_question_id: UUID) -> ExpertQuestion | None:
    """One question; others that would change it wait."""
    found = select(ExpertQuestion).where(col(ExpertQuestion.id) == expert_question_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def voice_of(session: Session, *, network_id: UUID, person_id: UUID) -> Row[str, list[str], str | None] | None:
    """From which perspectives somebody takes part, and in which band their age is: perspective, also, age_band."""
    found = (
        select(col(Membership.perspective), col(Membership.also), col(Person.age_band))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.network_id) == network_id,
            col(Membership.person_id) == person_id,
            col(Membership.status) == ACTIVE,
        )
    )
    return (await session.execute(found)).first()


async def asked_since(session: Session, person_id: UUID, since: datetime) -> int:
    """How many questions somebody asked since a moment, in all networks."""
    found = (
        select(func.count())
        .select_from(ExpertQuestion)
        .join(Membership, col(Membership.id) == col(ExpertQuestion.asker_id))
        .where(col(Membership.person_id) == person_id, col(ExpertQuestion.asked_at) > since)
    )
    return int((await session.execute(found)).scalar_one())


async def waits_for(session: Session, *, asker_id: UUID, asked_id: UUID) -> bool:
    """Whether a question of this membership waits for that one."""
    found = select(col(ExpertQuestion.id)).where(
        col(ExpertQuestion.asker_id) == asker_id,
        col(ExpertQuestion.asked_id) == asked_id,
        col(ExpertQuestion.status) == OPEN,
    )
    return await session.scalar(found.limit(1)) is not None


async def questions_over(session: Session, now: datetime) -> Sequence[ExpertQuestion]:
    """Open questions whose time is over, or of which one of both takes part no more; at most 200, others that would end them skip these."""
    gone = or_(
        col(ExpertQuestion.asked_id).is_(None),
        *(
            select(col(Membership.id)).where(col(Membership.id) == side, col(Membership.status).not_in(HERE)).exists()
            for side in (col(ExpertQuestion.asker_id), col(ExpertQuestion.asked_id))
        ),
    )
    over = select(ExpertQuestion).where(
        col(ExpertQuestion.status) == OPEN, or_(col(ExpertQuestion.lapses_at) <= now, gone)
    )
    over = over.order_by(col(ExpertQuestion.lapses_at), col(ExpertQuestion.id)).limit(MOST_AT_ONCE)
    return (await session.scalars(over.with_for_update(skip_locked=True))).all()


async def reported_about(session: Session, expert_question_id: UUID) -> Sequence[UUID | None]:
    """Whose text the reports about this question or its answer are about that wait for an answer now."""
    found = (
        select(col(Membership.person_id))
        .select_from(Report)
        .outerjoin(Membership, col(Membership.id) == col(Report.membership_id))
        .where(col(Report.about_id) == expert_question_id, col(Report.answered_at).is_(None))
    )
    return (await session.scalars(found)).all()


def _rows() -> Select[*tuple[Any, ...]]:
    asker, asked, asker_name, asked_name = aliased(Membership), aliased(Membership), names(), names().alias("asked")
    return (
        select(
            col(ExpertQuestion.id),
            col(ExpertQuestion.network_id),
            col(ExpertQuestion.text),
            col(ExpertQuestion.status),
            col(ExpertQuestion.asked_at),
            col(ExpertQuestion.lapses_at),
            col(ExpertQuestion.over_at),
            col(ExpertAnswer.text).label("answer"),
            col(asker.person_id).label("asker_id"),
            asker_name.c.display_name.label("asker_name"),
            asker_name.c.avatar.label("asker_avatar"),
            col(asked.person_id).label("asked_id"),
            asked_name.c.display_name.label("asked_name"),
            asked_name.c.avatar.label("asked_avatar"),
        )
        .join(asker, col(asker.id) == col(ExpertQuestion.asker_id))
        .join(asker_name, asker_name.c.id == col(asker.person_id))
        .outerjoin(asked, col(asked.id) == col(ExpertQuestion.asked_id))
        .outerjoin(asked_name, asked_name.c.id == col(asked.person_id))
        .outerjoin(ExpertAnswer, col(ExpertAnswer.expert_question_id) == col(ExpertQuestion.id))
    )
