"""What can be told of organisations that take part."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, exists, func, select
from sqlmodel import col

from services.network.networks.models import Network
from services.network.steering.domain.partners import MOST_PARTNERS, MOST_PLACES
from services.network.steering.models.partners import Organisation, Partner
from shared.database import Session

PartnerRow = Row[*tuple[Any, ...]]


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


async def partners_of(session: Session, network_ids: Sequence[UUID]) -> Sequence[PartnerRow]:
    """Which organisations take part in some networks, by name: id, network_id, organisation_id, name, linking_person_id,
    contributes_from, contributes_until, version.
    """
    partners = (
        select(
            col(Partner.id),
            col(Partner.network_id),
            col(Partner.organisation_id),
            col(Organisation.name),
            col(Partner.linking_person_id),
            col(Partner.contributes_from),
            col(Partner.contributes_until),
            col(Partner.version),
        )
        .join(Organisation, col(Organisation.id) == col(Partner.organisation_id))
        .where(col(Partner.network_id).in_(network_ids))
        .order_by(col(Partner.network_id), col(Organisation.sort_name))
        .limit(MOST_PARTNERS * max(len(network_ids), 1))
    )
    return (await session.execute(partners)).all()


async def organisation(session: Session, organisation_id: UUID) -> Organisation | None:
    """One organisation that takes part somewhere."""
    found = select(Organisation).where(col(Organisation.id) == organisation_id)
    return await session.scalar(found.where(exists().where(col(Partner.organisation_id) == organisation_id)))


async def places_of(session: Session, organisation_id: UUID) -> Sequence[PartnerRow]:
    """In which networks an organisation takes part, by name: id, network_id, slug, network_name, linking_person_id,
    contributes_from, contributes_until; at most a hundred.
    """
    found: Select[*tuple[Any, ...]] = (
        select(
            col(Partner.id),
            col(Partner.network_id),
            col(Network.slug),
            col(Network.name).label("network_name"),
            col(Partner.linking_person_id),
            col(Partner.contributes_from),
            col(Partner.contributes_until),
        )
        .join(Network, col(Network.id) == col(Partner.network_id))
        .where(col(Partner.organisation_id) == organisation_id)
        .order_by(col(Network.sort_name), col(Network.id))
        .limit(MOST_PLACES)
    )
    return (await session.execute(found)).all()
