"""What the projection can tell: how people stand in networks."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import distinct, func, select
from sqlmodel import col

from services.agenda.members.domain import COORDINATOR, MemberStatus, Standing, standing_of
from services.agenda.members.models import Member
from shared.database import Session

IS_ACTIVE = col(Member.status) == MemberStatus.ACTIVE.value


async def standings(session: Session, person_id: UUID | None) -> Mapping[UUID, Standing]:
    """How a person stands in every network where they take part, by network; nobody stands nowhere."""
    if person_id is None:
        return {}
    rows = await session.execute(
        select(col(Member.network_id), col(Member.role)).where(col(Member.person_id) == person_id, IS_ACTIVE)
    )
    found: dict[UUID, Standing] = {}
    for network_id, role in rows:
        standing = standing_of(role)
        if not found.get(network_id, Standing.STRANGER).coordinates:
            found[network_id] = standing
    return found


async def standing_in(session: Session, network_id: UUID, person_id: UUID | None, *, hold: bool = False) -> Standing:
    """How a person stands in one network.

    hold: keep it so until this transaction ends, so that who leaves meanwhile leaves after it (A-42).
    """
    if person_id is None:
        return Standing.STRANGER
    statement = select(col(Member.role)).where(
        col(Member.network_id) == network_id, col(Member.person_id) == person_id, IS_ACTIVE
    )
    if hold:
        statement = statement.with_for_update(read=True)
    found = [standing_of(role) for role in (await session.execute(statement)).scalars()]
    return max(found, key=lambda standing: standing.value, default=Standing.STRANGER)


async def coordinators_held(session: Session, network_id: UUID) -> set[UUID]:
    """The coordinators of a network, held until this transaction ends: one of them plans at a time."""
    rows = await session.execute(
        select(col(Member.person_id))
        .where(col(Member.network_id) == network_id, IS_ACTIVE, col(Member.role) == COORDINATOR)
        .order_by(col(Member.membership_id))
        .with_for_update()
    )
    return set(rows.scalars())


async def active_among(session: Session, network_id: UUID, person_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these people take part in a network now."""
    rows = await session.execute(
        select(col(Member.person_id)).where(
            col(Member.network_id) == network_id, col(Member.person_id).in_(list(person_ids)), IS_ACTIVE
        )
    )
    return set(rows.scalars())


async def member_count(session: Session, network_id: UUID) -> int:
    """How many people take part in a network now."""
    statement = select(func.count(distinct(col(Member.person_id)))).where(
        col(Member.network_id) == network_id, IS_ACTIVE
    )
    return (await session.execute(statement)).scalar_one()
