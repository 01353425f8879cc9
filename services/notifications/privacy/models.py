"""How a person is taken out of every table of notifications, and what network still has to be told of that."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Insert, delete, or_, select
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Field, col

from services.notifications.answers.models import AnswerLink, CalendarReply
from services.notifications.digests.models import ToldItem
from services.notifications.invitations.models import Newcomer, ToldSession
from services.notifications.mail.models import Mail, MailboxMail
from services.notifications.subscriptions.models import Member, Reader, SessionChoice, Subscription, UnsubscribeToken
from shared.columns import UTCDateTime
from shared.database import NotificationsStore

METADATA = NotificationsStore.metadata


class Erasure(NotificationsStore, table=True):
    """Somebody who is being taken out of this service; the row goes when nothing of them is left."""

    __tablename__ = "erasure"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    version: int
    heard_at: datetime = Field(sa_type=UTCDateTime)


SETTLED = ("SENT", "BOUNCED", "UNKNOWN", "CANCELLED", "EXPIRED", "SUPPRESSED")


class ErasureReport(NotificationsStore, table=True):
    """Something about an erasure that network must hear: which service is done, or that the last mail was sent. Gone when told."""

    __tablename__ = "erasure_report"

    erasure_id: UUID = Field(primary_key=True)
    what: str = Field(primary_key=True, max_length=20)
    noted_at: datetime = Field(sa_type=UTCDateTime)


def report_noted(*, erasure_id: UUID, what: str, at: datetime) -> Insert:
    """Note what network must hear; noted twice is noted once."""
    return insert(ErasureReport).values(erasure_id=erasure_id, what=what, noted_at=at).on_conflict_do_nothing()


def report_told(*, erasure_id: UUID, what: str) -> Delete:
    """Forget what network has heard."""
    return delete(ErasureReport).where(col(ErasureReport.erasure_id) == erasure_id, col(ErasureReport.what) == what)


def person_taken_out(person_id: UUID) -> Iterator[Delete]:
    """Everything that is about one person goes; a mail that is being sent loses its row, and so cannot leave any more."""
    mails = select(col(Mail.id)).where(col(Mail.person_id) == person_id)
    yield delete(Member).where(col(Member.person_id) == person_id)
    yield delete(Reader).where(col(Reader.person_id) == person_id)
    yield delete(MailboxMail).where(col(MailboxMail.mail_id).in_(mails))
    yield delete(ToldItem).where(or_(col(ToldItem.person_id) == person_id, col(ToldItem.mail_id).in_(mails)))
    yield delete(AnswerLink).where(col(AnswerLink.person_id) == person_id)
    yield delete(CalendarReply).where(col(CalendarReply.person_id) == person_id)
    yield delete(Newcomer).where(col(Newcomer.person_id) == person_id)
    yield delete(ToldSession).where(col(ToldSession.person_id) == person_id)
    yield delete(Mail).where(col(Mail.person_id) == person_id)
    yield delete(SessionChoice).where(col(SessionChoice.person_id) == person_id)
    yield delete(Subscription).where(col(Subscription.person_id) == person_id)
    yield delete(UnsubscribeToken).where(col(UnsubscribeToken.person_id) == person_id)


def mailbox_of_address_emptied(address: str) -> Delete:
    """Throw away what lies in the local mailbox for an address."""
    return delete(MailboxMail).where(col(MailboxMail.recipient) == address)


def mails_forgotten(before: datetime) -> list[Delete]:
    """Forget mails that were settled before a moment; what somebody was told stays known, so that it is not told again."""
    old = select(col(Mail.id)).where(col(Mail.changed_at) < before, col(Mail.state).in_(SETTLED))
    return [delete(Mail).where(col(Mail.id).in_(old))]
