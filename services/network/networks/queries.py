"""What can be told of networks."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Integer, RowMapping, bindparam, select, tuple_
from sqlmodel import col

from services.network.networks.models import Network
from shared.database import NetworkStore, Session

Shown = RowMapping
"""One network as everybody may see it: every column but the one it is ordered by."""
SHOWN = tuple(column for column in NetworkStore.metadata.tables["network"].c if column.name != "sort_name")

# What a page asks is made once, here, and filled in when it is asked: making a statement takes longer than running it.
SHOWN_BY_SLUG = select(*SHOWN).where(col(Network.slug) == bindparam("slug"))
"""One network."""
BY_NAME = select(*SHOWN, col(Network.sort_name)).order_by(col(Network.sort_name), col(Network.id))
"""All networks: to be narrowed down."""
SHOWN_BY_IDS = BY_NAME.where(col(Network.id).in_(bindparam("network_ids", expanding=True)))
"""Some networks."""
FIRST_BY_NAME = BY_NAME.limit(bindparam("first", type_=Integer))
"""The first networks."""


async def network_by_slug(session: Session, slug: str) -> Network | None:
    """One network."""
    return await session.scalar(select(Network).where(col(Network.slug) == slug))


async def shown_by_slug(session: Session, slug: str) -> Shown | None:
    """One network as everybody may see it."""
    return (await session.execute(SHOWN_BY_SLUG, {"slug": slug})).mappings().first()


async def shown_by_ids(session: Session, network_ids: Sequence[UUID]) -> Sequence[Shown]:
    """Some networks, in order of name; unknown ones are left out."""
    return (await session.execute(SHOWN_BY_IDS, {"network_ids": network_ids})).mappings().all()


async def page(session: Session, *, after: tuple[str, UUID] | None, first: int) -> Sequence[Shown]:
    """The next networks in order of name, at most ``first``; ``after`` is the sort_name and id of the last one seen."""
    following = FIRST_BY_NAME
    if after is not None:
        following = following.where(tuple_(col(Network.sort_name), col(Network.id)) > after)
    return (await session.execute(following, {"first": first})).mappings().all()
