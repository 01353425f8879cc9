"""What subscriptions can tell: who wants what, and how they stand."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlmodel import col

from services.notifications.subscriptions.domain import DEFAULT, Cadence, Standing, UnsubscribeRight, Wish
from services.notifications.subscriptions.models import Member, NetworkMark, Reader, Subscription, UnsubscribeToken
from shared.database import Session

CADENCE = func.coalesce(col(Subscription.cadence), DEFAULT.value)


def wanting(
    cadences: Collection[Cadence], *, network_id: UUID | None = None, person_ids: Collection[UUID] | None = None
) -> Select[UUID, UUID, datetime, datetime | None]:
    """Select person_id, network_id, news_from and restarted_from of who takes part and wants one of these cadences."""
    statement: Select[UUID, UUID, datetime, datetime | None] = (
        select(
            col(Member.person_id).label("person_id"),
            col(Member.network_id).label("network_id"),
            col(Member.news_from).label("news_from"),
            col(Subscription.news_from).label("restarted_from"),
        )
        .select_from(Member)
        .outerjoin(
            Subscription,
            and_(
                col(Subscription.person_id) == col(Member.person_id),
                col(Subscription.network_id) == col(Member.network_id),
            ),
        )
        .where(col(Member.is_active), CADENCE.in_([cadence.value for cadence in cadences]))
    )
    if network_id is not None:
        statement = statement.where(col(Member.network_id) == network_id)
    if person_ids is not None:
        statement = statement.where(col(Member.person_id).in_(person_ids))
    return statement


async def readers_wanting(
    session: Session, cadences: Collection[Cadence], *, network_id: UUID | None, after: UUID | None, first: int
) -> list[UUID]:
    """The people who want one of these cadences, in order of id, at most ``first`` after ``after``."""
    person_id = wanting(cadences, network_id=network_id).subquery().c.person_id
    statement = select(person_id).distinct().order_by(person_id).limit(first)
    if after is not None:
        statement = statement.where(person_id > after)
    return list((await session.execute(statement)).scalars())


async def count_wanting(session: Session, cadences: Collection[Cadence], *, network_id: UUID | None = None) -> int:
    """How many people want one of these cadences."""
    person_id = wanting(cadences, network_id=network_id).subquery().c.person_id
    return (await session.execute(select(func.count(person_id.distinct())))).scalar_one()


async def networks_wanted(
    session: Session, cadences: Collection[Cadence], *, network_id: UUID | None, person_ids: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """Of which networks each of these people wants one of these cadences; who wants none is left out."""
    wants = wanting(cadences, network_id=network_id, person_ids=person_ids).subquery()
    found: dict[UUID, set[UUID]] = {}
    for person_id, wanted in await session.execute(select(wants.c.person_id, wants.c.network_id)):
        found.setdefault(person_id, set()).add(wanted)
    return found


async def taking_part(session: Session, person_ids: Collection[UUID], network_id: UUID | None = None) -> set[UUID]:
    """Who of these people takes part in this network, or in any."""
    statement = select(col(Member.person_id)).where(col(Member.person_id).in_(person_ids), col(Member.is_active))
    if network_id is not None:
        statement = statement.where(col(Member.network_id) == network_id)
    return set((await session.execute(statement)).scalars())


async def standings(session: Session, person_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """How these readers stand."""
    rows = await session.execute(
        select(col(Reader.person_id), col(Reader.mark), col(Reader.bounces), col(Reader.paused_at)).where(
            col(Reader.person_id).in_(person_ids)
        )
    )
    return {row.person_id: Standing(row.mark, row.bounces, row.paused_at is not None) for row in rows}


async def network_marks(session: Session, network_ids: Collection[UUID]) -> dict[UUID, int]:
    """The marks of these networks; 0 for one that nothing left yet."""
    rows = await session.execute(
        select(col(NetworkMark.network_id), col(NetworkMark.mark)).where(col(NetworkMark.network_id).in_(network_ids))
    )
    marks = dict.fromkeys(network_ids, 0)
    marks.update({row.network_id: row.mark for row in rows})
    return marks


async def wishes_of(session: Session, person_id: UUID) -> list[Wish]:
    """What a person wants of each network they take part in."""
    rows = await session.execute(
        select(col(Member.network_id), col(Subscription.cadence))
        .select_from(Member)
        .outerjoin(
            Subscription,
            and_(
                col(Subscription.person_id) == col(Member.person_id),
                col(Subscription.network_id) == col(Member.network_id),
            ),
        )
        .where(col(Member.person_id) == person_id, col(Member.is_active))
        .order_by(col(Member.network_id))
        .distinct()
    )
    return [Wish(row.network_id, Cadence(row.cadence or DEFAULT), row.cadence is None) for row in rows]


async def is_paused(session: Session, person_id: UUID) -> bool:
    """Whether a person's mail is paused (BR-066)."""
    standing = (await standings(session, [person_id])).get(person_id)
    return standing is not None and standing.is_paused


async def subscription_to_change(session: Session, person_id: UUID, network_id: UUID) -> Subscription | None:
    """What a person chose for a network, held until this transaction ends."""
    statement = (
        select(Subscription)
        .where(col(Subscription.person_id) == person_id, col(Subscription.network_id) == network_id)
        .with_for_update()
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def right_of(session: Session, hashed: bytes) -> UnsubscribeRight | None:
    """What may be ended with the token of this hash."""
    row = (
        await session.execute(
            select(
                col(UnsubscribeToken.person_id), col(UnsubscribeToken.network_ids), col(UnsubscribeToken.language)
            ).where(col(UnsubscribeToken.token_hash) == hashed)
        )
    ).first()
    if row is None:
        return None
    return UnsubscribeRight(row.person_id, tuple(UUID(text) for text in row.network_ids), row.language)


async def chosen_cadences(session: Session, person_id: UUID, network_ids: Collection[UUID]) -> dict[UUID, Cadence]:
    """What a person chose for these networks; those without a choice are left out."""
    rows = await session.execute(
        select(col(Subscription.network_id), col(Subscription.cadence)).where(
            col(Subscription.person_id) == person_id, col(Subscription.network_id).in_(network_ids)
        )
    )
    return {row.network_id: Cadence(row.cadence) for row in rows}
