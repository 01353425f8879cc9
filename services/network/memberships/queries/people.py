"""What a network sees of its people: by perspective, with who is away for who coordinates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select, tuple_
from sqlmodel import col

from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, MOST_AT_ONCE
from services.network.people.queries.accounts import names
from shared.database import Session

AWAY = MembershipStatus.PAUSED.value

Someone = Row[*tuple[Any, ...]]
"""One person: membership_id, network_id, person_id, perspective, status, since, version, display_name, avatar,
sort_name."""


async def people(
    session: Session, *, network_id: UUID, after: tuple[str, str, UUID] | None, first: int, with_away: bool
) -> Sequence[Someone]:
    """The next people of a network, by perspective and name; ``after``: perspective, sort_name, membership_id of the last."""
    statement, sort_name = _people()
    shown = (ACTIVE, AWAY) if with_away else (ACTIVE,)
    key = (col(Membership.perspective), sort_name, col(Membership.id))
    following = (
        statement.where(col(Membership.network_id) == network_id, col(Membership.status).in_(shown))
        .order_by(*key)
        .limit(first)
    )
    if after is not None:
        following = following.where(tuple_(*key) > after)
    return (await session.execute(following)).all()


async def someone(session: Session, membership_id: UUID) -> Someone | None:
    """One person who takes part, or is away."""
    statement, _ = _people()
    found = statement.where(col(Membership.id) == membership_id, col(Membership.status).in_((ACTIVE, AWAY)))
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


def _people() -> tuple[Select[*tuple[Any, ...]], ColumnElement[str]]:
    name = names()
    statement = select(
        col(Membership.id).label("membership_id"),
        col(Membership.network_id),
        col(Membership.person_id),
        col(Membership.perspective),
        col(Membership.status),
        col(Membership.since),
        col(Membership.version),
        name.c.display_name,
        name.c.avatar,
        name.c.sort_name,
    ).join(name, name.c.id == col(Membership.person_id))
    return statement, name.c.sort_name
