"""The local mailbox: what was mailed, where mails are not sent for real."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, Window, page, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen
from services.gateway.graphql.nodes import Node, fetches
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import notifications


@seen_by(Who.AT_THE_MAILBOX)
@strawberry.type
class MailHeader:
    name: str
    value: str


@seen_by(Who.AT_THE_MAILBOX)
@strawberry.type(description="A mail in the local mailbox.")
class Mail(Node):
    to: str
    subject: str
    kind: str
    at: datetime
    headers: list[MailHeader] = strawberry.field(metadata=may(Who.AT_THE_MAILBOX, length=20))
    text: str
    html: str


@seen_by(Who.AT_THE_MAILBOX)
@strawberry.type(description="A mail as the list of the mailbox shows it; its id is that of the mail.")
class MailboxLine:
    id: strawberry.ID
    to: str
    subject: str
    kind: str
    at: datetime


@seen_by(Who.AT_THE_MAILBOX)
@strawberry.type
class MailboxEdge:
    cursor: str
    node: MailboxLine


@seen_by(Who.AT_THE_MAILBOX)
@strawberry.type(description="The local mailbox, newest first.")
class MailboxConnection:
    edges: list[MailboxEdge]
    nodes: list[MailboxLine]
    page_info: PageInfo


def _mailbox(info: Ask, first: int | None = 30, after: str | None = None) -> Loading[Any]:
    asked = window(first, after)
    if not info.context.settings.shows_mailbox:
        return nothing(None)
    return _lines(asked, info.wanted())


def _lines(first: Window, wanted: Wanted) -> Loading[Any]:
    given = yield from seen(notifications.mailbox(first=first.asked, after=first.after))
    if given is None:
        return None
    rows, cursors, page_info = page(first, given.items, given.next_cursor, wanted)
    nodes = [
        MailboxLine(
            id=strawberry.ID(global_id("Mail", row.id)), to=row.to, subject=row.subject, kind=row.kind, at=row.at
        )
        for row in rows
    ]
    return MailboxConnection(
        edges=[MailboxEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=page_info,
    )


@fetches("Mail")
def _fetch(context: Context, row_id: UUID, _wanted: Wanted) -> Loading[Any]:
    if not context.settings.shows_mailbox:
        return None
    mail = yield from seen(notifications.mail(row_id))
    if mail is None:
        return None
    return Mail(
        id=strawberry.ID(global_id("Mail", mail.id)),
        to=mail.to,
        subject=mail.subject,
        kind=mail.kind,
        at=mail.at,
        headers=[MailHeader(name=name, value=value) for name, value in mail.headers],
        text=mail.text,
        html=mail.html,
    )


def _mail(info: Ask, id: strawberry.ID) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    mail_id = row_id(id, "Mail")
    return nothing(None) if mail_id is None else _fetch(info.context, mail_id, info.wanted())


@strawberry.type
class MailQuery:
    mailbox: Any = strawberry.field(
        resolver=_mailbox,
        graphql_type=MailboxConnection | None,
        description="The local mailbox; null where mails are sent for real.",
        metadata=may(Who.AT_THE_MAILBOX),
    )
    mail: Any = strawberry.field(
        resolver=_mail,
        graphql_type=Mail | None,
        description="One mail in the local mailbox.",
        metadata=may(Who.AT_THE_MAILBOX),
    )
