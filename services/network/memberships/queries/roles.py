"""What can be told of roles."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, ScalarSelect, and_, bindparam, exists, func, or_, select
from sqlmodel import col

from services.network.memberships.domain.roles import COORDINATING
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.taking_part import Membership
from shared.database import Session

ACTIVE = MembershipStatus.ACTIVE.value
IS_HELD = col(MembershipRole.is_held)
GIVES_RIGHTS = and_(
    col(MembershipRole.membership_id) == col(Membership.id),
    or_(*(col(MembershipRole.role) == role for role in sorted(COORDINATING))),  # a list is written out at every run
    IS_HELD,
)
MOST_AT_ONCE = 200

ROLES_HELD: ScalarSelect[str | None] = (
    select(func.aggregate_strings(col(MembershipRole.role), ","))
    .where(col(MembershipRole.membership_id) == col(Membership.id), IS_HELD)
    .correlate(Membership)
    .scalar_subquery()
)
"""The roles that the membership of each row holds, with commas, asked in the statement that reads the row."""
PERIODS = (
    select(
        col(MembershipRole.membership_id),
        col(MembershipRole.role),
        col(MembershipRole.from_at),
        col(MembershipRole.until_at),
    )
    .where(col(MembershipRole.membership_id).in_(bindparam("membership_ids", expanding=True)), IS_HELD)
    .order_by(col(MembershipRole.from_at), col(MembershipRole.id))
)


async def held_by(session: Session, membership_id: UUID) -> Sequence[MembershipRole]:
    """The roles that one membership holds, to change."""
    held = select(MembershipRole).where(col(MembershipRole.membership_id) == membership_id, IS_HELD)
    return (await session.scalars(held.order_by(col(MembershipRole.id)))).all()


async def periods(
    session: Session, membership_ids: Sequence[UUID]
) -> Sequence[Row[UUID, str, datetime, datetime | None]]:
    """From when to when these memberships hold their roles: membership_id, role, from_at, until_at."""
    return (await session.execute(PERIODS, {"membership_ids": membership_ids})).all()


async def coordinates(session: Session, *, network_id: UUID, person_id: UUID) -> bool:
    """Whether somebody takes part in a network now and coordinates it."""
    found = exists().where(
        col(Membership.network_id) == network_id,
        col(Membership.person_id) == person_id,
        col(Membership.status) == ACTIVE,
        GIVES_RIGHTS,
    )
    return bool(await session.scalar(select(found)))


async def coordinators(session: Session, network_id: UUID) -> Sequence[UUID]:
    """The memberships that coordinate a network now, in order of id."""
    found = (
        select(col(Membership.id))
        .join(MembershipRole, GIVES_RIGHTS)
        .where(col(Membership.network_id) == network_id, col(Membership.status) == ACTIVE)
        .distinct()
        .order_by(col(Membership.id))
    )
    return (await session.scalars(found)).all()


async def coordinating_people(session: Session, network_id: UUID) -> Sequence[UUID]:
    """The people who coordinate a network now."""
    found = select(col(Membership.person_id)).where(
        col(Membership.network_id) == network_id,
        col(Membership.status) == ACTIVE,
        exists().where(GIVES_RIGHTS).correlate(Membership),
    )
    return (await session.scalars(found.order_by(col(Membership.person_id)))).all()


async def run_out(session: Session, now: datetime) -> Sequence[MembershipRole]:
    """Roles whose last moment has come, at most 200; others that would end them skip these."""
    over = select(MembershipRole).where(IS_HELD, col(MembershipRole.until_at) <= now)
    over = over.order_by(col(MembershipRole.until_at), col(MembershipRole.id)).limit(MOST_AT_ONCE)
    return (await session.scalars(over.with_for_update(skip_locked=True))).all()
