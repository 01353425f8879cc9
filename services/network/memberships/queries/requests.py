"""What can be told of requests to take part."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, tuple_
from sqlmodel import col

from services.network.memberships.domain.requests import RequestStatus
from services.network.memberships.models.requests import IntakeQuestion, JoinRequest
from services.network.memberships.queries.roles import MOST_AT_ONCE
from services.network.networks.models import Network
from services.network.people.queries.accounts import names
from shared.database import Session

OPEN = RequestStatus.OPEN.value

Waiting = Row[*tuple[Any, ...]]
"""One open request: id, network_id, person_id, display_name, perspective, answer, asked_at, lapses_at, version."""


async def network_of_id(session: Session, network_id: UUID) -> Network | None:
    """One network."""
    return await session.get(Network, network_id)


async def question_of(session: Session, network_id: UUID) -> str | None:
    """The network's own question, where it has one."""
    return await session.scalar(
        select(col(IntakeQuestion.question)).where(col(IntakeQuestion.network_id) == network_id)
    )


async def intake_question(session: Session, network_id: UUID) -> IntakeQuestion | None:
    """The network's own question, to change."""
    return await session.get(IntakeQuestion, network_id)


async def open_request(session: Session, *, network_id: UUID, person_id: UUID) -> JoinRequest | None:
    """The request of a person in a network that waits, if there is one."""
    found = select(JoinRequest).where(
        col(JoinRequest.network_id) == network_id,
        col(JoinRequest.person_id) == person_id,
        col(JoinRequest.status) == OPEN,
    )
    return await session.scalar(found)


async def latest_request(session: Session, *, network_id: UUID, person_id: UUID) -> JoinRequest | None:
    """The last request of a person in a network."""
    found = select(JoinRequest).where(
        col(JoinRequest.network_id) == network_id, col(JoinRequest.person_id) == person_id
    )
    return await session.scalar(found.order_by(col(JoinRequest.id).desc()).limit(1))


async def request_to_change(session: Session, join_request_id: UUID) -> JoinRequest | None:
    """One request; others that would change it wait."""
    found = select(JoinRequest).where(col(JoinRequest.id) == join_request_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def request_of(session: Session, join_request_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """One request with who asked and where: network_id, person_id, status, message, lapses_at, slug, name."""
    found = (
        select(
            col(JoinRequest.network_id),
            col(JoinRequest.person_id),
            col(JoinRequest.status),
            col(JoinRequest.message),
            col(JoinRequest.lapses_at),
            col(Network.slug),
            col(Network.name),
        )
        .join(Network, col(Network.id) == col(JoinRequest.network_id))
        .where(col(JoinRequest.id) == join_request_id)
    )
    return (await session.execute(found)).first()


async def how_often(session: Session, *, network_id: UUID, person_id: UUID, now: datetime) -> tuple[int, int]:
    """How often somebody asked: this network as long as requests are kept, and any network in the last day."""
    here = select(func.count()).where(
        col(JoinRequest.network_id) == network_id, col(JoinRequest.person_id) == person_id
    )
    today = select(func.count()).where(
        col(JoinRequest.person_id) == person_id, col(JoinRequest.asked_at) > now - timedelta(days=1)
    )
    return await session.scalar(here) or 0, await session.scalar(today) or 0


async def waiting(
    session: Session, *, network_id: UUID, after: tuple[datetime, UUID] | None, first: int
) -> Sequence[Waiting]:
    """The requests that wait in a network, oldest first."""
    name = names()
    found = (
        select(
            col(JoinRequest.id),
            col(JoinRequest.network_id),
            col(JoinRequest.person_id),
            name.c.display_name,
            col(JoinRequest.perspective),
            col(JoinRequest.answer),
            col(JoinRequest.asked_at),
            col(JoinRequest.lapses_at),
            col(JoinRequest.version),
        )
        .join(name, name.c.id == col(JoinRequest.person_id))
        .where(col(JoinRequest.network_id) == network_id, col(JoinRequest.status) == OPEN)
        .order_by(col(JoinRequest.asked_at), col(JoinRequest.id))
        .limit(first)
    )
    if after is not None:
        found = found.where(tuple_(col(JoinRequest.asked_at), col(JoinRequest.id)) > after)
    return (await session.execute(found)).all()


async def lapsed(session: Session, now: datetime) -> Sequence[JoinRequest]:
    """Requests that nobody answered in time, at most 200; others that would end them skip these."""
    over = select(JoinRequest).where(col(JoinRequest.status) == OPEN, col(JoinRequest.lapses_at) <= now)
    over = over.order_by(col(JoinRequest.lapses_at), col(JoinRequest.id)).limit(MOST_AT_ONCE)
    return (await session.scalars(over.with_for_update(skip_locked=True))).all()
