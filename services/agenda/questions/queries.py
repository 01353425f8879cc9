"""What questions can tell, each reader only what they may see; the filter stands in the SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.queries import active_among, standing_in, standings
from services.agenda.questions.domain import (
    ON_AGENDA,
    PROPOSED,
    QuestionFacts,
    QuestionStatus,
    SeenQuestion,
    Track,
)
from services.agenda.questions.models import Question
from shared.database import Session

Key = tuple[datetime, UUID]
FACTS: Sequence[Mapped[Any]] = [col(getattr(Question, name)) for name in QuestionFacts._fields]


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
    standing_by_network = await standings(session, person_id)
    statement = select(*FACTS).where(col(Question.id).in_(question_ids), _visible(person_id, standing_by_network))
    found = {seen.question.id: seen for seen in await _seen(session, statement, standing_by_network)}
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
    standing_by_network = {network_id: await standing_in(session, network_id, person_id)}
    statement = select(*FACTS).where(col(Question.network_id) == network_id, _visible(person_id, standing_by_network))
    if status is not None:
        statement = statement.where(col(Question.status) == status)
    if track is not None:
        statement = statement.where(col(Question.track) == track)
    return await _page(session, statement, standing_by_network, first=first, after=after)


async def recent_questions(session: Session, person_id: UUID, *, first: int, after: Key | None) -> QuestionPage:
    """What came on the agenda of the networks where this person takes part."""
    standing_by_network = await standings(session, person_id)
    statement = select(*FACTS).where(
        col(Question.network_id).in_(list(standing_by_network)), col(Question.status) == ON_AGENDA
    )
    return await _page(session, statement, standing_by_network, first=first, after=after)


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


def _visible(person_id: UUID | None, standing_by_network: Mapping[UUID, Standing]) -> ColumnElement[bool]:
    """The same as domain.may_see, in SQL."""
    taking_part = [network_id for network_id, standing in standing_by_network.items() if standing.takes_part]
    coordinating = [network_id for network_id, standing in standing_by_network.items() if standing.coordinates]
    return or_(
        col(Question.status) == ON_AGENDA,
        and_(col(Question.status) == PROPOSED, col(Question.network_id).in_(taking_part)),
        col(Question.network_id).in_(coordinating),
        col(Question.proposed_by) == person_id if person_id is not None else false(),
    )


async def _page(
    session: Session,
    statement: Select[Any],
    standing_by_network: Mapping[UUID, Standing],
    *,
    first: int,
    after: Key | None,
) -> QuestionPage:
    order = tuple_(col(Question.status_at), col(Question.id))
    if after is not None:
        statement = statement.where(order < after)
    statement = statement.order_by(col(Question.status_at).desc(), col(Question.id).desc()).limit(first + 1)
    found = await _seen(session, statement, standing_by_network)
    if len(found) <= first:
        return QuestionPage(found, None)
    last = found[first - 1].question
    return QuestionPage(found[:first], (last.status_at, last.id))


async def _seen(
    session: Session, statement: Select[Any], standing_by_network: Mapping[UUID, Standing]
) -> list[SeenQuestion]:
    found = [QuestionFacts(*row) for row in await session.execute(statement)]
    return [
        SeenQuestion(question, standing_by_network.get(question.network_id, Standing.STRANGER)) for question in found
    ]
