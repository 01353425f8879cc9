"""What can be told of wishes to go on as another network."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.networks.models import Network
from services.network.steering.models.succession import Succession
from shared.database import Session

MOST_SHOWN = 50


async def proposal_of(session: Session, network_id: UUID) -> Succession | None:
    """What a network asked, also when it was declined; others that would change it wait."""
    return await session.scalar(select(Succession).where(col(Succession.network_id) == network_id).with_for_update())


async def proposal_to_change(session: Session, succession_id: UUID) -> Succession | None:
    """One wish; others that would change it wait."""
    return await session.scalar(select(Succession).where(col(Succession.id) == succession_id).with_for_update())


async def wish_to_tell(session: Session, network_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """What mails about a wish need: slug, name and status of the network, and of what it asked, where it did:

    succession_id, successor_id, successor_slug, successor_name, declined_at.
    """
    asked = aliased(Network)
    found: Select[*tuple[Any, ...]] = (
        select(
            col(Network.slug),
            col(Network.name),
            col(Network.status),
            col(Succession.id).label("succession_id"),
            col(Succession.successor_id),
            col(asked.slug).label("successor_slug"),
            col(asked.name).label("successor_name"),
            col(Succession.declined_at),
        )
        .outerjoin(Succession, col(Succession.network_id) == col(Network.id))
        .outerjoin(asked, col(asked.id) == col(Succession.successor_id))
        .where(col(Network.id) == network_id)
    )
    return (await session.execute(found)).first()


async def successions_of(session: Session, network_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """What a network asked, and what waits for its answer; at most fifty, oldest first.

    id, network_id, network_slug, network_name, successor_slug, successor_name, proposed_at, declined_at, answer.
    """
    asks, asked = aliased(Network), aliased(Network)
    found: Select[*tuple[Any, ...]] = (
        select(
            col(Succession.id),
            col(Succession.network_id),
            col(asks.slug).label("network_slug"),
            col(asks.name).label("network_name"),
            col(asked.slug).label("successor_slug"),
            col(asked.name).label("successor_name"),
            col(Succession.proposed_at),
            col(Succession.declined_at),
            col(Succession.answer),
        )
        .join(asks, col(asks.id) == col(Succession.network_id))
        .join(asked, col(asked.id) == col(Succession.successor_id))
        .where(
            or_(
                col(Succession.network_id) == network_id,
                (col(Succession.successor_id) == network_id) & col(Succession.declined_at).is_(None),
            )
        )
        .order_by(col(Succession.id))
        .limit(MOST_SHOWN)
    )
    return (await session.execute(found)).all()
