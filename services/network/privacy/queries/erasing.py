"""What can be told of being erased."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlmodel import col

from services.network.people.models.accounts import Person
from services.network.people.models.devices import AuthSession
from services.network.people.queries.accounts import to_end
from services.network.privacy.domain.erasing import ALARM_AFTER, ANSWERING, ErasureStatus
from services.network.privacy.models.erasing import ErasureAnswer, ErasureRequest
from shared.database import Session

OPEN = (ErasureStatus.RECEIVED.value, ErasureStatus.IN_PROGRESS.value)
MOST_PEOPLE = 1000


async def request_of_person(session: Session, person_id: UUID) -> ErasureRequest | None:
    """The request of somebody that is not over."""
    found = select(ErasureRequest).where(
        col(ErasureRequest.person_id) == person_id, col(ErasureRequest.status).in_(OPEN)
    )
    return await session.scalar(found.limit(1))


async def request_to_change(session: Session, erasure_id: UUID) -> ErasureRequest | None:
    """One request; others that would change it wait."""
    return await session.scalar(select(ErasureRequest).where(col(ErasureRequest.id) == erasure_id).with_for_update())


async def request_by_id(session: Session, erasure_id: UUID) -> ErasureRequest | None:
    """One request."""
    return await session.get(ErasureRequest, erasure_id)


async def request_by_reference(session: Session, reference: str) -> ErasureRequest | None:
    """The request under a reference."""
    return await session.scalar(select(ErasureRequest).where(col(ErasureRequest.reference) == reference))


async def answers_of(session: Session, erasure_ids: Sequence[UUID]) -> dict[UUID, dict[str, datetime]]:
    """Which services answered these requests, and when."""
    answers = select(col(ErasureAnswer.erasure_id), col(ErasureAnswer.service), col(ErasureAnswer.answered_at))
    found: dict[UUID, dict[str, datetime]] = {erasure_id: {} for erasure_id in erasure_ids}
    for row in (await session.execute(answers.where(col(ErasureAnswer.erasure_id).in_(erasure_ids)))).all():
        found[row.erasure_id][row.service] = row.answered_at
    return found


async def requests_due(session: Session, now: datetime, *, most: int = 20) -> Sequence[UUID]:
    """The requests that may begin now."""
    due = select(col(ErasureRequest.id)).where(
        col(ErasureRequest.status) == ErasureStatus.RECEIVED.value, col(ErasureRequest.starts_at) <= now
    )
    return (await session.scalars(due.order_by(col(ErasureRequest.id)).limit(most))).all()


async def requests_under_way(session: Session, *, most: int = 100) -> Sequence[UUID]:
    """The requests that began and are not finished."""
    found = select(col(ErasureRequest.id)).where(col(ErasureRequest.status) == ErasureStatus.IN_PROGRESS.value)
    return (await session.scalars(found.order_by(col(ErasureRequest.id)).limit(most))).all()


async def requests(session: Session, *, after: UUID | None, first: int) -> Sequence[ErasureRequest]:
    """All requests, newest first."""
    found: Select[ErasureRequest] = select(ErasureRequest).order_by(col(ErasureRequest.id).desc()).limit(first)
    if after is not None:
        found = found.where(col(ErasureRequest.id) < after)
    return (await session.scalars(found)).all()


async def late_requests(session: Session, now: datetime) -> int:
    """How many erasures wait for a service for more than 72 hours."""
    answered = (
        select(func.count())
        .where(col(ErasureAnswer.erasure_id) == col(ErasureRequest.id), col(ErasureAnswer.service).in_(ANSWERING))
        .scalar_subquery()
    )
    late = select(func.count()).where(
        col(ErasureRequest.status) == ErasureStatus.IN_PROGRESS.value,
        col(ErasureRequest.started_at) <= now - ALARM_AFTER,
        answered < len(ANSWERING),
    )
    return await session.scalar(late) or 0


async def account(session: Session, person_id: UUID) -> Row[UUID, str | None, str] | None:
    """What is needed of an account to end it: id, email, language; email is None for who has none."""
    return await to_end(session, person_id)


async def signed_in(session: Session, person_id: UUID) -> Sequence[UUID]:
    """Where somebody is or was signed in: ids of sessions."""
    found = select(col(AuthSession.id)).where(
        col(AuthSession.person_id) == person_id, col(AuthSession.ended_at).is_(None)
    )
    return (await session.scalars(found)).all()


async def people_after(session: Session, person_id: UUID | None) -> Sequence[UUID]:
    """The next accounts, at most a thousand, in order of id."""
    found = select(col(Person.id)).order_by(col(Person.id)).limit(MOST_PEOPLE)
    if person_id is not None:
        found = found.where(col(Person.id) > person_id)
    return (await session.scalars(found)).all()
