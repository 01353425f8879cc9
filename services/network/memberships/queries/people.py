"""What a network sees of its people: by perspective, with who is away for who coordinates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, bindparam, select, tuple_
from sqlmodel import col

from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, MOST_AT_ONCE
from services.network.people.queries.accounts import names
from shared.database import Session

AWAY = MembershipStatus.PAUSED.value
NAME = names()
KEY = (col(Membership.perspective), NAME.c.sort_name, col(Membership.id))

# What a page asks is made once, here, and filled in when it is asked: making a statement takes longer than running it.
PEOPLE = select(
    col(Membership.id).label("membership_id"),
    col(Membership.network_id),
    col(Membership.person_id),
    col(Membership.perspective),
    col(Membership.status),
    col(Membership.since),
    col(Membership.contribution),
    col(Membership.version),
    NAME.c.display_name,
    NAME.c.avatar,
    NAME.c.sort_name,
).join(NAME, NAME.c.id == col(Membership.person_id))
"""Who takes or took part, of all networks: to be narrowed down."""
MEMBERS = (
    PEOPLE.where(
        col(Membership.network_id) == bindparam("network_id"),
        col(Membership.status).in_(bindparam("shown", expanding=True)),
    )
    .order_by(*KEY)
    .limit(bindparam("first", type_=Integer))
)
"""The first members of a network."""

Member = Row[*tuple[Any, ...]]
"""One member: membership_id, network_id, person_id, perspective, status, since, contribution, version, display_name, avatar, sort_name."""


async def members(
    session: Session, *, network_id: UUID, after: tuple[str, str, UUID] | None, first: int, with_away: bool
) -> Sequence[Member]:
    """The next members of a network, by perspective and name; ``after``: perspective, sort_name, membership_id of the last."""
    following = MEMBERS if after is None else MEMBERS.where(tuple_(*KEY) > after)
    shown = [ACTIVE, AWAY] if with_away else [ACTIVE]
    return (await session.execute(following, {"network_id": network_id, "shown": shown, "first": first})).all()


async def member(session: Session, membership_id: UUID) -> Member | None:
    """One person who takes part, or is away."""
    found = PEOPLE.where(col(Membership.id) == membership_id, col(Membership.status).in_((ACTIVE, AWAY)))
    return (await session.execute(found)).first()


async def place_to_tell(session: Session, membership_id: UUID) -> Row[UUID, UUID, str, datetime | None] | None:
    """Whose place this is, where, in which state, and until when it is kept: person_id, network_id, status, paused_until."""
    place = select(
        col(Membership.person_id), col(Membership.network_id), col(Membership.status), col(Membership.paused_until)
    )
    return (await session.execute(place.where(col(Membership.id) == membership_id))).first()


async def places_over(session: Session, now: datetime) -> Sequence[Membership]:
    """Who was away for so long that their place is kept no longer; at most 200, others that would end them skip these."""
    over = select(Membership).where(col(Membership.status) == AWAY, col(Membership.paused_until) <= now)
    over = over.order_by(col(Membership.paused_until), col(Membership.id)).limit(MOST_AT_ONCE)
    return (await session.scalars(over.with_for_update(skip_locked=True))).all()
