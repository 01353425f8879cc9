"""What can be told of people who are looked for: where they take part, and where who looks does."""

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from services.network.finding.domain import person_document
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.people.queries.accounts import names
from shared.database import Session
from shared.search.document import Document

LISTED = (MembershipStatus.ACTIVE.value,)
"""Who stands in the list of people that fellow members see; nobody is found who does not."""


async def networks_of(session: Session, person_id: UUID | None) -> list[UUID]:
    """The networks where a person takes part now; None stands for nobody."""
    if person_id is None:
        return []
    taking_part = select(col(Membership.network_id)).where(
        col(Membership.person_id) == person_id, col(Membership.status) == MembershipStatus.ACTIVE.value
    )
    return list((await session.scalars(taking_part)).all())


async def document_of_person(session: Session, network_id: UUID, person_id: UUID) -> Document | None:
    """By which words somebody is found in a network; None where they are not listed."""
    found = await _documents(session, col(Membership.network_id) == network_id, col(Membership.person_id) == person_id)
    return found[0][1] if found else None


async def person_count(session: Session) -> int:
    """In how many networks people can be found, all together."""
    return await session.scalar(select(func.count()).where(col(Membership.status).in_(LISTED))) or 0


async def person_documents(session: Session, after: UUID | None, limit: int) -> list[tuple[UUID, Document]]:
    """By which words the next people are found, in order of membership, held until this transaction ends."""
    return await _documents(session, *([] if after is None else [col(Membership.id) > after]), limit=limit)


async def _documents(session: Session, *where: object, limit: int = 1) -> list[tuple[UUID, Document]]:
    name = names()
    listed = (
        select(
            col(Membership.id),
            col(Membership.person_id),
            col(Membership.network_id),
            col(Membership.since),
            name.c.display_name,
        )
        .join(name, name.c.id == col(Membership.person_id))
        .where(col(Membership.status).in_(LISTED), *where)  # type: ignore[arg-type]  # conditions on columns
        .order_by(col(Membership.id))
        .limit(limit)
        .with_for_update(read=True, of=Membership)
    )
    return [
        (row.id, person_document(**{name: value for name, value in row._mapping.items() if name != "id"}))
        for row in await session.execute(listed)
    ]
