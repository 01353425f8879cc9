"""What network can tell of what was done: in a network, and with somebody's account."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.network.memberships.models.taking_part import Membership
from shared.database import Session


async def people_of(session: Session, membership_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Whose these memberships are."""
    found = select(col(Membership.id), col(Membership.person_id)).where(col(Membership.id).in_(list(membership_ids)))
    return {row.id: row.person_id for row in await session.execute(found)}
