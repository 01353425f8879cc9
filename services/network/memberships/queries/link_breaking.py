"""What can be told of looking up who is behind a schuilnaam: that it was asked, never who it is."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, select
from sqlmodel import col

from services.network.memberships.domain.link_breaking import KEEPING
from services.network.memberships.models.link_breaking import LinkBreak
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, IS_HELD
from services.network.people.queries.accounts import names
from shared.database import Session

MOST_SHOWN = 20

Asked = Row[*tuple[Any, ...]]
"""One: id, membership_id, person_id, display_name, status, reason, raises_danger, asked_by, asked_at, answered_by, opens_until."""


async def keeps(session: Session, *, network_id: UUID, person_id: UUID) -> bool:
    """Whether somebody coordinates or moderates a network now."""
    role = exists().where(
        col(MembershipRole.membership_id) == col(Membership.id), col(MembershipRole.role).in_(sorted(KEEPING)), IS_HELD
    )
    found = exists().where(
        col(Membership.network_id) == network_id,
        col(Membership.person_id) == person_id,
        col(Membership.status) == ACTIVE,
        role,
    )
    return bool(await session.scalar(select(found)))


async def link_break_to_change(session: Session, link_break_id: UUID) -> LinkBreak | None:
    """One; others that would change it wait."""
    found = select(LinkBreak).where(col(LinkBreak.id) == link_break_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def link_break_to_tell(session: Session, link_break_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """What a mail to a second person needs: network_id, person_id, status, asked_by, asked_at, opens_until."""
    told = (
        select(
            col(Membership.network_id),
            col(Membership.person_id),
            col(LinkBreak.status),
            col(LinkBreak.asked_by),
            col(LinkBreak.asked_at),
            col(LinkBreak.opens_until),
        )
        .join(Membership, col(Membership.id) == col(LinkBreak.membership_id))
        .where(col(LinkBreak.id) == link_break_id)
    )
    return (await session.execute(told)).first()


async def asked_in(session: Session, network_id: UUID) -> Sequence[Asked]:
    """What was asked in a network, newest first, at most twenty."""
    name = names()
    found = (
        select(
            col(LinkBreak.id),
            col(LinkBreak.membership_id),
            col(Membership.person_id),
            name.c.display_name,
            col(LinkBreak.status),
            col(LinkBreak.reason),
            col(LinkBreak.raises_danger),
            col(LinkBreak.asked_by),
            col(LinkBreak.asked_at),
            col(LinkBreak.answered_by),
            col(LinkBreak.opens_until),
        )
        .join(Membership, col(Membership.id) == col(LinkBreak.membership_id))
        .join(name, name.c.id == col(Membership.person_id))
        .where(col(Membership.network_id) == network_id)
        .order_by(col(LinkBreak.asked_at).desc(), col(LinkBreak.id))
        .limit(MOST_SHOWN)
    )
    return (await session.execute(found)).all()
