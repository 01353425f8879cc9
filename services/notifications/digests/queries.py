"""What digests can tell: what each reader did not get yet, and what is due."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, Text, and_, cast, extract, func, or_, select
from sqlmodel import col

from services.notifications.digests.domain import LOOK_BACK, Candidate, Candidates, ItemKind
from services.notifications.digests.models import ITEM, TOLD_ITEM, Burst, Gathering
from services.notifications.mail.domain.ledger import DELIVERED, MailState
from services.notifications.mail.queries import mail_states
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.queries import wanting
from shared.database import Session

_WORD, _LINE = " ", ";"
"""Between the facts about one item, and between items; neither stands in an id, a number or a word of ours."""


class GatheringRow(NamedTuple):
    """A session for which the mail before it may be due."""

    session_id: UUID
    network_id: UUID
    starts_at: datetime


class BurstRow(NamedTuple):
    """A burst that may be mailed."""

    network_id: UUID
    began_at: datetime


async def candidates(
    session: Session,
    cadences: Collection[Cadence],
    *,
    network_id: UUID | None,
    person_ids: Collection[UUID],
    now: datetime,
) -> dict[UUID, Candidates]:
    """What each of these readers did not get yet, by person and network, oldest first; the same object for the same content.

    Something counts as told while the mail it stood in is sent or being sent; after any other end it is news again.
    """
    wants = wanting(cadences, network_id=network_id, person_ids=person_ids).subquery()
    states = mail_states().subquery()
    # One row for each reader and not one for each item, for most readers of a network have the same items.
    facts = (wants.c.network_id, extract("epoch", ITEM.c.appeared_at), ITEM.c.item_id, ITEM.c.kind)
    words: ColumnElement[str] = func.coalesce(states.c.state, "")
    for fact in reversed(facts):
        words = cast(fact, Text) + _WORD + words
    rows = await session.execute(
        select(wants.c.person_id, func.aggregate_strings(words, _LINE))
        .select_from(wants)
        .join(ITEM, _is_news(wants, now))
        .outerjoin(TOLD_ITEM, _was_told(wants))
        .outerjoin(states, states.c.mail_id == TOLD_ITEM.c.mail_id)
        .where(or_(states.c.state.is_(None), states.c.state.not_in([state.value for state in DELIVERED])))
        .group_by(wants.c.person_id)
    )
    alike: dict[str, Candidates] = {}
    same: dict[tuple[str, ...], Candidates] = {}
    found: dict[UUID, Candidates] = {}
    for person_id, text in rows.all():
        if text not in alike:
            # by network, and then the oldest first; a database promises no order
            lines = tuple(sorted(text.split(_LINE)))
            if lines not in same:
                same[lines] = _by_network(lines)
            alike[text] = same[lines]
        found[person_id] = alike[text]
    return found


def _by_network(lines: Iterable[str]) -> Candidates:
    found: dict[UUID, dict[UUID, Candidate]] = {}
    for line in lines:
        network, _, item, kind, state = line.split(_WORD)
        candidate = Candidate(UUID(item), ItemKind(kind), is_repeated=state == MailState.UNKNOWN)
        found.setdefault(UUID(network), {})[candidate.item_id] = candidate
    return {network_id: tuple(items.values()) for network_id, items in found.items()}


async def news_for_anyone(session: Session, network_id: UUID, *, now: datetime, first: int) -> list[Candidate]:
    """What at least one member of a network did not get yet, whatever their cadence, oldest first."""
    wants = wanting([cadence for cadence in Cadence if cadence is not Cadence.NEVER], network_id=network_id).subquery()
    states = mail_states().subquery()
    rows = await session.execute(
        select(ITEM.c.item_id, ITEM.c.kind, ITEM.c.appeared_at)
        .select_from(wants)
        .join(ITEM, _is_news(wants, now))
        .outerjoin(TOLD_ITEM, _was_told(wants))
        .outerjoin(states, states.c.mail_id == TOLD_ITEM.c.mail_id)
        .where(or_(states.c.state.is_(None), states.c.state.not_in([state.value for state in DELIVERED])))
        .distinct()
        .order_by(ITEM.c.appeared_at, ITEM.c.item_id)
        .limit(first)
    )
    return [Candidate(row.item_id, ItemKind(row.kind), False) for row in rows]


async def gatherings_between(session: Session, after: datetime, before: datetime) -> list[GatheringRow]:
    """Sessions that take place and start between two moments."""
    rows = await session.execute(
        select(*(col(getattr(Gathering, name)) for name in GatheringRow._fields))
        .where(col(Gathering.is_confirmed), col(Gathering.starts_at) > after, col(Gathering.starts_at) < before)
        .order_by(col(Gathering.starts_at), col(Gathering.session_id))
    )
    return [GatheringRow(*row) for row in rows]


async def bursts_due(session: Session, now: datetime) -> list[BurstRow]:
    """Bursts that are over and not mailed yet."""
    rows = await session.execute(
        select(col(Burst.network_id), col(Burst.began_at)).where(col(Burst.due_at) <= now).order_by(col(Burst.due_at))
    )
    return [BurstRow(*row) for row in rows]


def _is_news(wants: Subquery, now: datetime) -> ColumnElement[bool]:
    return and_(
        ITEM.c.network_id == wants.c.network_id,
        ITEM.c.is_standing,
        ITEM.c.appeared_at >= now - LOOK_BACK,
        ITEM.c.appeared_at >= wants.c.news_from,
        or_(wants.c.restarted_from.is_(None), ITEM.c.appeared_at >= wants.c.restarted_from),
    )


def _was_told(wants: Subquery) -> ColumnElement[bool]:
    return and_(TOLD_ITEM.c.person_id == wants.c.person_id, TOLD_ITEM.c.item_id == ITEM.c.item_id)
