"""What can be told of accounts that nobody uses."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Row, exists, func, or_, select, union_all
from sqlmodel import col

from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import MOST_AT_ONCE as AT_ONCE
from services.network.people.domain.ages import AgeBand
from services.network.people.models.accounts import Person
from services.network.people.models.devices import AuthSession
from services.network.people.models.machine_tokens import MachineToken
from services.network.privacy.domain.keeping import MOST_AT_ONCE
from services.network.privacy.models.keeping import AccountUse
from shared.database import Session


async def seen_since(session: Session, since: datetime) -> Sequence[Row[UUID, datetime]]:
    """Who was here since a moment, themselves or by a program of theirs, and when last: person_id, seen_at; each person once."""
    here = union_all(
        select(col(AuthSession.person_id), col(AuthSession.seen_at)).where(col(AuthSession.seen_at) > since),
        select(col(MachineToken.person_id), col(MachineToken.used_at)).where(col(MachineToken.used_at) > since),
    ).subquery()
    last = func.max(here.c.seen_at).label("seen_at")
    return (await session.execute(select(here.c.person_id, last).group_by(here.c.person_id))).all()


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


async def had_a_place(session: Session, person_id: UUID) -> bool:
    """Whether somebody takes or ever took part in a network, or is on the way to it."""
    return bool(await session.scalar(select(exists().where(col(Membership.person_id) == person_id))))


async def without_place(session: Session, now: datetime) -> Sequence[UUID]:
    """People under 16, or without a mail address, that have no place in any network or on the way to one; at most 200."""
    has_place = exists().where(
        col(Membership.person_id) == col(Person.id),
        or_(
            col(Membership.status) != MembershipStatus.ENDED.value,
            col(Membership.may_return_until) > now,
        ),
    )
    needs_place = or_(col(Person.age_band) == AgeBand.UNDER_16.value, col(Person.email_index).is_(None))
    found = select(col(Person.id)).where(needs_place, ~has_place)
    return (await session.scalars(found.order_by(col(Person.id)).limit(AT_ONCE))).all()


async def use_of(session: Session, person_id: UUID) -> AccountUse | None:
    """How an account is used."""
    return await session.get(AccountUse, person_id)
