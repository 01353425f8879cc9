"""What the ledger and the local mailbox can tell."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, Select, and_, func, select, tuple_
from sqlmodel import col

from services.notifications.mail.domain.ledger import WAITING, MailState
from services.notifications.mail.models import MAIL, Mail, MailboxMail
from shared.database import Session


class LedgerRow(NamedTuple):
    """One mail in the ledger."""

    id: UUID
    intent_key: str
    kind: str
    state: str
    reason: str | None
    attempts: int
    changed_at: datetime


class MailboxRow(NamedTuple):
    """One mail in the local mailbox, unopened."""

    id: UUID
    recipient: str
    subject: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """How the ledger stands: what is due and not yet sent, the oldest of it, and what an operator must look at."""

    due: int
    oldest_due_at: datetime | None
    digests_due: int
    unknown: int


def mail_states() -> Select[UUID, str]:
    """Select mail_id and state of all mails, for whoever keeps what stood in them."""
    return select(MAIL.c.id.label("mail_id"), MAIL.c.state)


def mail_readers(mail_ids: Sequence[UUID | BindParameter[UUID]]) -> Select[UUID, UUID | None]:
    """Select mail_id and person_id of these mails."""
    return select(MAIL.c.id.label("mail_id"), MAIL.c.person_id.label("person_id")).where(MAIL.c.id.in_(mail_ids))


async def ledger_counts(session: Session, now: datetime) -> LedgerCounts:
    """Count what is due and what is unknown, for the metrics."""
    is_due = and_(col(Mail.state).in_([state.value for state in WAITING]), col(Mail.next_at) <= now)
    due = (
        await session.execute(select(func.count(), func.min(col(Mail.next_at))).where(is_due).select_from(Mail))
    ).one()
    digests = await session.execute(select(func.count()).select_from(Mail).where(is_due, col(Mail.kind) == "digest"))
    unknown = await session.execute(
        select(func.count()).select_from(Mail).where(col(Mail.state) == MailState.UNKNOWN.value)
    )
    return LedgerCounts(due[0], due[1], digests.scalar_one(), unknown.scalar_one())


async def count_by_state(session: Session, period: str) -> dict[MailState, int]:
    """How many mails of a period stand in each state."""
    rows = await session.execute(
        select(col(Mail.state), func.count()).where(col(Mail.period) == period).group_by(col(Mail.state))
    )
    return {MailState(state): count for state, count in rows}


async def ledger_page(
    session: Session, *, state: MailState | None, first: int, after: tuple[datetime, UUID] | None
) -> list[LedgerRow]:
    """Mails in the ledger, the newest change first; one more than asked where there are more."""
    statement = (
        select(*(col(getattr(Mail, name)) for name in LedgerRow._fields))
        .order_by(col(Mail.changed_at).desc(), col(Mail.id).desc())
        .limit(first + 1)
    )
    if state is not None:
        statement = statement.where(col(Mail.state) == state.value)
    if after is not None:
        statement = statement.where(tuple_(col(Mail.changed_at), col(Mail.id)) < after)
    return [LedgerRow(*row) for row in await session.execute(statement)]


async def some_wait_from_before(session: Session, *, kind: str, cadence: str, but_period: str) -> bool:
    """Whether mails of other periods of this cadence still wait."""
    waiting = select(MAIL.c.id).where(
        MAIL.c.state.in_([state.value for state in WAITING]),
        MAIL.c.kind == kind,
        MAIL.c.cadence == cadence,
        MAIL.c.period != but_period,
    )
    return (await session.execute(waiting.limit(1))).first() is not None


async def mail_to_change(session: Session, mail_id: UUID) -> Mail | None:
    """One mail, held until this transaction ends."""
    return (await session.execute(select(Mail).where(col(Mail.id) == mail_id).with_for_update())).scalar_one_or_none()


async def states_of(session: Session, mail_ids: Collection[UUID]) -> dict[UUID, MailState]:
    """Where these mails stand."""
    rows = await session.execute(select(col(Mail.id), col(Mail.state)).where(col(Mail.id).in_(mail_ids)))
    return {mail_id: MailState(state) for mail_id, state in rows}


async def mailbox_page(session: Session, *, first: int, after: UUID | None) -> list[MailboxRow]:
    """Mails in the local mailbox, newest first; one more than asked where there are more."""
    statement = (
        select(*(col(getattr(MailboxMail, name)) for name in MailboxRow._fields))
        .order_by(col(MailboxMail.id).desc())
        .limit(first + 1)
    )
    if after is not None:
        statement = statement.where(col(MailboxMail.id) < after)
    return [MailboxRow(*row) for row in await session.execute(statement)]


async def mailbox_mail(session: Session, mailbox_mail_id: UUID) -> tuple[MailboxRow, bytes] | None:
    """One mail in the local mailbox, and its bytes."""
    row = (
        await session.execute(
            select(*(col(getattr(MailboxMail, name)) for name in MailboxRow._fields), col(MailboxMail.content)).where(
                col(MailboxMail.id) == mailbox_mail_id
            )
        )
    ).first()
    return None if row is None else (MailboxRow(*row[:-1]), bytes(row.content))
