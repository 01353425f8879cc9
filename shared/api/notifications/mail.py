"""What mail can be asked: the local mailbox (development and demo), and what operators run by hand."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.page import Shape
from shared.api.text import Prose

MailState = Literal[
    "PLANNED", "CLAIMED", "SENDING", "SENT", "DEFERRED", "BOUNCED", "UNKNOWN", "CANCELLED", "EXPIRED", "SUPPRESSED"
]


class MailboxLine(Shape):
    """One mail in the local mailbox. GET /mailbox?first=&after= (Page, newest first); NOT_FOUND where mails are sent for real."""

    id: UUID
    to: str
    subject: str
    kind: str
    at: AwareDatetime


class MailboxMail(Shape):
    """One mail, read. GET /mailbox/{id}."""

    id: UUID
    to: str
    subject: str
    kind: str
    at: AwareDatetime
    headers: list[tuple[str, str]]
    text: str
    html: str


class DigestAsked(Shape):
    """POST /digests:preview (operator only): the digest of one network as a member would get it now, nothing is saved."""

    network_slug: str
    language: Literal["nl", "en"] = "nl"


class DigestPreview(Shape):
    """A digest, rendered; ``subject`` is empty where there is nothing new."""

    subject: str
    text: str
    html: str
    readers: int


class ReminderAsked(Shape):
    """POST /session-reminders:preview (PERSON, coordinator): the reminder of one session with these words, nothing is saved.

    days_before: as if it leaves so many days before the session; None, or 0: as it leaves usually.
    """

    session_id: UUID
    words: Annotated[Prose, Field(max_length=8000)] = ""
    days_before: Annotated[int, Field(ge=0, le=14)] | None = None
    language: Literal["nl", "en"] = "nl"


class ReminderDay(Shape):
    """When a reminder leaves that leaves so many days before its session. leaves: False where that is past, or too soon after an
    invitation or a change."""

    days_before: int
    leaves_at: AwareDatetime
    leaves: bool


class ReminderPreview(Shape):
    """A reminder, rendered as text: as somebody who said nothing yet would get it, and when it can leave."""

    subject: str
    text: str
    days: list[ReminderDay] = []
    has_left: bool = False
    """Whether it left for who chose nothing themselves; then it does not leave again for this start."""


class DigestRun(Shape):
    """POST /digests:run (operator only): plan the digests of this moment's period without waiting for Monday."""

    cadence: Literal["DAILY", "WEEKLY"] = "WEEKLY"


class DigestRunView(Shape):
    """How far a period is. GET /digests/{period} (operator only)."""

    period: str
    planned: int
    sent: int
    skipped: int
    waiting: int
    failed: int


class LedgerLine(Shape):
    """One mail in the ledger, without its address. GET /mails?state=&first=&after= (operator only)."""

    id: UUID
    intent_key: str
    kind: str
    state: MailState
    reason: str | None
    attempts: int
    message_id: str
    """Under which name the mail server's log knows it, the same on every attempt."""
    at: AwareDatetime


class SettleUnknown(Shape):
    """POST /mails/{id}:settle (operator only): a person looked at the mail server's log and knows what became of an UNKNOWN mail."""

    outcome: Literal["SENT", "RESEND"]
    reason: Annotated[str, Field(min_length=3, max_length=200)]


class MailsBounced(Shape):
    """POST /mails:bounced (operator only): a report that mails did not arrive, for good (RFC 3464): a MailsNoted."""

    message_ids: Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=20)]
    status: Annotated[str, Field(max_length=12)]


class MailsNoted(Shape):
    """Of how many mails of this house that was."""

    mails: int
