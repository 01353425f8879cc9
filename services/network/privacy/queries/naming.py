"""What is read to find the name of who is erased in texts of others."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlmodel import col

from services.network.memberships.models.taking_part import Membership
from services.network.people.models.accounts import Person
from shared.database import Session


async def shown_as(session: Session, person_id: UUID) -> Row[str, bool] | None:
    """How others see somebody: display_name, is_pseudonym; None for an account that is gone."""
    name = select(col(Person.display_name), col(Person.is_pseudonym)).where(col(Person.id) == person_id)
    return (await session.execute(name)).one_or_none()


async def networks_ever(session: Session, person_id: UUID) -> Sequence[UUID]:
    """The networks in which somebody has or had a place."""
    places = select(col(Membership.network_id)).where(col(Membership.person_id) == person_id)
    return (await session.scalars(places.order_by(col(Membership.network_id)))).all()


async def others_with(
    session: Session, names: Sequence[str], *, person_id: UUID, network_ids: Sequence[UUID]
) -> Sequence[str]:
    """The names of others in these networks in which one of these names stands."""
    there = select(col(Membership.person_id)).where(col(Membership.network_id).in_(network_ids))
    theirs = select(col(Person.display_name)).where(
        col(Person.id).in_(there),
        col(Person.id) != person_id,
        or_(*(col(Person.display_name).icontains(name, autoescape=True) for name in names)),
    )
    return (await session.scalars(theirs)).all()
