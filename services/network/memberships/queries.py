"""What can be told of taking part."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, Row, bindparam, exists, func, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain import MembershipStatus
from services.network.memberships.models import Membership
from services.network.people.queries import names
from shared.database import Session

# What a page asks is made once, here, and filled in when it is asked: making a statement takes longer than running it.
IS_ACTIVE = col(Membership.status) == MembershipStatus.ACTIVE.value
OF_NETWORK = col(Membership.network_id) == bindparam("network_id")
OF_PERSON = col(Membership.person_id) == bindparam("person_id")
IN_NETWORKS = col(Membership.network_id).in_(bindparam("network_ids", expanding=True))
AMONG_PEOPLE = col(Membership.person_id).in_(bindparam("person_ids", expanding=True))
NAME = names()
OWN = aliased(Membership)
MOST_MINE = 100

TAKES_PART = select(exists().where(OF_NETWORK, OF_PERSON, IS_ACTIVE))
"""Whether a person takes part in a network."""
MINE = (
    select(
        col(Membership.id),
        col(Membership.network_id),
        col(Membership.person_id),
        col(Membership.perspective),
        col(Membership.role),
        col(Membership.status),
        col(Membership.since),
    )
    .where(OF_PERSON, IS_ACTIVE)
    .order_by(col(Membership.since), col(Membership.id))
    .limit(MOST_MINE)
)
"""In what a person takes part."""
MEMBERS = (
    select(
        col(Membership.id).label("membership_id"),
        col(Membership.network_id),
        col(Membership.person_id),
        col(Membership.perspective),
        col(Membership.role),
        NAME.c.display_name,
        NAME.c.sort_name,
    )
    .join(NAME, NAME.c.id == col(Membership.person_id))
    .where(IS_ACTIVE)
)
"""Who takes part, of all networks: to be narrowed down."""
MEMBERS_BY_NAME = (
    MEMBERS.where(OF_NETWORK).order_by(NAME.c.sort_name, col(Membership.id)).limit(bindparam("first", type_=Integer))
)
"""The first members of a network."""
FELLOW_MEMBERS = MEMBERS.where(
    IN_NETWORKS,
    AMONG_PEOPLE,
    exists().where(
        col(OWN.network_id) == col(Membership.network_id),
        col(OWN.person_id) == bindparam("viewer_id"),
        col(OWN.status) == MembershipStatus.ACTIVE.value,
    ),
).order_by(col(Membership.id))
"""Members of networks, as far as the viewer takes part there too."""
ACTIVE_OF = (
    select(col(Membership.person_id)).where(OF_NETWORK, AMONG_PEOPLE, IS_ACTIVE).order_by(col(Membership.person_id))
)
"""Which of some people take part in a network."""
NUMBERS = (
    select(col(Membership.network_id), col(Membership.perspective), func.count().label("number"))
    .where(IN_NETWORKS, IS_ACTIVE)
    .group_by(col(Membership.network_id), col(Membership.perspective))
)
"""How many take part in networks, by perspective."""

Member = Row[UUID, UUID, UUID, str, str, str, str]
"""One member: membership_id, network_id, person_id, perspective, role, display_name, sort_name."""


async def membership(session: Session, *, network_id: UUID, person_id: UUID) -> Membership | None:
    """The membership of a person in a network, active or ended; others that would change it wait."""
    found = select(Membership).where(col(Membership.network_id) == network_id, col(Membership.person_id) == person_id)
    return await session.scalar(found.with_for_update())


async def is_member(session: Session, *, network_id: UUID, person_id: UUID) -> bool:
    """Whether somebody takes part in a network now."""
    return bool(await session.scalar(TAKES_PART, {"network_id": network_id, "person_id": person_id}))


async def mine(session: Session, person_id: UUID) -> Sequence[Row[UUID, UUID, UUID, str, str, str, datetime]]:
    """In what somebody takes part now: id, network_id, person_id, perspective, role, status, since."""
    return (await session.execute(MINE, {"person_id": person_id})).all()


async def members(
    session: Session, *, network_id: UUID, after: tuple[str, UUID] | None, first: int
) -> Sequence[Member]:
    """The next members of a network in order of name; ``after`` is the sort_name and membership_id of the last one seen."""
    following = MEMBERS_BY_NAME
    if after is not None:
        following = following.where(tuple_(NAME.c.sort_name, col(Membership.id)) > after)
    return (await session.execute(following, {"network_id": network_id, "first": first})).all()


async def fellow_members(
    session: Session, *, viewer_id: UUID, network_ids: Sequence[UUID], person_ids: Sequence[UUID]
) -> Sequence[Member]:
    """Which of these people take part in which of these networks, as far as the viewer takes part there too."""
    asked = {"viewer_id": viewer_id, "network_ids": network_ids, "person_ids": person_ids}
    return (await session.execute(FELLOW_MEMBERS, asked)).all()


async def active_of(session: Session, *, network_id: UUID, person_ids: Sequence[UUID]) -> Sequence[UUID]:
    """Which of these people take part in a network now."""
    return (await session.scalars(ACTIVE_OF, {"network_id": network_id, "person_ids": person_ids})).all()


async def numbers(session: Session, network_ids: Sequence[UUID]) -> Sequence[Row[UUID, str, int]]:
    """How many take part now: network_id, perspective, number; where nobody does there is no row."""
    return (await session.execute(NUMBERS, {"network_ids": network_ids})).all()
