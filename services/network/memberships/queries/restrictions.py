"""What can be told of warnings and limits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, exists, func, or_, select
from sqlmodel import col

from services.network.memberships.domain.restrictions import TOLD_FOR
from services.network.memberships.models.restrictions import Restriction
from services.network.memberships.models.taking_part import Membership
from services.network.people.queries.accounts import names
from shared.database import Session

MOST_SHOWN = 50
ENDS_AT = func.coalesce(col(Restriction.until_at), col(Restriction.decided_at))
"""From when on a warning or limit is history."""

RestrictionRow = Row[*tuple[Any, ...]]
"""One: id, membership_id, person_id, display_name, kind, reason, decided_by, decided_at, until_at, lifted_at, appeal, appealed_at,
outcome, answer, answered_at."""


async def restriction_to_change(session: Session, restriction_id: UUID) -> Restriction | None:
    """One warning or limit; others that would change it wait."""
    found = select(Restriction).where(col(Restriction.id) == restriction_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def limits_to_carry(session: Session, membership_id: UUID, now: datetime) -> Sequence[Restriction]:
    """The limits that hold for a membership now, and whoever would lift them waits."""
    found = select(Restriction).where(
        col(Restriction.membership_id) == membership_id,
        col(Restriction.lifted_at).is_(None),
        col(Restriction.until_at) > now,
    )
    return (await session.scalars(found.order_by(col(Restriction.id)).with_for_update())).all()


async def is_carried(session: Session, *, restriction_id: UUID, network_id: UUID) -> bool:
    """Whether a limit went along to a network before, whatever came of it there."""
    found = exists().where(col(Restriction.carried_from) == restriction_id, col(Restriction.network_id) == network_id)
    return bool(await session.scalar(select(found)))


async def carried_on(session: Session, restriction_id: UUID, now: datetime) -> Sequence[tuple[Restriction, Membership]]:
    """Where a limit went along to and holds now, with whose it is."""
    found = (
        select(Restriction, Membership)
        .join(Membership, col(Membership.id) == col(Restriction.membership_id))
        .where(
            col(Restriction.carried_from) == restriction_id,
            col(Restriction.lifted_at).is_(None),
            col(Restriction.until_at) > now,
        )
        .with_for_update(of=Restriction)
    )
    return [(one.Restriction, one.Membership) for one in (await session.execute(found)).all()]


async def limits_of(session: Session, membership_id: UUID, now: datetime) -> int:
    """How many limits hold for a membership now."""
    found = select(func.count()).where(
        col(Restriction.membership_id) == membership_id,
        col(Restriction.lifted_at).is_(None),
        col(Restriction.until_at) > now,
    )
    return int((await session.execute(found)).scalar_one())


async def limited_until(session: Session, membership_id: UUID, now: datetime) -> datetime | None:
    """When the limit ends under which somebody writes nothing now; None without one."""
    found = select(func.max(col(Restriction.until_at))).where(
        col(Restriction.membership_id) == membership_id,
        col(Restriction.lifted_at).is_(None),
        col(Restriction.until_at) > now,
    )
    return await session.scalar(found)


async def restrictions_in(
    session: Session, *, network_id: UUID, viewer_id: UUID, now: datetime
) -> Sequence[RestrictionRow]:
    """What was decided in a network about others: what holds, what is told still, what waits for an answer; newest first."""
    found = _every(now).where(col(Restriction.network_id) == network_id, col(Membership.person_id) != viewer_id)
    return (await session.execute(found)).all()


async def restrictions_of_member(session: Session, membership_id: UUID) -> Sequence[RestrictionRow]:
    """Everything that was decided about one membership, newest first."""
    found = _rows().where(col(Restriction.membership_id) == membership_id)
    return (await session.execute(found)).all()


async def own_restrictions(
    session: Session, *, network_id: UUID, person_id: UUID, now: datetime
) -> Sequence[RestrictionRow]:
    """What was decided about somebody in a network, as long as it is told them, newest first."""
    found = _every(now).where(col(Restriction.network_id) == network_id, col(Membership.person_id) == person_id)
    return (await session.execute(found)).all()


async def restriction_to_tell(session: Session, restriction_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """What mails need: network_id, person_id, kind, decided_by, until_at, lifted_at, appealed_at, answered_at."""
    found = (
        select(
            col(Restriction.network_id),
            col(Membership.person_id),
            col(Restriction.kind),
            col(Restriction.decided_by),
            col(Restriction.until_at),
            col(Restriction.lifted_at),
            col(Restriction.appealed_at),
            col(Restriction.answered_at),
        )
        .join(Membership, col(Membership.id) == col(Restriction.membership_id))
        .where(col(Restriction.id) == restriction_id)
    )
    return (await session.execute(found)).first()


def _every(now: datetime) -> Select[*tuple[Any, ...]]:
    waits = col(Restriction.appealed_at).is_not(None) & col(Restriction.answered_at).is_(None)
    return _rows().where(or_(now - TOLD_FOR < ENDS_AT, waits, col(Restriction.answered_at) > now - TOLD_FOR))


def _rows() -> Select[*tuple[Any, ...]]:
    name = names()
    return (
        select(
            col(Restriction.id),
            col(Restriction.membership_id),
            col(Membership.person_id),
            name.c.display_name,
            col(Restriction.kind),
            col(Restriction.reason),
            col(Restriction.decided_by),
            col(Restriction.decided_at),
            col(Restriction.until_at),
            col(Restriction.lifted_at),
            col(Restriction.appeal),
            col(Restriction.appealed_at),
            col(Restriction.outcome),
            col(Restriction.answer),
            col(Restriction.answered_at),
        )
        .join(Membership, col(Membership.id) == col(Restriction.membership_id))
        .join(name, name.c.id == col(Membership.person_id))
        .order_by(col(Restriction.decided_at).desc(), col(Restriction.id))
        .limit(MOST_SHOWN)
    )
