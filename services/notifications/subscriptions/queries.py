"""What subscriptions can tell: who wants what, and how they stand."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, union
from sqlmodel import col

from services.notifications.subscriptions.domain import (
    DEFAULT,
    DEFAULT_REMINDER,
    Cadence,
    MailLevel,
    Reminder,
    Standing,
    UnsubscribeRight,
    Wish,
    level_of,
)
from services.notifications.subscriptions.models import (
    MEMBER,
    NETWORK_CADENCE,
    NETWORK_MARK,
    READER,
    SESSION_CHOICE,
    SUBSCRIPTION,
    Member,
    SessionChoice,
    Subscription,
    UnsubscribeToken,
)
from shared.database import Session

CADENCE = func.coalesce(SUBSCRIPTION.c.cadence, NETWORK_CADENCE.c.cadence, DEFAULT.value)
"""What somebody chose; else what stands for who chose nothing in that network."""
REMINDER = func.coalesce(SUBSCRIPTION.c.reminder, DEFAULT_REMINDER.value)


def wanting(
    cadences: Collection[Cadence], *, network_id: UUID | None = None, person_ids: Collection[UUID] | None = None
) -> Select[UUID, UUID, datetime, datetime | None]:
    """Select person_id, network_id, news_from and restarted_from of who takes part and wants one of these cadences."""
    statement: Select[UUID, UUID, datetime, datetime | None] = (
        select(
            MEMBER.c.person_id,
            MEMBER.c.network_id,
            MEMBER.c.news_from,
            SUBSCRIPTION.c.news_from.label("restarted_from"),
        )
        .select_from(MEMBER)
        .outerjoin(
            SUBSCRIPTION,
            and_(
                SUBSCRIPTION.c.person_id == MEMBER.c.person_id,
                SUBSCRIPTION.c.network_id == MEMBER.c.network_id,
            ),
        )
        .outerjoin(NETWORK_CADENCE, NETWORK_CADENCE.c.network_id == MEMBER.c.network_id)
        .where(MEMBER.c.is_active, CADENCE.in_([cadence.value for cadence in cadences]))
    )
    if network_id is not None:
        statement = statement.where(MEMBER.c.network_id == network_id)
    if person_ids is not None:
        statement = statement.where(MEMBER.c.person_id.in_(person_ids))
    return statement


def _following(network_id: UUID, person_ids: Collection[UUID] | None = None) -> Select[UUID]:
    """Select who takes part in a network and follows some session or series of it."""
    statement: Select[UUID] = (
        select(MEMBER.c.person_id)
        .join(
            SESSION_CHOICE,
            and_(SESSION_CHOICE.c.person_id == MEMBER.c.person_id, SESSION_CHOICE.c.network_id == MEMBER.c.network_id),
        )
        .where(
            MEMBER.c.is_active, MEMBER.c.network_id == network_id, SESSION_CHOICE.c.level == MailLevel.FOLLOWED.value
        )
    )
    return statement if person_ids is None else statement.where(MEMBER.c.person_id.in_(person_ids))


async def readers_wanting(
    session: Session,
    cadences: Collection[Cadence],
    *,
    network_id: UUID,
    after: UUID | None,
    first: int,
    or_following: bool = False,
) -> list[UUID]:
    """The people who want one of these cadences of a network, in order of id, at most ``first`` after ``after``.

    or_following: also who follows any session of it; whether it is this one is asked when the mail is written.
    """
    wants = wanting(cadences, network_id=network_id).with_only_columns(MEMBER.c.person_id)
    either = union(wants, _following(network_id)) if or_following else wants
    person_id = either.subquery().c.person_id
    statement = select(person_id).distinct().order_by(person_id).limit(first)
    if after is not None:
        statement = statement.where(person_id > after)
    return list((await session.execute(statement)).scalars())


async def readers_to_remind(
    session: Session,
    reminder: Reminder,
    *,
    network_id: UUID,
    after: UUID | None = None,
    first: int | None = None,
    person_ids: Collection[UUID] | None = None,
    or_following: bool = False,
) -> list[UUID]:
    """The people who want this reminder of the sessions of a network, in order of id; who wants none of its mail wants none.

    person_ids: who of these; else at most ``first`` after ``after``. or_following: also who follows any session of it.
    """
    cadences = [cadence for cadence in Cadence if cadence is not Cadence.NEVER]
    wants = wanting(cadences, network_id=network_id, person_ids=person_ids).where(REMINDER.in_([reminder.value]))
    wanted = wants.with_only_columns(MEMBER.c.person_id)
    either = union(wanted, _following(network_id, person_ids)) if or_following else wanted
    person_id = either.subquery().c.person_id
    statement = select(person_id).distinct().order_by(person_id).limit(first)
    if after is not None:
        statement = statement.where(person_id > after)
    return list((await session.execute(statement)).scalars())


async def count_wanting(session: Session, cadences: Collection[Cadence], *, network_id: UUID | None = None) -> int:
    """How many people want one of these cadences."""
    person_id = wanting(cadences, network_id=network_id).subquery().c.person_id
    return (await session.execute(select(func.count(person_id.distinct())))).scalar_one()


async def networks_wanted(session: Session, cadences: Collection[Cadence]) -> dict[UUID, int]:
    """How many people want one of these cadences of each network, in order of network; without those that nobody wants."""
    network_id = wanting(cadences).subquery().c.network_id
    rows = await session.execute(select(network_id, func.count()).group_by(network_id).order_by(network_id))
    return {row[0]: row[1] for row in rows}


async def cadences_of(
    session: Session, *, network_id: UUID | None, person_ids: Collection[UUID]
) -> dict[UUID, set[Cadence]]:
    """Which cadences these people want, of this network or of any; who takes part in none is left out."""
    wants = wanting(tuple(Cadence), network_id=network_id, person_ids=person_ids)
    rows = await session.execute(wants.with_only_columns(MEMBER.c.person_id, CADENCE).distinct())
    found: dict[UUID, set[Cadence]] = {}
    for person_id, cadence in rows:
        found.setdefault(person_id, set()).add(Cadence(cadence))
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
        select(READER.c.person_id, READER.c.mark, READER.c.bounces, READER.c.paused_at.is_not(None)).where(
            READER.c.person_id.in_(person_ids)
        )
    )
    return {person_id: Standing(mark, bounces, is_paused) for person_id, mark, bounces, is_paused in rows}


async def withdrawn_so_far(session: Session) -> int:
    """How much was withdrawn from all networks; it rises when something that may stand in a ready mail is gone."""
    return int((await session.execute(select(func.coalesce(func.sum(NETWORK_MARK.c.mark), 0)))).scalar_one())


async def wishes_of(session: Session, person_id: UUID) -> list[Wish]:
    """What a person wants of each network they take part in."""
    wants = wanting(tuple(Cadence), person_ids=[person_id]).with_only_columns(
        MEMBER.c.network_id, CADENCE, SUBSCRIPTION.c.cadence.is_(None), SUBSCRIPTION.c.reminder
    )
    rows = await session.execute(wants.order_by(MEMBER.c.network_id).distinct())
    return [
        Wish(network_id, Cadence(cadence), is_default, Reminder(reminder or DEFAULT_REMINDER))
        for network_id, cadence, is_default, reminder in rows
    ]


async def usual_cadence(session: Session, network_id: UUID) -> Cadence:
    """How often the overview of a network comes to who chose nothing."""
    told = await session.scalar(select(NETWORK_CADENCE.c.cadence).where(NETWORK_CADENCE.c.network_id == network_id))
    return Cadence(told or DEFAULT)


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


async def follows_any(session: Session, person_id: UUID, network_ids: Collection[UUID]) -> bool:
    """Whether a person follows some session or series of these networks."""
    statement = select(col(SessionChoice.about_id)).where(
        col(SessionChoice.person_id) == person_id,
        col(SessionChoice.network_id).in_(network_ids),
        col(SessionChoice.level) == MailLevel.FOLLOWED.value,
    )
    return (await session.execute(statement.limit(1))).first() is not None


async def members_of(session: Session, network_id: UUID, *, after: UUID | None, first: int) -> list[UUID]:
    """Who takes part in a network now, in order of id, at most ``first`` after ``after``."""
    statement = select(col(Member.person_id)).where(col(Member.network_id) == network_id, col(Member.is_active))
    if after is not None:
        statement = statement.where(col(Member.person_id) > after)
    return list((await session.execute(statement.distinct().order_by(col(Member.person_id)).limit(first))).scalars())


async def levels_of(
    session: Session, *, session_id: UUID, series_id: UUID | None, person_ids: Collection[UUID]
) -> dict[UUID, MailLevel]:
    """How much mail these people want about a session. Who chose nothing for it or for its series is left out."""
    about = [one for one in (session_id, series_id) if one is not None]
    chosen = await _choices(session, person_ids, col(SessionChoice.about_id).in_(about))
    return {
        person_id: level_of(levels, session_id=session_id, series_id=series_id) for person_id, levels in chosen.items()
    }


async def choices_of_who_muted(session: Session, person_ids: Collection[UUID]) -> dict[UUID, dict[UUID, MailLevel]]:
    """What they chose for sessions and series, by what it is about, of these people who muted any; others are left out."""
    chosen = await _choices(session, person_ids)
    return {person_id: levels for person_id, levels in chosen.items() if MailLevel.MUTED in levels.values()}


async def _choices(
    session: Session, person_ids: Collection[UUID], *which: ColumnElement[bool]
) -> dict[UUID, dict[UUID, MailLevel]]:
    rows = await session.execute(
        select(col(SessionChoice.person_id), col(SessionChoice.about_id), col(SessionChoice.level)).where(
            col(SessionChoice.person_id).in_(person_ids), *which
        )
    )
    found: dict[UUID, dict[UUID, MailLevel]] = {}
    for person_id, about_id, level in rows:
        found.setdefault(person_id, {})[about_id] = MailLevel(level)
    return found
