"""What can be told of goals."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import RowMapping, func, select
from sqlmodel import col

from services.network.networks.models import Network, Relation
from services.network.steering.models.goals import Goal
from shared.database import NetworkStore, Session

MOST_SHOWN = 50
SHOWN = tuple(NetworkStore.metadata.tables["goal"].c)


async def goal_to_change(session: Session, goal_id: UUID) -> Goal | None:
    """One goal; others that would change it wait."""
    return await session.scalar(select(Goal).where(col(Goal.id) == goal_id).with_for_update())


async def open_goals(session: Session, network_id: UUID) -> int:
    """How many goals of a network are open."""
    open_ = select(func.count()).where(col(Goal.network_id) == network_id, col(Goal.outcome).is_(None))
    return await session.scalar(open_) or 0


async def goals_of(session: Session, network_ids: Sequence[UUID]) -> Sequence[RowMapping]:
    """The goals of some networks: open ones first, each in order of its day; at most fifty a network."""
    place = (
        func.row_number()
        .over(
            partition_by=col(Goal.network_id),
            order_by=(col(Goal.outcome).is_not(None), col(Goal.due_on).is_(None), col(Goal.due_on), col(Goal.id)),
        )
        .label("place")
    )
    ranked = select(*SHOWN, place).where(col(Goal.network_id).in_(network_ids)).subquery()
    shown = select(ranked).where(ranked.c.place <= MOST_SHOWN).order_by(ranked.c.network_id, ranked.c.place)
    return (await session.execute(shown)).mappings().all()


async def left_behind(session: Session, slug: str) -> Sequence[RowMapping]:
    """The open goals of the networks that go on as the one with this slug; at most fifty, oldest first."""
    waiting = (
        select(*SHOWN, col(Network.name).label("network_name"), col(Network.slug).label("network_slug"))
        .join(Network, col(Network.id) == col(Goal.network_id))
        .join(Relation, col(Relation.network_id) == col(Network.id))
        .where(col(Relation.type) == "SUCCEEDED_BY", col(Relation.to_slug) == slug, col(Goal.outcome).is_(None))
        .order_by(col(Goal.id))
        .limit(MOST_SHOWN)
    )
    return (await session.execute(waiting)).mappings().all()


async def goes_on_as(session: Session, *, network_id: UUID, slug: str) -> bool:
    """Whether a network told that it goes on as the one with this slug."""
    told = select(func.count()).where(
        col(Relation.network_id) == network_id, col(Relation.type) == "SUCCEEDED_BY", col(Relation.to_slug) == slug
    )
    return bool(await session.scalar(told))
