"""What can be told of taking part."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, func, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, ROLES_HELD
from services.network.people.queries.accounts import names
from shared.database import Session

MOST_MINE = 100

Member = Row[UUID, UUID, UUID, str, str | None, int, str, str, str]
"""One member: membership_id, network_id, person_id, perspective, roles, version, display_name, avatar, sort_name."""


Place = Row[*tuple[Any, ...]]
"""A membership in whatever state: id, perspective, status, since, and the moments of being away and leaving."""


async def membership(session: Session, *, network_id: UUID, person_id: UUID) -> Membership | None:
    """The membership of a person in a network, active or ended; others that would change it wait."""
    found = select(Membership).where(col(Membership.network_id) == network_id, col(Membership.person_id) == person_id)
    return await session.scalar(found.with_for_update())


async def place_of(session: Session, *, network_id: UUID, person_id: UUID) -> Place | None:
    """The place somebody has or had in a network."""
    place = select(
        col(Membership.id),
        col(Membership.perspective),
        col(Membership.status),
        col(Membership.since),
        col(Membership.paused_at),
        col(Membership.paused_until),
        col(Membership.away_since),
        col(Membership.returned_at),
        col(Membership.ended_at),
        col(Membership.may_return_until),
    ).where(col(Membership.network_id) == network_id, col(Membership.person_id) == person_id)
    return (await session.execute(place)).first()


async def membership_to_change(session: Session, membership_id: UUID) -> Membership | None:
    """One membership; others that would change it wait."""
    found = select(Membership).where(col(Membership.id) == membership_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def network_of(session: Session, membership_id: UUID) -> UUID | None:
    """The network of a membership."""
    return await session.scalar(select(col(Membership.network_id)).where(col(Membership.id) == membership_id))


async def is_member(session: Session, *, network_id: UUID, person_id: UUID) -> bool:
    """Whether somebody takes part in a network now."""
    takes_part = select(
        exists().where(
            col(Membership.network_id) == network_id,
            col(Membership.person_id) == person_id,
            col(Membership.status) == ACTIVE,
        )
    )
    return bool(await session.scalar(takes_part))


async def mine(
    session: Session, person_id: UUID
) -> Sequence[Row[UUID, UUID, UUID, str, str | None, str, datetime, int]]:
    """In what somebody takes part now: id, network_id, person_id, perspective, roles, status, since, version."""
    taking_part = (
        select(
            col(Membership.id),
            col(Membership.network_id),
            col(Membership.person_id),
            col(Membership.perspective),
            ROLES_HELD.label("roles"),
            col(Membership.status),
            col(Membership.since),
            col(Membership.version),
        )
        .where(col(Membership.person_id) == person_id, col(Membership.status) == ACTIVE)
        .order_by(col(Membership.since), col(Membership.id))
        .limit(MOST_MINE)
    )
    return (await session.execute(taking_part)).all()


async def members(
    session: Session, *, network_id: UUID, after: tuple[str, UUID] | None, first: int
) -> Sequence[Member]:
    """The next members of a network in order of name; ``after`` is the sort_name and membership_id of the last one seen."""
    statement, sort_name = _members()
    following = (
        statement.where(col(Membership.network_id) == network_id, col(Membership.status) == ACTIVE)
        .order_by(sort_name, col(Membership.id))
        .limit(first)
    )
    if after is not None:
        following = following.where(tuple_(sort_name, col(Membership.id)) > after)
    return (await session.execute(following)).all()


async def fellow_members(
    session: Session, *, viewer_id: UUID, network_ids: Sequence[UUID], person_ids: Sequence[UUID]
) -> Sequence[Member]:
    """Who these people are in which of these networks, as far as the viewer takes part there; also who is away for a while."""
    own = aliased(Membership)
    statement, _ = _members()
    fellows = statement.where(
        col(Membership.network_id).in_(network_ids),
        col(Membership.person_id).in_(person_ids),
        col(Membership.status).in_((ACTIVE, MembershipStatus.PAUSED.value)),
        exists().where(
            col(own.network_id) == col(Membership.network_id),
            col(own.person_id) == viewer_id,
            col(own.status) == ACTIVE,
        ),
    )
    return (await session.execute(fellows.order_by(col(Membership.id)))).all()


async def active_of(session: Session, *, network_id: UUID, person_ids: Sequence[UUID]) -> Sequence[UUID]:
    """Which of these people take part in a network now."""
    taking_part = select(col(Membership.person_id)).where(
        col(Membership.network_id) == network_id,
        col(Membership.person_id).in_(person_ids),
        col(Membership.status) == ACTIVE,
    )
    return (await session.scalars(taking_part.order_by(col(Membership.person_id)))).all()


async def numbers(session: Session, network_ids: Sequence[UUID]) -> Sequence[Row[UUID, str, int]]:
    """How many take part now: network_id, perspective, number; where nobody does there is no row."""
    taking_part = (
        select(col(Membership.network_id), col(Membership.perspective), func.count().label("number"))
        .where(col(Membership.network_id).in_(network_ids), col(Membership.status) == ACTIVE)
        .group_by(col(Membership.network_id), col(Membership.perspective))
    )
    return (await session.execute(taking_part)).all()


def _members() -> tuple[Select[UUID, UUID, UUID, str, str | None, int, str, str, str], ColumnElement[str]]:
    name = names()
    statement = select(
        col(Membership.id).label("membership_id"),
        col(Membership.network_id),
        col(Membership.person_id),
        col(Membership.perspective),
        ROLES_HELD.label("roles"),
        col(Membership.version),
        name.c.display_name,
        name.c.avatar,
        name.c.sort_name,
    ).join(name, name.c.id == col(Membership.person_id))
    return statement, name.c.sort_name
