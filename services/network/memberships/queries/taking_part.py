"""What can be told of taking part."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, GIVES_RIGHTS, ROLES_HELD
from services.network.networks.queries import asked
from services.network.people.queries.accounts import names
from shared.database import Session

# What a page asks is made once, here, and filled in when it is asked: making a statement takes longer than running it.
IS_ACTIVE = col(Membership.status) == ACTIVE
OF_NETWORK = col(Membership.network_id) == bindparam("network_id")
OF_PERSON = col(Membership.person_id) == bindparam("person_id")
IN_NETWORKS = col(Membership.network_id).in_(bindparam("network_ids", expanding=True))
AMONG_PEOPLE = col(Membership.person_id).in_(bindparam("person_ids", expanding=True))
NAME = names()
ASKED = asked()
OWN = aliased(Membership)
MOST_MINE = 100

TAKES_PART = select(exists().where(OF_NETWORK, OF_PERSON, IS_ACTIVE))
"""Whether a person takes part in a network."""
STANDING = select(exists().where(GIVES_RIGHTS).correlate(Membership).label("coordinates")).where(
    OF_NETWORK, OF_PERSON, IS_ACTIVE
)
"""Whether a person who takes part in a network coordinates it."""
MINE = (
    select(
        col(Membership.id),
        col(Membership.network_id),
        col(Membership.person_id),
        col(Membership.perspective),
        col(Membership.also),
        ROLES_HELD.label("roles"),
        col(Membership.status),
        col(Membership.since),
        col(Membership.returned_at),
        col(Membership.version),
    )
    .where(OF_PERSON, IS_ACTIVE)
    .order_by(col(Membership.since), col(Membership.id))
    .limit(MOST_MINE)
)
"""In what a person takes part."""
FELLOW_MEMBERS = (
    select(
        col(Membership.network_id),
        col(Membership.person_id),
        col(Membership.perspective),
        ROLES_HELD.label("roles"),
        NAME.c.display_name,
        NAME.c.avatar,
    )
    .join(NAME, NAME.c.id == col(Membership.person_id))
    .where(
        IN_NETWORKS,
        AMONG_PEOPLE,
        col(Membership.status).in_((ACTIVE, MembershipStatus.PAUSED.value)),
        exists().where(
            col(OWN.network_id) == col(Membership.network_id),
            col(OWN.person_id) == bindparam("viewer_id"),
            col(OWN.status) == ACTIVE,
        ),
    )
    .order_by(col(Membership.id))
)
"""Members of networks, who is away for a while among them, as far as the viewer takes part there."""
ACTIVE_OF = (
    select(col(Membership.person_id)).where(OF_NETWORK, AMONG_PEOPLE, IS_ACTIVE).order_by(col(Membership.person_id))
)
"""Which of some people take part in a network."""
NUMBERS = (
    select(
        ASKED.c.id, ASKED.c.perspectives, col(Membership.perspective), func.count(col(Membership.id)).label("number")
    )
    .outerjoin(Membership, and_(col(Membership.network_id) == ASKED.c.id, IS_ACTIVE))
    .where(ASKED.c.id.in_(bindparam("network_ids", expanding=True)))
    .group_by(ASKED.c.id, ASKED.c.perspectives, col(Membership.perspective))
    .order_by(ASKED.c.id)
)
"""What networks ask for, and how many take part, by perspective."""

FellowMember = Row[UUID, UUID, str, str | None, str, str]
"""One fellow member: network_id, person_id, perspective, roles, display_name, avatar."""

Place = Row[*tuple[Any, ...]]
"""A membership in whatever state: id, perspective, also, status, since, the moments of being away and leaving, contribution,
expertise, version."""


async def membership(session: Session, *, network_id: UUID, person_id: UUID) -> Membership | None:
    """The membership of a person in a network, active or ended; others that would change it wait."""
    found = select(Membership).where(col(Membership.network_id) == network_id, col(Membership.person_id) == person_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def place_of(session: Session, *, network_id: UUID, person_id: UUID) -> Place | None:
    """The place somebody has or had in a network."""
    place = select(
        col(Membership.id),
        col(Membership.perspective),
        col(Membership.also),
        col(Membership.status),
        col(Membership.since),
        col(Membership.paused_at),
        col(Membership.paused_until),
        col(Membership.away_since),
        col(Membership.returned_at),
        col(Membership.ended_at),
        col(Membership.may_return_until),
        col(Membership.contribution),
        col(Membership.expertise),
        col(Membership.version),
    ).where(col(Membership.network_id) == network_id, col(Membership.person_id) == person_id)
    return (await session.execute(place)).first()


async def membership_to_change(session: Session, membership_id: UUID) -> Membership | None:
    """One membership; others that would change it wait."""
    found = select(Membership).where(col(Membership.id) == membership_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def network_of(session: Session, membership_id: UUID) -> UUID | None:
    """The network of a membership."""
    return await session.scalar(select(col(Membership.network_id)).where(col(Membership.id) == membership_id))


async def standing(session: Session, *, network_id: UUID, person_id: UUID) -> tuple[bool, bool]:
    """Whether somebody takes part in a network now, and whether they coordinate it."""
    row = (await session.execute(STANDING, {"network_id": network_id, "person_id": person_id})).first()
    return row is not None, row is not None and bool(row.coordinates)


async def is_member(session: Session, *, network_id: UUID, person_id: UUID) -> bool:
    """Whether somebody takes part in a network now."""
    return bool(await session.scalar(TAKES_PART, {"network_id": network_id, "person_id": person_id}))


async def mine(
    session: Session, person_id: UUID
) -> Sequence[Row[UUID, UUID, UUID, str, list[str], str | None, str, datetime, datetime | None, int]]:
    """In what somebody takes part now: id, network_id, person_id, perspective, also, roles, status, since, returned_at, version."""
    return (await session.execute(MINE, {"person_id": person_id})).all()


async def fellow_members(
    session: Session, *, viewer_id: UUID, network_ids: Sequence[UUID], person_ids: Sequence[UUID]
) -> Sequence[FellowMember]:
    """Who these people are in which of these networks, as far as the viewer takes part there; also who is away for a while."""
    asked = {"viewer_id": viewer_id, "network_ids": network_ids, "person_ids": person_ids}
    return (await session.execute(FELLOW_MEMBERS, asked)).all()


async def active_of(session: Session, *, network_id: UUID, person_ids: Sequence[UUID]) -> Sequence[UUID]:
    """Which of these people take part in a network now."""
    return (await session.scalars(ACTIVE_OF, {"network_id": network_id, "person_ids": person_ids})).all()


async def numbers(
    session: Session, network_ids: Sequence[UUID]
) -> Sequence[Row[UUID, list[dict[str, Any]], str | None, int]]:
    """How many take part now: id of the network, the perspectives it asks for, perspective, number.

    Where nobody takes part there is one row without a perspective; of an unknown network there is none.
    """
    return (await session.execute(NUMBERS, {"network_ids": network_ids})).all()
