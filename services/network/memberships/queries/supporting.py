"""What can be told of who helps whom."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, and_, exists, select
from sqlmodel import col

from services.network.memberships.domain.roles import Role
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.supporting import Support
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, IS_HELD
from services.network.people.queries.accounts import names
from shared.database import Session

MOST_SHOWN = 20
SUPPORTS = exists().where(
    and_(
        col(MembershipRole.membership_id) == col(Membership.id),
        col(MembershipRole.role) == Role.SUPPORT_PERSON.value,
        IS_HELD,
    )
)


async def support_people(session: Session, network_id: UUID) -> Sequence[Row[UUID, str]]:
    """The support persons of a network: membership_id, display_name; by name, at most twenty."""
    name = names()
    found = (
        select(col(Membership.id).label("membership_id"), name.c.display_name)
        .join(name, name.c.id == col(Membership.person_id))
        .where(col(Membership.network_id) == network_id, col(Membership.status) == ACTIVE, SUPPORTS)
        .order_by(name.c.sort_name, col(Membership.id))
        .limit(MOST_SHOWN)
    )
    return (await session.execute(found)).all()


async def support_of(session: Session, membership_id: UUID) -> Support | None:
    """Who helps on this place, to change."""
    return await session.get(Support, membership_id)


async def supporter_name(session: Session, membership_id: UUID) -> str | None:
    """How others see who helps on this place; None where nobody does."""
    name = names()
    found = (
        select(name.c.display_name)
        .join(Membership, col(Membership.person_id) == name.c.id)
        .join(Support, col(Support.supporter_id) == col(Membership.id))
        .where(col(Support.membership_id) == membership_id)
    )
    return await session.scalar(found)
