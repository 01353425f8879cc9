"""What can be told of declared interests."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlmodel import col

from services.network.memberships.models.interests import DeclaredInterest
from services.network.memberships.models.taking_part import Membership
from shared.database import Session

IS_OPEN = col(DeclaredInterest.until_at).is_(None)


async def declared(session: Session, membership_ids: Sequence[UUID]) -> Sequence[Row[UUID, UUID, str, datetime]]:
    """What these memberships declare now: id, membership_id, text, from_at; in order of declaring."""
    found = select(
        col(DeclaredInterest.id),
        col(DeclaredInterest.membership_id),
        col(DeclaredInterest.text),
        col(DeclaredInterest.from_at),
    ).where(col(DeclaredInterest.membership_id).in_(membership_ids), IS_OPEN)
    return (await session.execute(found.order_by(col(DeclaredInterest.id)))).all()


async def how_many(session: Session, membership_id: UUID) -> int:
    """How many interests a membership declares now."""
    count = select(func.count()).where(col(DeclaredInterest.membership_id) == membership_id, IS_OPEN)
    return await session.scalar(count) or 0


async def own_interest(session: Session, *, interest_id: UUID, person_id: UUID) -> DeclaredInterest | None:
    """An interest that this person declared and that is not over; others that would end it wait."""
    found = (
        select(DeclaredInterest)
        .join(Membership, col(Membership.id) == col(DeclaredInterest.membership_id))
        .where(col(DeclaredInterest.id) == interest_id, col(Membership.person_id) == person_id, IS_OPEN)
    )
    return await session.scalar(found.with_for_update(of=DeclaredInterest))
