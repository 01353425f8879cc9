"""What can be told of mandates."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlmodel import col

from services.network.memberships.domain.roles import ZONE
from services.network.memberships.models.mandates import Mandate
from shared.database import Session


async def mandates(
    session: Session, membership_ids: Sequence[UUID], now: datetime
) -> Sequence[Row[UUID, UUID, str, str, date, date | None]]:
    """What these memberships were appointed to and still are: id, membership_id, task, appointed_by, from_on, until_on."""
    found = select(
        col(Mandate.id),
        col(Mandate.membership_id),
        col(Mandate.task),
        col(Mandate.appointed_by),
        col(Mandate.from_on),
        col(Mandate.until_on),
    ).where(col(Mandate.membership_id).in_(membership_ids), _holds(now))
    return (await session.execute(found.order_by(col(Mandate.from_on), col(Mandate.id)))).all()


async def how_many(session: Session, membership_id: UUID, now: datetime) -> int:
    """How many mandates a membership holds now."""
    count = select(func.count()).where(col(Mandate.membership_id) == membership_id, _holds(now))
    return await session.scalar(count) or 0


async def mandate_to_change(session: Session, mandate_id: UUID) -> Mandate | None:
    """One mandate; others that would change it wait."""
    return await session.scalar(select(Mandate).where(col(Mandate.id) == mandate_id).with_for_update())


def _holds(now: datetime) -> ColumnElement[bool]:
    today = now.astimezone(ZONE).date()
    return and_(col(Mandate.ended_at).is_(None), or_(col(Mandate.until_on).is_(None), col(Mandate.until_on) >= today))
