"""What can be told of removals and the objections to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, tuple_
from sqlmodel import col

from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.removals import Removal
from services.network.memberships.models.taking_part import Membership
from services.network.people.queries.accounts import names
from shared.database import Session

Appeal = Row[*tuple[Any, ...]]
"""One open objection: id, membership_id, person_id, display_name, perspective, reason, removed_at, removed_by, appeal,
appealed_at."""


async def latest_removal(session: Session, membership_id: UUID) -> Removal | None:
    """The last time somebody was removed; others that would change it wait."""
    found = select(Removal).where(col(Removal.membership_id) == membership_id).order_by(col(Removal.id).desc()).limit(1)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def removal_told(session: Session, membership_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """What a removed person may read: reason, removed_at, appeal, appealed_at, outcome, answer, answered_at."""
    told = (
        select(
            col(Removal.reason),
            col(Removal.removed_at),
            col(Removal.appeal),
            col(Removal.appealed_at),
            col(Removal.outcome),
            col(Removal.answer),
            col(Removal.answered_at),
        )
        .where(col(Removal.membership_id) == membership_id)
        .order_by(col(Removal.id).desc())
        .limit(1)
    )
    return (await session.execute(told)).first()


async def removal_to_tell(session: Session, removal_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """What mails about an objection need: network_id, membership_id, person_id, removed_by, answered_at, outcome."""
    told = (
        select(
            col(Removal.network_id),
            col(Removal.membership_id),
            col(Membership.person_id),
            col(Removal.removed_by),
            col(Removal.answered_at),
            col(Removal.outcome),
        )
        .join(Membership, col(Membership.id) == col(Removal.membership_id))
        .where(col(Removal.id) == removal_id, col(Removal.appealed_at).is_not(None))
    )
    return (await session.execute(told)).first()


async def open_appeals(
    session: Session, *, network_id: UUID, after: tuple[datetime, UUID] | None, first: int
) -> Sequence[Appeal]:
    """The objections in a network that nobody answered yet, oldest first."""
    name = names()
    waiting = (
        select(
            col(Removal.id),
            col(Removal.membership_id),
            col(Membership.person_id),
            name.c.display_name,
            col(Membership.perspective),
            col(Removal.reason),
            col(Removal.removed_at),
            col(Removal.removed_by),
            col(Removal.appeal),
            col(Removal.appealed_at),
        )
        .join(Membership, col(Membership.id) == col(Removal.membership_id))
        .join(name, name.c.id == col(Membership.person_id))
        .where(
            col(Removal.network_id) == network_id,
            col(Removal.appealed_at).is_not(None),
            col(Removal.answered_at).is_(None),
            col(Membership.status) == MembershipStatus.REMOVED.value,
        )
        .order_by(col(Removal.appealed_at), col(Removal.id))
        .limit(first)
    )
    if after is not None:
        waiting = waiting.where(tuple_(col(Removal.appealed_at), col(Removal.id)) > after)
    return (await session.execute(waiting)).all()
