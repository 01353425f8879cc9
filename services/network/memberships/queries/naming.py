"""What can be told of the names of those with whom somebody takes part."""

from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.roles import COORDINATING
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, IS_HELD
from services.network.people.domain.names import folded
from services.network.people.models.accounts import Person
from shared.database import Session

OWN = aliased(Membership)


async def is_own_name_nearby(session: Session, name: str, *, reader_id: UUID, but: UUID | None) -> bool:
    """Whether this is the own name of a fellow member, however it is written; not of ``but``. A schuilnaam is none.

    Who is away counts only for who coordinates there: others do not see who is away, and cannot find out this way.
    """
    coordinates = exists().where(
        col(MembershipRole.membership_id) == col(OWN.id),
        col(MembershipRole.role).in_(sorted(COORDINATING)),
        IS_HELD,
    )
    found = exists().where(
        col(Person.name_key) == folded(name),
        col(Person.is_pseudonym).is_(False),
        col(Membership.person_id) == col(Person.id),
        or_(
            col(Membership.status) == ACTIVE,
            and_(col(Membership.status) == MembershipStatus.PAUSED.value, coordinates),
        ),
        col(OWN.network_id) == col(Membership.network_id),
        col(OWN.person_id) == reader_id,
        col(OWN.status) == ACTIVE,
    )
    if but is not None:
        found = found.where(col(Person.id) != but)
    return bool(await session.scalar(select(found)))
