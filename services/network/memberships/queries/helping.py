"""What can be told of people who take part without a mail address, and of who helps them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.models.helping import AccountOffer
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.supporting import Support
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, IS_HELD
from services.network.memberships.queries.supporting import HELPING, HERE
from services.network.people.models.accounts import Person
from services.network.people.queries.accounts import names
from shared.database import Session

MOST_SHOWN = 100

Helped = Row[*tuple[Any, ...]]
"""Somebody without a mail address: membership_id, person_id, display_name, perspective, status, since, helped_by, offered_until,
offer_sent_at."""


async def helper(session: Session, *, network_id: UUID, person_id: UUID) -> UUID | None:
    """The membership with which somebody coordinates a network or is a support person in it; None for others."""
    role = exists().where(
        col(MembershipRole.membership_id) == col(Membership.id), col(MembershipRole.role).in_(HELPING), IS_HELD
    )
    found = select(col(Membership.id)).where(
        col(Membership.network_id) == network_id,
        col(Membership.person_id) == person_id,
        col(Membership.status) == ACTIVE,
        role,
    )
    return await session.scalar(found)


async def helped(session: Session, *, network_id: UUID, by: UUID | None) -> Sequence[Helped]:
    """Who takes part in a network without a mail address, by name, at most a hundred. by: only whom this membership helps."""
    name, helping, helper_name = names(), aliased(Membership), names().alias("helper_names")
    found = (
        select(
            col(Membership.id).label("membership_id"),
            col(Membership.person_id),
            name.c.display_name,
            col(Membership.perspective),
            col(Membership.status),
            col(Membership.since),
            helper_name.c.display_name.label("helped_by"),
            col(AccountOffer.expires_at).label("offered_until"),
            col(AccountOffer.sent_at).label("offer_sent_at"),
        )
        .join(Person, col(Person.id) == col(Membership.person_id))
        .join(name, name.c.id == col(Membership.person_id))
        .outerjoin(Support, col(Support.membership_id) == col(Membership.id))
        .outerjoin(helping, col(helping.id) == col(Support.supporter_id))
        .outerjoin(helper_name, helper_name.c.id == col(helping.person_id))
        .outerjoin(AccountOffer, col(AccountOffer.membership_id) == col(Membership.id))
        .where(
            col(Membership.network_id) == network_id,
            col(Membership.status).in_(HERE),
            col(Person.email_index).is_(None),
        )
        .order_by(name.c.sort_name, col(Membership.id))
        .limit(MOST_SHOWN)
    )
    if by is not None:
        found = found.where(col(Support.supporter_id) == by)
    return (await session.execute(found)).all()


async def offer_for(session: Session, membership_id: UUID) -> AccountOffer | None:
    """The offer for a place, to change."""
    found = select(AccountOffer).where(col(AccountOffer.membership_id) == membership_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def offer_to_change(session: Session, offer_id: UUID) -> AccountOffer | None:
    """One offer; others that would change it wait."""
    found = select(AccountOffer).where(col(AccountOffer.id) == offer_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def offer_by_token(session: Session, token_hash: bytes) -> AccountOffer | None:
    """The offer behind a token."""
    return await session.scalar(select(AccountOffer).where(col(AccountOffer.token_hash) == token_hash))


async def is_without_address(session: Session, person_id: UUID) -> bool:
    """Whether somebody has no mail address here, so no account of their own."""
    found = exists().where(col(Person.id) == person_id, col(Person.email_index).is_(None))
    return bool(await session.scalar(select(found)))
