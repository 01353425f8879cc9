"""What is read to find the name of who is erased in texts of others."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.models.taking_part import Membership
from services.network.networks.domain import NetworkStatus
from services.network.networks.models import Network, Relation
from services.network.people.models.accounts import Person
from shared.database import Session


async def shown_as(session: Session, person_id: UUID) -> Row[str, bool] | None:
    """How others see somebody: display_name, is_pseudonym; None for an account that is gone."""
    name = select(col(Person.display_name), col(Person.is_pseudonym)).where(col(Person.id) == person_id)
    return (await session.execute(name)).one_or_none()


async def networks_ever(session: Session, person_id: UUID) -> Sequence[UUID]:
    """The networks in which somebody has or had a place, and those that these went on as: what they left goes on there (J22)."""
    ever = select(col(Membership.network_id)).where(col(Membership.person_id) == person_id).cte(recursive=True)
    before = aliased(Network)
    went_on_as = (
        select(col(Network.id))
        .join(Relation, col(Relation.to_slug) == col(Network.slug))
        .join(before, col(before.id) == col(Relation.network_id))
        .join(ever, ever.c.network_id == col(before.id))
        .where(col(Relation.type) == "SUCCEEDED_BY", col(before.status) == NetworkStatus.SUCCEEDED.value)
    )
    places = ever.union(went_on_as)
    return (await session.scalars(select(places.c.network_id).order_by(places.c.network_id))).all()


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
