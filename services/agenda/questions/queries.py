"""What questions can tell, each reader only what they may see; the filter stands in the SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.queries import (
    NETWORKS_OF_READER,
    READER_ID,
    active_among,
    is_over_of_row,
    left_to,
    reader,
    standing_of_row,
)
from services.agenda.questions.domain import (
    ON_AGENDA,
    PROPOSED,
    WITHDRAWN,
    QuestionFacts,
    QuestionStatus,
    SeenQuestion,
    Track,
    document_of,
)
from services.agenda.questions.models import Question
from shared.database import Session
from shared.search.document import Document

Key = tuple[datetime, UUID]
MOST_LEFT = 100
FACTS: Sequence[Mapped[Any]] = [col(getattr(Question, name)) for name in QuestionFacts._fields]
STANDING = standing_of_row(col(Question.network_id))
VISIBLE = select(STANDING, is_over_of_row(col(Question.network_id)), *FACTS).where(
    or_(
        col(Question.status) == ON_AGENDA,
        and_(col(Question.status) == PROPOSED, Standing.MEMBER.value <= STANDING),
        Standing.COORDINATOR.value <= STANDING,
        col(Question.proposed_by) == READER_ID,
    )
)
"""Questions that the reader may know of, with how the reader stands in their network; the filter is domain.may_see in SQL."""


class QuestionPage(NamedTuple):
    """Questions, newest first, and the key of the last one when there are more."""

    questions: list[SeenQuestion]
    next_key: Key | None


async def question_seen(session: Session, person_id: UUID | None, question_id: UUID) -> SeenQuestion | None:
    """One question, or None where this person may not know of it."""
    found = await questions_seen(session, person_id, [question_id])
    return found[0] if found else None


async def questions_seen(session: Session, person_id: UUID | None, question_ids: Sequence[UUID]) -> list[SeenQuestion]:
    """Those of these questions that this person may know of, in the order asked."""
    statement = VISIBLE.where(col(Question.id).in_(question_ids))
    found = {seen.question.id: seen for seen in await _seen(session, person_id, statement)}
    return [found[question_id] for question_id in dict.fromkeys(question_ids) if question_id in found]


async def questions_of_network(
    session: Session,
    person_id: UUID | None,
    network_id: UUID,
    *,
    status: QuestionStatus | None,
    track: Track | None,
    first: int,
    after: Key | None,
) -> QuestionPage:
    """The questions of one network that this person may know of."""
    statement = VISIBLE.where(col(Question.network_id) == network_id)
    if status is not None:
        statement = statement.where(col(Question.status) == status)
    if track is not None:
        statement = statement.where(col(Question.track) == track)
    return await _page(session, person_id, statement, first=first, after=after)


async def left_questions(session: Session, successor_id: UUID) -> list[QuestionFacts]:
    """The open questions of the networks that go on as this one, oldest first; at most a hundred."""
    waiting = (
        select(*FACTS)
        .where(col(Question.network_id).in_(left_to(successor_id)), col(Question.status) != WITHDRAWN)
        .order_by(col(Question.id))
        .limit(MOST_LEFT)
    )
    return [QuestionFacts(*row) for row in await session.execute(waiting)]


async def recent_questions(session: Session, person_id: UUID | None, *, first: int, after: Key | None) -> QuestionPage:
    """What came on the agenda of the networks where this person takes part."""
    statement = VISIBLE.where(col(Question.network_id).in_(NETWORKS_OF_READER), col(Question.status) == ON_AGENDA)
    return await _page(session, person_id, statement, first=first, after=after)


async def question_news(
    session: Session, *, network_id: UUID, question_ids: Sequence[UUID], reader_ids: Sequence[UUID]
) -> tuple[list[QuestionFacts], set[UUID]]:
    """Which of these questions stand on the agenda of this network now, and who of these readers takes part in it."""
    readers = await active_among(session, network_id, reader_ids)
    if not readers:
        return [], readers
    rows = await session.execute(
        select(*FACTS)
        .where(
            col(Question.network_id) == network_id,
            col(Question.id).in_(question_ids),
            col(Question.status) == ON_AGENDA,
        )
        .order_by(col(Question.status_at), col(Question.id))
    )
    return [QuestionFacts(*row) for row in rows], readers


async def question_to_change(session: Session, question_id: UUID) -> Question | None:
    """One question, held until this transaction ends."""
    statement = select(Question).where(col(Question.id) == question_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def question_of_reference(session: Session, reference: str) -> Question | None:
    """The question that was loaded under this name."""
    return (await session.execute(select(Question).where(col(Question.reference) == reference))).scalar_one_or_none()


async def question_count(session: Session) -> int:
    """How many questions can be found, each by whom it is for."""
    return await session.scalar(select(func.count()).where(col(Question.status) != WITHDRAWN)) or 0


async def question_documents(session: Session, after: UUID | None, limit: int) -> list[tuple[UUID, Document]]:
    """By which words the next questions are found, in order of id, held until this transaction ends."""
    statement = select(*FACTS).where(col(Question.status) != WITHDRAWN).order_by(col(Question.id)).limit(limit)
    if after is not None:
        statement = statement.where(col(Question.id) > after)
    rows = await session.execute(statement.with_for_update(read=True))
    return [(facts.id, document_of(facts)) for facts in (QuestionFacts(*row) for row in rows)]


async def _page(
    session: Session, person_id: UUID | None, statement: Select[*tuple[Any, ...]], *, first: int, after: Key | None
) -> QuestionPage:
    if after is not None:
        statement = statement.where(tuple_(col(Question.status_at), col(Question.id)) < after)
    statement = statement.order_by(col(Question.status_at).desc(), col(Question.id).desc()).limit(first + 1)
    found = await _seen(session, person_id, statement)
    if len(found) <= first:
        return QuestionPage(found, None)
    last = found[first - 1].question
    return QuestionPage(found[:first], (last.status_at, last.id))


async def _seen(session: Session, person_id: UUID | None, statement: Select[*tuple[Any, ...]]) -> list[SeenQuestion]:
    rows = await session.execute(statement, reader(person_id))
    return [SeenQuestion(QuestionFacts(*facts), Standing(standing), is_over) for standing, is_over, *facts in rows]
