"""What can be told of networks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, select, tuple_
from sqlmodel import col

from services.network.networks.models import Network
from shared.database import NetworkStore, Session

Shown = RowMapping
"""One network as everybody may see it: every column but the one it is ordered by."""
SHOWN = tuple(column for column in NetworkStore.metadata.tables["network"].c if column.name != "sort_name")


async def network_by_slug(session: Session, slug: str) -> Network | None:
    """One network."""
    return await session.scalar(select(Network).where(col(Network.slug) == slug))


async def shown_by_slug(session: Session, slug: str) -> Shown | None:
    """One network as everybody may see it."""
    return (await session.execute(select(*SHOWN).where(col(Network.slug) == slug))).mappings().first()


async def shown_by_ids(session: Session, network_ids: Sequence[UUID]) -> Sequence[Shown]:
    """Some networks, in order of name; unknown ones are left out."""
    wanted = _by_name().where(col(Network.id).in_(network_ids))
    return (await session.execute(wanted)).mappings().all()


async def page(session: Session, *, after: tuple[str, UUID] | None, first: int) -> Sequence[Shown]:
    """The next networks in order of name, at most ``first``; ``after`` is the sort_name and id of the last one seen."""
    following = _by_name().limit(first)
    if after is not None:
        following = following.where(tuple_(col(Network.sort_name), col(Network.id)) > after)
    return (await session.execute(following)).mappings().all()


def _by_name() -> Select[*tuple[Any, ...]]:
    return select(*SHOWN, col(Network.sort_name)).order_by(col(Network.sort_name), col(Network.id))
