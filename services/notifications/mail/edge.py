"""Who may ask about mail: anybody about the local mailbox where there is one, operators about the ledger."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request

from services.notifications.mail.domain.addresses import sender_from
from services.notifications.mail.domain.ledger import NAMING, MailState, message_id
from services.notifications.mail.operations.settling import note_bounces, settle_unknown
from services.notifications.mail.queries import LedgerRow, ledger_page, mailbox_mail, mailbox_page
from shared.api.notifications.mail import (
    LedgerLine,
    MailboxLine,
    MailboxMail,
    MailsBounced,
    MailsNoted,
    SettleUnknown,
)
from shared.api.notifications.mail import MailState as MailStateName
from shared.api.page import First, Page
from shared.bus.work import Door
from shared.errors import NotFound
from shared.settings import Settings
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.desk import Desk
from shared.web.edge import ANYONE, Edge, Session, Work, only

edge = Edge(tags=["mail"])


@edge.read("/mailbox", who=ANYONE)
async def mailbox(
    session: Session, request: Request, first: Annotated[First, Query()] = 30, after: str | None = None
) -> Page[MailboxLine]:
    """The local mailbox, newest first; not found where mails are sent for real."""
    _check_mailbox(request)
    key = read_cursor(after, UUID)
    rows = await mailbox_page(session, first=first, after=key[0] if key else None)
    return Page(
        items=[
            MailboxLine(id=row.id, to=row.recipient, subject=row.subject, kind=row.kind, at=row.at)
            for row in rows[:first]
        ],
        next_cursor=write_cursor(rows[first - 1].id) if len(rows) > first else None,
    )


@edge.read("/mailbox/{mail_id}", who=ANYONE)
async def mailbox_one(session: Session, request: Request, mail_id: UUID) -> MailboxMail:
    """One mail in the local mailbox, read."""
    _check_mailbox(request)
    found = await mailbox_mail(session, mail_id)
    if found is None:
        raise NotFound
    row, content = found
    message = message_from_bytes(content, policy=policy.default)
    return MailboxMail(
        id=row.id,
        to=row.recipient,
        subject=row.subject,
        kind=row.kind,
        at=row.at,
        headers=[(name, str(value)) for name, value in message.items()],
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


@edge.read("/mails", who=only("operator"))
async def mails(
    session: Session,
    request: Request,
    state: MailStateName | None = None,
    first: Annotated[First, Query()] = 50,
    after: str | None = None,
) -> Page[LedgerLine]:
    """The ledger, newest change first."""
    rows = await ledger_page(
        session,
        state=MailState(state) if state else None,
        first=first,
        after=read_cursor(after, moment, UUID),
    )
    last = rows[first - 1] if len(rows) > first else None
    return Page(
        items=[_line(row, request) for row in rows[:first]],
        next_cursor=write_cursor(last.changed_at, last.id) if last else None,
    )


@edge.change("/mails/{mail_id}:settle", who=only("operator"))
async def settle(work: Work, request: Request, mail_id: UUID, asked: SettleUnknown) -> LedgerLine:
    """Say what became of a mail that is in doubt."""
    mail = await settle_unknown(work, mail_id=mail_id, resend=asked.outcome == "RESEND", reason=asked.reason)
    row = LedgerRow(*(getattr(mail, name) for name in LedgerRow._fields))
    return _line(row, request)


@edge.act("/mails:bounced", who=only("operator"))
async def bounced(asked: MailsBounced, door: Door) -> MailsNoted:
    """Note what a report says did not arrive."""
    return MailsNoted(mails=await note_bounces(door, message_ids=asked.message_ids, status=asked.status))


def _line(row: LedgerRow, request: Request) -> LedgerLine:
    door = _door(request)
    return LedgerLine(
        id=row.id,
        intent_key=row.intent_key,
        kind=row.kind,
        state=MailState(row.state).value,
        reason=row.reason,
        attempts=row.attempts,
        message_id=message_id(door.asking.office.secret(NAMING), row.id, sender_from(door.settings.mail_from).domain),
        at=row.changed_at,
    )


def _check_mailbox(request: Request) -> None:
    if not _settings(request).shows_mailbox:
        raise NotFound


def _settings(request: Request) -> Settings:
    return _door(request).settings


def _door(request: Request) -> Door:
    desk: Desk = request.app.state.desk
    return desk.door


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
