"""What invitations can tell: which sessions must be told of now, and what people know already."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select, union_all
from sqlmodel import col

from services.notifications.invitations.domain import MAILS, NEW, Told, period_of
from services.notifications.invitations.models import DocumentCall, Newcomer, SessionCall, ToldSession
from services.notifications.mail.domain.ledger import DELIVERED, MailState
from services.notifications.mail.models import MAIL
from services.notifications.mail.queries import mail_states
from shared.database import Session

MAY_HAVE_ARRIVED = [state.value for state in (*DELIVERED, MailState.UNKNOWN)]
IN_HAND = [MailState.CLAIMED.value, MailState.SENDING.value]


class Call(NamedTuple):
    """Sessions of which people must be told now."""

    set_id: UUID
    kind: str
    network_id: UUID
    due_at: datetime


class DocumentDue(NamedTuple):
    """A document of which people must be told now. mail_at: the time of its mails, where planning them began."""

    document_id: UUID
    set_id: UUID
    network_id: UUID
    due_at: datetime
    mail_at: datetime | None


async def documents_due(session: Session, now: datetime) -> list[DocumentDue]:
    """The documents whose time has come, and whose mails are not all planned."""
    rows = await session.execute(
        select(*(col(getattr(DocumentCall, name)) for name in DocumentDue._fields))
        .where(col(DocumentCall.due_at) <= now, col(DocumentCall.is_planned).is_(False))
        .order_by(col(DocumentCall.due_at), col(DocumentCall.document_id))
    )
    return [DocumentDue(*row) for row in rows]


async def documents_in(session: Session, network_id: UUID, periods: Collection[str]) -> dict[str, list[UUID]]:
    """Of which documents the mails of these times tell."""
    rows = await session.execute(
        select(col(DocumentCall.mail_at), col(DocumentCall.document_id)).where(
            col(DocumentCall.network_id) == network_id,
            col(DocumentCall.mail_at).in_([datetime.fromisoformat(period) for period in periods]),
        )
    )
    found: dict[str, list[UUID]] = {}
    for mail_at, document_id in rows:
        if mail_at is not None:
            found.setdefault(period_of(mail_at), []).append(document_id)
    return found


async def calls_due(session: Session, now: datetime) -> list[Call]:
    """The calls whose time has come."""
    rows = await session.execute(
        select(*(col(getattr(SessionCall, name)) for name in Call._fields))
        .where(col(SessionCall.due_at) <= now)
        .order_by(col(SessionCall.due_at))
    )
    return [Call(*row) for row in rows]


async def first_due(session: Session, network_id: UUID, *, now: datetime, until: datetime) -> datetime | None:
    """When the next mail about sessions of a network that is not planned yet leaves, if that is before this moment."""
    soonest = [
        select(func.min(col(of.due_at))).where(
            col(of.network_id) == network_id, col(of.due_at) > now, col(of.due_at) < until
        )
        for of in (SessionCall, DocumentCall)
    ]
    dues: list[datetime | None] = list((await session.execute(union_all(*soonest))).scalars())
    return min((one for one in dues if one is not None), default=None)


async def held_until(session: Session, set_id: UUID, now: datetime) -> datetime | None:
    """Until when nobody hears of what is new in a series or session, for it may still be taken back; None where everybody may."""
    statement = select(col(SessionCall.due_at)).where(
        col(SessionCall.set_id) == set_id, col(SessionCall.kind) == NEW, col(SessionCall.due_at) > now
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def held_sets(session: Session, network_id: UUID, now: datetime) -> set[UUID]:
    """Series and sessions of a network that may still be taken back, so that nobody hears yet of what is new in them."""
    rows = await session.execute(
        select(col(SessionCall.set_id)).where(
            col(SessionCall.network_id) == network_id, col(SessionCall.kind) == NEW, col(SessionCall.due_at) > now
        )
    )
    return set(rows.scalars())


async def newcomers_due(session: Session, now: datetime, *, most: int) -> dict[UUID, list[UUID]]:
    """Who is new in a network and hears now what the others know, by network."""
    rows = await session.execute(
        select(col(Newcomer.network_id), col(Newcomer.person_id))
        .where(col(Newcomer.due_at) <= now)
        .order_by(col(Newcomer.due_at), col(Newcomer.person_id))
        .limit(most)
    )
    found: dict[UUID, list[UUID]] = {}
    for network_id, person_id in rows:
        found.setdefault(network_id, []).append(person_id)
    return found


async def told_of(
    session: Session, session_ids: Collection[UUID], person_ids: Collection[UUID]
) -> dict[UUID, dict[UUID, Told]]:
    """What each of these people was told of each of these sessions, in mails that may have arrived."""
    states = mail_states().subquery()
    rows = await session.execute(
        select(
            col(ToldSession.person_id),
            col(ToldSession.session_id),
            *(col(getattr(ToldSession, name)) for name in Told._fields),
        )
        .outerjoin(states, states.c.mail_id == col(ToldSession.mail_id))
        .where(
            col(ToldSession.session_id).in_(session_ids),
            col(ToldSession.person_id).in_(person_ids),
            or_(
                states.c.state.is_(None), states.c.state.in_(MAY_HAVE_ARRIVED)
            ),  # None: so long ago that it is forgotten
        )
    )
    found: dict[UUID, dict[UUID, Told]] = {}
    for person_id, session_id, *told in rows:
        found.setdefault(person_id, {})[session_id] = Told(*told)
    return found


async def told_lately(
    session: Session, session_id: UUID, person_ids: Collection[UUID], now: datetime
) -> dict[UUID, datetime]:
    """When each of these people was told of a session last, in a mail that may have arrived; now for whom it was off in that.

    Who knows that something is off that takes place hears so at any moment.
    """
    rows = await session.execute(
        select(col(ToldSession.person_id), col(ToldSession.is_off), MAIL.c.changed_at)
        .join(MAIL, MAIL.c.id == col(ToldSession.mail_id))
        .where(
            col(ToldSession.session_id) == session_id,
            col(ToldSession.person_id).in_(person_ids),
            MAIL.c.state.in_(MAY_HAVE_ARRIVED),
        )
    )
    return {person_id: now if is_off else left_at for person_id, is_off, left_at in rows}


async def in_hand(
    session: Session, about_id: UUID, person_ids: Collection[UUID], *, sending: bool = False
) -> dict[UUID, set[UUID]]:
    """Mails about these sessions that are on their way to these people now, by person; sending: at their final dot."""
    states = [MailState.SENDING.value] if sending else IN_HAND
    rows = await session.execute(
        select(MAIL.c.person_id, MAIL.c.id).where(
            MAIL.c.person_id.in_(person_ids),
            MAIL.c.subject_id == about_id,
            MAIL.c.kind.in_(MAILS),
            MAIL.c.state.in_(states),
        )
    )
    found: dict[UUID, set[UUID]] = {}
    for person_id, mail_id in rows:
        found.setdefault(person_id, set()).add(mail_id)
    return found
