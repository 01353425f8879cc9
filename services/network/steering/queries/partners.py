"""What can be told of organisations that take part."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlmodel import col

from services.network.steering.domain.partners import MOST_PARTNERS
from services.network.steering.models.partners import Organisation, Partner
from shared.database import Session


async def organisation_named(session: Session, name: str) -> Organisation | None:
    """The organisation with this name, without regard to case or accents."""
    return await session.scalar(select(Organisation).where(col(Organisation.sort_name) == name))


async def partner_to_change(session: Session, partner_id: UUID) -> Partner | None:
    """One partner; others that would change it wait."""
    return await session.scalar(select(Partner).where(col(Partner.id) == partner_id).with_for_update())


async def is_partner(session: Session, *, network_id: UUID, organisation_id: UUID) -> bool:
    """Whether an organisation takes part in a network."""
    found = select(func.count()).where(
        col(Partner.network_id) == network_id, col(Partner.organisation_id) == organisation_id
    )
    return bool(await session.scalar(found))


async def number_of(session: Session, network_id: UUID) -> int:
    """How many organisations take part in a network."""
    return await session.scalar(select(func.count()).where(col(Partner.network_id) == network_id)) or 0


async def partners_of(
    session: Session, network_ids: Sequence[UUID]
) -> Sequence[Row[UUID, UUID, str, UUID | None, int]]:
    """Which organisations take part in some networks, by name: id, network_id, name, linking_person_id, version."""
    partners = (
        select(
            col(Partner.id),
            col(Partner.network_id),
            col(Organisation.name),
            col(Partner.linking_person_id),
            col(Partner.version),
        )
        .join(Organisation, col(Organisation.id) == col(Partner.organisation_id))
        .where(col(Partner.network_id).in_(network_ids))
        .order_by(col(Partner.network_id), col(Organisation.sort_name))
        .limit(MOST_PARTNERS * max(len(network_ids), 1))
    )
    return (await session.execute(partners)).all()
