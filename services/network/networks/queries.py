"""What can be told of networks and of how they relate."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Integer,
    Row,
    RowMapping,
    Select,
    String,
    Subquery,
    bindparam,
    cast,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.networks.domain import MOST_GROUPS, MOST_RELATIONS, NetworkStatus
from services.network.networks.models import Network, Relation
from shared.database import NetworkStore, Session
from shared.search.document import Document

ENDED = [status.value for status in NetworkStatus if not status.takes_members]
Shown = RowMapping
"""One network as everybody may see it: every column but those that are for the house alone."""
SHOWN = tuple(
    column for column in NetworkStore.metadata.tables["network"].c if column.name not in {"sort_name", "settled_at"}
)

# What a page asks is made once, here, and filled in when it is asked: making a statement takes longer than running it.
SHOWN_BY_SLUG = select(*SHOWN).where(col(Network.slug) == bindparam("slug"))
"""One network."""
BY_NAME = select(*SHOWN, col(Network.sort_name)).order_by(col(Network.sort_name), col(Network.id))
"""All networks: to be narrowed down."""
SHOWN_BY_IDS = BY_NAME.where(col(Network.id).in_(bindparam("network_ids", expanding=True)))
"""Some networks."""
FIRST_BY_NAME = BY_NAME.limit(bindparam("first", type_=Integer))
"""The first networks."""


def asked() -> Subquery:
    """How many of each perspective networks ask for, to join with: id, perspectives."""
    return select(col(Network.id), col(Network.perspectives)).subquery("asked")


async def ended(session: Session, *, after: UUID | None) -> Sequence[UUID]:
    """The networks that have ended or went on as another one, in order of id, two hundred at a time."""
    found = select(col(Network.id)).where(col(Network.status).in_(ENDED)).order_by(col(Network.id)).limit(200)
    return (await session.scalars(found if after is None else found.where(col(Network.id) > after))).all()


async def network_by_slug(session: Session, slug: str) -> Network | None:
    """One network."""
    return await session.scalar(select(Network).where(col(Network.slug) == slug))


async def network_count(session: Session) -> int:
    """How many networks there are."""
    return await session.scalar(select(func.count(col(Network.id)))) or 0


async def network_documents(session: Session, after: UUID | None, limit: int) -> list[tuple[UUID, Document]]:
    """By which words the next networks are found, in order of id, held until this transaction ends."""
    following = select(Network).order_by(col(Network.id)).limit(limit).with_for_update(read=True)
    if after is not None:
        following = following.where(col(Network.id) > after)
    return [(network.id, network.document()) for network in await session.scalars(following)]


async def network_to_change(session: Session, network_id: UUID) -> Network | None:
    """One network; others that would change it wait."""
    return await session.scalar(select(Network).where(col(Network.id) == network_id).with_for_update())


async def shown_by_slug(session: Session, slug: str) -> Shown | None:
    """One network as everybody may see it."""
    return (await session.execute(SHOWN_BY_SLUG, {"slug": slug})).mappings().first()


async def shown_by_ids(session: Session, network_ids: Sequence[UUID]) -> Sequence[Shown]:
    """Some networks, in order of name; unknown ones are left out."""
    return (await session.execute(SHOWN_BY_IDS, {"network_ids": network_ids})).mappings().all()


async def page(
    session: Session,
    *,
    after: tuple[str, UUID] | None,
    first: int,
    kind: str | None = None,
    theme: str | None = None,
    region: str | None = None,
    within: UUID | None = None,
) -> Sequence[Shown]:
    """The next networks in order of name, at most ``first``; ``after`` is the sort_name and id of the last one seen.

    kind, theme, region: only these (theme and region are codes of the house); a network for the whole country is found in
    every region. within: only the groups inside this network.
    """
    following = FIRST_BY_NAME
    if after is not None:
        following = following.where(tuple_(col(Network.sort_name), col(Network.id)) > after)
    if kind is not None:
        following = following.where(col(Network.kind) == kind)
    if theme is not None:
        following = following.where(cast(col(Network.themes), String).like(f'%"{theme}"%'))
    if region is not None:
        regions = cast(col(Network.regions), String)
        following = following.where((regions == "[]") | regions.like(f'%"{region}"%'))
    if within is not None:
        following = following.where(col(Network.parent_id) == within)
    return (await session.execute(following, {"first": first})).mappings().all()


async def around_and_inside(session: Session, network_ids: Sequence[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    """The networks around and inside some networks, by name: of_id, is_parent, id, slug, name, kind, status, regions."""
    here, other = aliased(Network), aliased(Network)
    names = ("id", "slug", "name", "kind", "status", "regions", "sort_name")
    told = [col(getattr(other, name)) for name in names]
    around: Select[*tuple[Any, ...]] = (
        select(col(here.id).label("of_id"), literal(1).label("is_parent"), *told)
        .join(other, col(other.id) == col(here.parent_id))
        .where(col(here.id).in_(network_ids))
    )
    inside: Select[*tuple[Any, ...]] = select(
        col(other.parent_id).label("of_id"), literal(0).label("is_parent"), *told
    ).where(col(other.parent_id).in_(network_ids))
    both = union_all(around, inside).subquery()
    ordered = select(both).order_by(both.c.of_id, both.c.is_parent.desc(), both.c.sort_name, both.c.id)
    return (await session.execute(ordered.limit((MOST_GROUPS + 1) * max(len(network_ids), 1)))).all()


async def said_by(session: Session, network_id: UUID) -> Sequence[Relation]:
    """The relations that a network told of itself."""
    return (await session.scalars(select(Relation).where(col(Relation.network_id) == network_id))).all()


async def relation(session: Session, relation_id: UUID) -> Relation | None:
    """One relation."""
    return await session.get(Relation, relation_id)


async def relations(
    session: Session, network_ids: Sequence[UUID]
) -> Sequence[Row[UUID, UUID, str, str, str, UUID | None, bool]]:
    """How some networks relate, from both sides: of_id, id, type (as it was said), slug, name, other_id, is_own."""
    other, told, here = aliased(Network), aliased(Network), aliased(Network)
    own: Select[*tuple[Any, ...]] = (
        select(
            col(Relation.network_id).label("of_id"),
            col(Relation.id),
            col(Relation.type),
            col(Relation.to_slug).label("slug"),
            func.coalesce(col(other.name), col(Relation.to_name)).label("name"),
            col(other.id).label("other_id"),
            literal(1).label("is_own"),
        )
        .outerjoin(other, col(other.slug) == col(Relation.to_slug))
        .where(col(Relation.network_id).in_(network_ids))
    )
    of_others: Select[*tuple[Any, ...]] = (
        select(
            col(here.id).label("of_id"),
            col(Relation.id),
            col(Relation.type),
            col(told.slug).label("slug"),
            col(told.name).label("name"),
            col(told.id).label("other_id"),
            literal(0).label("is_own"),
        )
        .join(here, col(here.slug) == col(Relation.to_slug))
        .join(told, col(told.id) == col(Relation.network_id))
        .where(col(here.id).in_(network_ids))
    )
    both = union_all(own, of_others).subquery()
    ordered = select(both).order_by(both.c.of_id, both.c.is_own.desc(), both.c.type, both.c.name, both.c.id)
    return (await session.execute(ordered.limit(MOST_RELATIONS * max(len(network_ids), 1)))).all()
