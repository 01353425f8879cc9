"""What is stored of mail: the ledger of intents, and the local mailbox."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    LargeBinary,
    Table,
    Update,
    and_,
    bindparam,
    case,
    delete,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlalchemy.sql.dml import Delete, ReturningUpdate
from sqlmodel import Field, col

from services.notifications.mail.domain.ledger import WAITING, Claimed, Fate, MailState
from shared.columns import UTCDateTime
from shared.database import NotificationsStore, new_id
from shared.straight.session import Prepared

Lease = tuple[UUID, int]
"""A mail and the fence of one claim on it: whoever has an older fence may no longer write."""


class Mail(NotificationsStore, table=True):
    """One intent to send one mail to one person. No address, no words and no secret stand here.

    ``next_at`` is set exactly while the mail waits, ``lease_until`` exactly while somebody holds it.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index("ix_mail_priority_next_at", "priority", "next_at"),
        Index("ix_mail_state_changed_at", "state", "changed_at"),
        Index("ix_mail_period", "period"),
        Index("ix_mail_person_id", "person_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    intent_key: str = Field(unique=True, max_length=160)
    kind: str = Field(max_length=20)
    person_id: UUID | None = None
    cadence: str | None = Field(default=None, max_length=20)
    period: str | None = Field(default=None, max_length=60)
    subject_id: UUID | None = None
    """What the mail is about, where it is one thing: the network of a direct digest, the sign-in."""
    priority: int
    state: str = Field(max_length=12)
    reason: str | None = Field(default=None, max_length=80)
    attempts: int = 0
    fence: int = 0
    next_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    smtp_code: int | None = None
    smtp_queue_id: str | None = Field(default=None, max_length=60)
    planned_at: datetime = Field(sa_type=UTCDateTime)
    changed_at: datetime = Field(sa_type=UTCDateTime)


class MailboxMail(NotificationsStore, table=True):
    """One mail in the local mailbox, as it would have gone over the wire (development and demo)."""

    __tablename__ = "mailbox_mail"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    mail_id: UUID
    recipient: str = Field(max_length=254)
    subject: str = Field(max_length=150)
    kind: str = Field(max_length=20)
    content: bytes = Field(sa_type=LargeBinary)
    at: datetime = Field(sa_type=UTCDateTime, index=True)


MAIL: Table = Mail.__table__  # type: ignore[attr-defined]  # SQLModel gives every table one
AT_ONCE = 19
"""How many mails are written down in one stroke: as many as there are lines."""


PLANNED = Prepared(
    insert(MAIL).on_conflict_do_nothing(index_elements=["intent_key"]),
    (
        "id",
        "intent_key",
        "kind",
        "person_id",
        "cadence",
        "period",
        "subject_id",
        "priority",
        "state",
        "attempts",
        "fence",
        "next_at",
        "expires_at",
        "planned_at",
        "changed_at",
    ),
)
"""Plan mails, one row of values for each; an intent that was planned before stays as it is."""


def claimed(*, priority: int, now: datetime, lease_until: datetime, most: int) -> ReturningUpdate[Any]:
    """Take mails that are due, those that wait longest first; two who claim at the same time never get the same mail."""
    due = (
        select(MAIL.c.id)
        .where(MAIL.c.priority == priority, MAIL.c.next_at <= now)
        .order_by(MAIL.c.next_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return (
        update(MAIL)
        .where(MAIL.c.id.in_(due.scalar_subquery()))
        .values(
            state=MailState.CLAIMED.value,
            next_at=null(),
            lease_until=lease_until,
            fence=MAIL.c.fence + 1,
            attempts=MAIL.c.attempts + 1,
            changed_at=now,
        )
        .returning(*(MAIL.c[fact.name] for fact in fields(Claimed)))
    )


def claims_lapsed(now: datetime) -> Update:
    """Put back what somebody claimed and did not begin to send in time: it was surely not sent."""
    return (
        update(MAIL)
        .where(MAIL.c.lease_until < now, MAIL.c.state == MailState.CLAIMED.value)
        .values(state=MailState.PLANNED.value, next_at=now, lease_until=null(), changed_at=now)
    )


def sendings_lapsed(now: datetime) -> Update:
    """List as unknown what somebody was sending and did not come back from: it may have arrived."""
    return (
        update(MAIL)
        .where(MAIL.c.lease_until < now, MAIL.c.state == MailState.SENDING.value)
        .values(state=MailState.UNKNOWN.value, reason="lease", lease_until=null(), changed_at=now)
    )


def _these(*states: MailState) -> ColumnElement[bool]:
    ids = MAIL.c.id.in_([bindparam(f"id{n}", type_=MAIL.c.id.type) for n in range(AT_ONCE)])
    each = (and_(MAIL.c.id == bindparam(f"id{n}"), MAIL.c.fence == bindparam(f"fence{n}")) for n in range(AT_ONCE))
    # With the bare column SQLite would go through every mail in a state rather than follow a few keys.
    state = MAIL.c.state.concat("")
    return and_(ids, or_(*each), or_(*(state == one.value for one in states)))


def _queue_names() -> ColumnElement[Any]:
    named = (bindparam(f"queue{n}", type_=MAIL.c.smtp_queue_id.type) for n in range(AT_ONCE))
    return case(*((MAIL.c.id == bindparam(f"id{n}"), name) for n, name in enumerate(named)))


NOW = bindparam("now", type_=MAIL.c.changed_at.type)
SENDING = Prepared(
    update(MAIL)
    .where(_these(MailState.CLAIMED))
    .values(
        state=MailState.SENDING.value, lease_until=bindparam("until", type_=MAIL.c.lease_until.type), changed_at=NOW
    )
    .returning(MAIL.c.id)
)
"""Write down, before the final dot, that these are being sent; gives those that were still ours."""

SENT = Prepared(
    update(MAIL)
    .where(_these(MailState.SENDING, MailState.UNKNOWN))
    .values(state=MailState.SENT.value, lease_until=null(), reason=null(), smtp_queue_id=_queue_names(), changed_at=NOW)
)
"""Write down that these were taken, and under which name the mail server keeps them."""


def these(leases: Sequence[Lease], *, now: datetime, **more: Any) -> dict[str, Any]:
    """The values for SENDING and SENT: at most AT_ONCE mails."""
    values: dict[str, Any] = {"now": now, **more}
    for n in range(AT_ONCE):
        values[f"id{n}"], values[f"fence{n}"] = leases[min(n, len(leases) - 1)]
    return values


def ended(lease: Lease, fate: Fate, *, now: datetime, code: int | None = None, counts: bool = True) -> Update:
    """Write down what became of a mail that is ours; ``counts`` is False where that was no attempt."""
    values: dict[str, Any] = {
        "state": fate.state.value,
        "next_at": fate.next_at,
        "reason": fate.reason,
        "lease_until": None,
        "smtp_code": code,
        "changed_at": now,
    }
    if not counts:
        values["attempts"] = MAIL.c.attempts - 1
    return (
        update(MAIL)
        .where(
            MAIL.c.id == lease[0],
            MAIL.c.fence == lease[1],
            MAIL.c.state.in_([MailState.CLAIMED.value, MailState.SENDING.value]),
        )
        .values(values)
    )


def dropped(leases: Collection[Lease], *, state: MailState, reason: str, now: datetime) -> ReturningUpdate[UUID]:
    """Write down that these are not sent after all; gives those that were still ours."""
    return (
        update(MAIL)
        .where(
            MAIL.c.id.in_([mail_id for mail_id, _ in leases]),
            tuple_(MAIL.c.id, MAIL.c.fence).in_(list(leases)),
            MAIL.c.state == MailState.CLAIMED.value,
        )
        .values(state=state.value, reason=reason, lease_until=null(), changed_at=now)
        .returning(MAIL.c.id)
    )


def released(leases: Collection[Lease], *, now: datetime, wait: timedelta) -> Update:
    """Give back mails that were claimed but not tried; that was no attempt."""
    return (
        update(MAIL)
        .where(
            MAIL.c.id.in_([mail_id for mail_id, _ in leases]),
            tuple_(MAIL.c.id, MAIL.c.fence).in_(list(leases)),
            MAIL.c.state == MailState.CLAIMED.value,
        )
        .values(
            state=MailState.PLANNED.value,
            next_at=now + wait,
            lease_until=null(),
            attempts=MAIL.c.attempts - 1,
            changed_at=now,
        )
    )


def merged(*, kind: str, cadence: str, person_ids: Collection[UUID], but_period: str, now: datetime) -> Update:
    """Cancel what still waits for these people from earlier periods: its content comes along in the new mail."""
    return (
        update(MAIL)
        .where(
            MAIL.c.person_id.in_(person_ids),
            MAIL.c.cadence == cadence,
            MAIL.c.kind == kind,
            MAIL.c.period != but_period,
            MAIL.c.state.in_([state.value for state in WAITING]),
        )
        .values(state=MailState.CANCELLED.value, reason="merged", next_at=null(), changed_at=now)
    )


def revived(
    *where: ColumnElement[bool],
    reason: str,
    now: datetime,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> Update:
    """Plan again what was not sent for a reason, at once or not_before; expires_at: until when it is of use, None: as it was."""
    return (
        update(MAIL)
        .where(MAIL.c.state == MailState.CANCELLED.value, MAIL.c.reason == reason, *where)
        .values(
            state=MailState.PLANNED.value,
            reason=null(),
            next_at=not_before or now,
            expires_at=expires_at or MAIL.c.expires_at,
            attempts=0,
            changed_at=now,
        )
    )


def mailbox_emptied(before: datetime) -> Delete:
    """Throw away mails that lie in the local mailbox since before a moment."""
    return delete(MailboxMail).where(col(MailboxMail.at) < before)
