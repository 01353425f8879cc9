"""What can be told of accounts that nobody uses."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlmodel import col

from services.network.people.models.devices import AuthSession
from services.network.privacy.domain.keeping import MOST_AT_ONCE
from services.network.privacy.models.keeping import AccountUse
from shared.database import Session


async def seen_since(session: Session, since: datetime) -> Sequence[Row[UUID, datetime]]:
    """Who was here since a moment, and when last: person_id, seen_at."""
    last = func.max(col(AuthSession.seen_at)).label("seen_at")
    found = select(col(AuthSession.person_id), last).where(col(AuthSession.seen_at) > since)
    return (await session.execute(found.group_by(col(AuthSession.person_id)))).all()


async def to_warn(session: Session, used_until: date) -> Sequence[Row[UUID, date]]:
    """Accounts not used after a day that were not warned: person_id, used_on; at most 500."""
    found = select(col(AccountUse.person_id), col(AccountUse.used_on)).where(
        col(AccountUse.used_on) <= used_until, col(AccountUse.warned_at).is_(None)
    )
    return (await session.execute(found.order_by(col(AccountUse.used_on)).limit(MOST_AT_ONCE))).all()


async def to_warn_again(session: Session, used_until: date, warned_until: datetime) -> Sequence[Row[UUID, date]]:
    """Accounts not used after a day that were warned once, before a moment: person_id, used_on; at most 500."""
    found = select(col(AccountUse.person_id), col(AccountUse.used_on)).where(
        col(AccountUse.used_on) <= used_until,
        col(AccountUse.warned_at) <= warned_until,
        col(AccountUse.warned_again_at).is_(None),
    )
    return (await session.execute(found.order_by(col(AccountUse.used_on)).limit(MOST_AT_ONCE))).all()


async def to_erase(session: Session, used_until: date, warned_until: datetime) -> Sequence[UUID]:
    """Accounts not used after a day that were warned twice, before a moment; at most 500."""
    found = select(col(AccountUse.person_id)).where(
        col(AccountUse.used_on) <= used_until, col(AccountUse.warned_again_at) <= warned_until
    )
    return (await session.scalars(found.order_by(col(AccountUse.used_on)).limit(MOST_AT_ONCE))).all()


async def use_of(session: Session, person_id: UUID) -> AccountUse | None:
    """How an account is used."""
    return await session.get(AccountUse, person_id)
