"""What can be told of who helps whom."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, and_, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.roles import COORDINATING, Role
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.supporting import Support
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, GIVES_RIGHTS, IS_HELD, MOST_AT_ONCE
from services.network.people.domain.ages import AgeBand
from services.network.people.models.accounts import Person
from services.network.people.queries.accounts import names
from shared.database import Session

MOST_SHOWN = 20
MOST_HELPED = 50
HERE = (ACTIVE, MembershipStatus.PAUSED.value, MembershipStatus.AWAITING_PARENTAL_PERMISSION.value)
HELPING = sorted({*COORDINATING, Role.SUPPORT_PERSON})
HELPER = aliased(Membership)
HELPS = exists().where(
    col(HELPER.id) == col(Support.supporter_id),
    col(HELPER.status) == ACTIVE,
    col(MembershipRole.membership_id) == col(HELPER.id),
    col(MembershipRole.role).in_(HELPING),
    IS_HELD,
)
"""Whether who stands as the helper of a row still takes part, in a role that helps."""
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


async def supporter(session: Session, membership_id: UUID) -> Row[UUID, UUID] | None:
    """Whom and where to tell that they help somebody, while they are a support person: network_id, person_id."""
    found = select(col(Membership.network_id), col(Membership.person_id)).where(
        col(Membership.id) == membership_id, col(Membership.status) == ACTIVE, SUPPORTS
    )
    return (await session.execute(found)).first()


async def helped_names(session: Session, supporter_id: UUID) -> Sequence[str]:
    """How others see whom somebody helps here, of who takes part: by name, at most fifty."""
    name = names()
    found = (
        select(name.c.display_name)
        .select_from(Support)
        .join(Membership, col(Membership.id) == col(Support.membership_id))
        .join(name, name.c.id == col(Membership.person_id))
        .where(
            col(Support.supporter_id) == supporter_id,
            col(Support.lost_at).is_(None),
            col(Membership.status) == ACTIVE,
            col(Membership.id) != supporter_id,
        )
        .order_by(name.c.sort_name, col(Membership.id))
        .limit(MOST_HELPED)
    )
    return (await session.scalars(found)).all()


async def helper_told(session: Session, membership_id: UUID) -> Row[str | None, datetime | None] | None:
    """How others see who helps on this place, and when it was noticed that they do so no more: display_name, lost_at."""
    name = names()
    found = (
        select(name.c.display_name, col(Support.lost_at))
        .select_from(Support)
        .outerjoin(Membership, col(Membership.id) == col(Support.supporter_id))
        .outerjoin(name, name.c.id == col(Membership.person_id))
        .where(col(Support.membership_id) == membership_id)
    )
    return (await session.execute(found)).first()


async def unhelped(session: Session) -> Sequence[Row[UUID, UUID, UUID]]:
    """Whose helper helps no more, and nobody noticed yet: membership_id, network_id, person_id; at most 200.

    Only under 16, where help is a condition; for who has no mail address every coordinator helps as well.
    """
    found = (
        select(col(Support.membership_id), col(Membership.network_id), col(Membership.person_id))
        .join(Membership, col(Membership.id) == col(Support.membership_id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Support.lost_at).is_(None),
            col(Membership.status).in_(HERE),
            col(Person.age_band) == AgeBand.UNDER_16.value,
            col(Person.email_index).is_not(None),
            ~HELPS,
        )
        .order_by(col(Support.membership_id))
        .limit(MOST_AT_ONCE)
    )
    return (await session.execute(found)).all()


async def helped_again(session: Session) -> Sequence[UUID]:
    """Whose helper is back, so that nothing is missing any more: membership ids; at most 200."""
    found = select(col(Support.membership_id)).where(col(Support.lost_at).is_not(None), HELPS)
    return (await session.scalars(found.order_by(col(Support.membership_id)).limit(MOST_AT_ONCE))).all()


async def coordinating(session: Session, network_ids: Sequence[UUID]) -> Sequence[Row[UUID, UUID, UUID]]:
    """Who coordinates these networks now: network_id, id (of the membership), person_id."""
    found = (
        select(col(Membership.network_id), col(Membership.id), col(Membership.person_id))
        .where(
            col(Membership.network_id).in_(network_ids),
            col(Membership.status) == ACTIVE,
            exists().where(GIVES_RIGHTS).correlate(Membership),
        )
        .order_by(col(Membership.id))
    )
    return (await session.execute(found)).all()
