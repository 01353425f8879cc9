"""What can be told of the permission of parents and guardians."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.guardians import PermissionStatus
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.guardians import ParentalPermission, asked_at
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, MOST_AT_ONCE
from shared.database import Session

WAITING = PermissionStatus.WAITING.value
STANDS = (PermissionStatus.GIVEN.value, PermissionStatus.OWN.value)

Told = Row[*tuple[Any, ...]]
"""A permission for who it is about: status, reference, expires_at, sent_at, given_at, version."""


async def has_permission(session: Session, membership_id: UUID) -> bool:
    """Whether a parent or guardian said yes to this place, or the member decides for themselves."""
    found = exists().where(
        col(ParentalPermission.membership_id) == membership_id, col(ParentalPermission.status).in_(STANDS)
    )
    return bool(await session.scalar(select(found)))


async def permission_to_change(session: Session, permission_id: UUID) -> ParentalPermission | None:
    """One permission; others that would change it wait."""
    found = select(ParentalPermission).where(col(ParentalPermission.id) == permission_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def permission_of(session: Session, membership_id: UUID) -> ParentalPermission | None:
    """The permission for a place, to change."""
    found = select(ParentalPermission).where(col(ParentalPermission.membership_id) == membership_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def by_token(session: Session, *, ask: bytes, withdrawal: bytes) -> ParentalPermission | None:
    """The permission behind a token of either kind; ask and withdrawal: its hash as each."""
    found = select(ParentalPermission).where(
        or_(col(ParentalPermission.token_hash) == ask, col(ParentalPermission.withdrawal_hash) == withdrawal)
    )
    return await session.scalar(found)


async def permission_told(session: Session, membership_id: UUID) -> Told | None:
    """The permission for a place, for who it is about; never whose address it was asked at."""
    found = select(
        col(ParentalPermission.status),
        col(ParentalPermission.reference),
        col(ParentalPermission.expires_at),
        col(ParentalPermission.sent_at),
        col(ParentalPermission.given_at),
        col(ParentalPermission.version),
    ).where(col(ParentalPermission.membership_id) == membership_id)
    return (await session.execute(found)).first()


async def permissions_of_person(session: Session, person_id: UUID) -> Sequence[ParentalPermission]:
    """Every permission about one person, to change."""
    found = (
        select(ParentalPermission)
        .join(Membership, col(Membership.id) == col(ParentalPermission.membership_id))
        .where(col(Membership.person_id) == person_id)
        .with_for_update(of=ParentalPermission)
    )
    return (await session.scalars(found)).all()


async def waiting_at(session: Session, address: str) -> int:
    """How many questions wait at one address."""
    found = select(func.count()).where(asked_at(address), col(ParentalPermission.status) == WAITING)
    return await session.scalar(found) or 0


async def unanswered(session: Session, now: datetime) -> Sequence[ParentalPermission]:
    """Questions that nobody answered in time, at most 200; others that would end them skip these."""
    over = select(ParentalPermission).where(
        col(ParentalPermission.status) == WAITING, col(ParentalPermission.expires_at) <= now
    )
    over = over.order_by(col(ParentalPermission.expires_at), col(ParentalPermission.id)).limit(MOST_AT_ONCE)
    return (await session.scalars(over.with_for_update(skip_locked=True))).all()


async def to_ask_whether_sixteen(session: Session, before: datetime) -> Sequence[ParentalPermission]:
    """Permissions that stand, given before a moment and not asked about since: one for each person; at most 200."""
    other, place = aliased(ParentalPermission), aliased(Membership)
    earlier = exists().where(
        col(place.id) == col(other.membership_id),
        col(place.person_id) == col(Membership.person_id),
        col(other.status) == PermissionStatus.GIVEN.value,
        col(other.id) < col(ParentalPermission.id),
    )
    due = (
        select(ParentalPermission)
        .join(Membership, col(Membership.id) == col(ParentalPermission.membership_id))
        .where(
            col(ParentalPermission.status) == PermissionStatus.GIVEN.value,
            func.coalesce(col(ParentalPermission.own_asked_at), col(ParentalPermission.given_at)) <= before,
            col(Membership.status) == ACTIVE,
            ~earlier,
        )
        .order_by(col(ParentalPermission.id))
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True, of=ParentalPermission)
    )
    return (await session.scalars(due)).all()


async def outlived(session: Session, now: datetime) -> Sequence[ParentalPermission]:
    """Permissions for places that somebody left for good, at most 200."""
    over = (
        select(ParentalPermission)
        .join(Membership, col(Membership.id) == col(ParentalPermission.membership_id))
        .where(
            col(Membership.status) == MembershipStatus.ENDED.value,
            or_(col(Membership.may_return_until).is_(None), col(Membership.may_return_until) <= now),
        )
        .order_by(col(ParentalPermission.id))
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True, of=ParentalPermission)
    )
    return (await session.scalars(over)).all()
